import Foundation
import TestSupport
import Testing

@testable import EmotionServer

@Suite("openapi.json against the real answers")
struct OpenAPITests {
  @Test("Every operation answers as it is described, and every operation is asked")
  func answers() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "openapi-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let corpus = folder.appending(path: "ravdess/Actor_01")
    try FileManager.default.createDirectory(at: corpus, withIntermediateDirectories: true)
    try TestAudio.wav(seconds: 1).write(to: corpus.appending(path: "03-01-03-01-01-01-01.wav"))
    try Data("epoch,training_loss,validation_recall,seconds\n1,2.5,,10.0\n2,2.25,0.4,12.0\n".utf8)
      .write(to: folder.appending(path: "history.csv"))
    try Data(#"{"name": "small", "epochs": 4}"#.utf8).write(to: folder.appending(path: "recipe.json"))

    try LocalServer.with {
      $0.corpus = folder.appending(path: "ravdess")
      $0.run = folder
    } _: { port in
      let schema = try Schema(port: port)
      var asked: Set<String> = []
      func ask(
        _ method: String, _ path: String, _ template: String? = nil, headers: [String: String] = [:],
        body: Data? = nil
      ) throws -> RawConnection.Answer {
        let answer = try RawConnection.ask(port, method, path, headers: headers, body: body)
        let template = template ?? String(path.split(separator: "?")[0])
        asked.insert("\(method) \(template)")
        #expect(schema.faults(of: answer, to: method, template) == [], "\(path): \(answer.text.prefix(300))")
        return answer
      }
      let voice = TestAudio.conversation()
      for query in ["", "?overview=1", "?timeline=1", "?timeline=1&overview=1", "?timeline=x"] {
        _ = try ask("POST", "/v1/predictions\(query)", body: voice)
      }
      for body in [
        Data(), Data("no audio at all, but a text of some length".utf8), voice.prefix(20), voice.prefix(9999),
      ] {
        _ = try ask("POST", "/v1/predictions", body: body)
      }
      for path in ["/v1/model", "/v1/corpus", "/v1/run", "/healthz", "/metrics"] { _ = try ask("GET", path) }
      _ = try ask("GET", "/v1/model", headers: ["Host": "evil.example"])
      for method in ["POST", "PUT"] { _ = try ask(method, "/v1/stream?levels=1", body: voice) }
      _ = try ask("POST", "/v1/stream", body: Data("OggS".utf8))
      let live = try ask("POST", "/v1/live?levels=1", body: Data())
      _ = try ask("POST", "/v1/live?sample_rate=1", body: Data())
      let audio = try #require(try live.json()["audio"] as? String)
      let template = "/v1/live/{id}/audio"
      _ = try ask("POST", "\(audio)?sequence=0", template, body: Data(voice.dropFirst(44)))
      _ = try ask("POST", "\(audio)?sequence=7", template, body: Data(count: 2))
      _ = try ask("POST", "/v1/live/none/audio?sequence=0", template, body: Data(count: 2))
      _ = try ask("DELETE", String(audio.dropLast(6)), "/v1/live/{id}")
      _ = try ask("GET", "/v1/corpus/clips/0/audio", "/v1/corpus/clips/{index}/audio")
      _ = try ask("GET", "/v1/corpus/clips/99/audio", "/v1/corpus/clips/{index}/audio")
      let guess = "/v1/corpus/clips/{index}/guess"
      let verdict = try ask("POST", "/v1/corpus/clips/0/guess?emotion=happy", guess, body: Data()).json()
      #expect(verdict["guess_is_right"] as? Bool == true)
      _ = try ask("POST", "/v1/corpus/clips/0/guess?emotion=bored", guess, body: Data())
      #expect(try ask("GET", "/v1/run").json()["seconds_left"] as? Double == 22)
      #expect(asked == schema.operations)
    }
  }
}

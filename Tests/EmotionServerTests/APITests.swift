import Foundation
import TestSupport
import Testing

@testable import EmotionServer

@Suite("The API")
struct APITests {
  private static let voice = TestAudio.wav(seconds: 2)

  @Test("A recording gets an answer, as bytes or in a form, with segments where asked for")
  func predictions() throws {
    try LocalServer.with { port in
      let plain = try RawConnection.ask(port, "POST", "/v1/predictions", body: Self.voice)
      #expect(plain.status == 200, "\(plain.text)")
      let object = try plain.json()
      #expect(object["label"] is String && object["path"] == nil)
      #expect((object["probabilities"] as? [String: Any])?.count == 12)
      #expect(object["duration_seconds"] as? Double == 2)

      var form = Data("--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n".utf8)
      form += Data(
        "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../etc/passwd\"\r\n\r\n".utf8)
      form += Self.voice + Data("\r\n--XX--\r\n".utf8)
      let posted = try RawConnection.ask(
        port, "POST", "/v1/predictions", headers: ["Content-Type": "multipart/form-data; boundary=XX"],
        body: form)
      #expect(posted.text == plain.text)

      let timeline = try RawConnection.ask(
        port, "POST", "/v1/predictions?timeline=1&overview=1", body: TestAudio.conversation())
      let segments = try #require(try timeline.json()["segments"] as? [[String: Any]], "\(timeline.text)")
      #expect(segments.first?["start"] as? Double == 0)
      let overview = try #require(try timeline.json()["overview"] as? [String: Any])
      let columns = try #require(overview["lowest"] as? [Double]).count
      let text = try #require(overview["log_mel"] as? String)
      let mel = try #require(Data(base64Encoded: text))
      #expect(mel.count == columns * 64)
    }
  }

  @Test("Nobody speaking is an answer; what is no audio is a problem with the command's sentence")
  func problems() throws {
    try LocalServer.with { port in
      let noise = (0..<32_000).map { Int16(truncatingIfNeeded: $0 &* 7919 % 601 - 300) }
      let quiet = try RawConnection.ask(
        port, "POST", "/v1/predictions", body: TestAudio.wav(samples: noise))
      #expect(quiet.status == 200, "\(quiet.text)")
      #expect(try quiet.json()["no_speech"] as? Bool == true, "\(quiet.text)")
      for (body, status, word) in [
        (Data("this is a text, not a voice, and long enough".utf8), 415, "not audio"), (Data(), 400, "empty"),
        (Self.voice.prefix(30), 422, "no audio could be decoded"),
      ] {
        let answer = try RawConnection.ask(port, "POST", "/v1/predictions", body: body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.headers["content-type"] == "application/problem+json")
        let detail = try #require(try answer.json()["detail"] as? String)
        #expect(detail.contains(word) && !detail.contains("/tmp"), "\(detail)")
      }
      #expect(try RawConnection.ask(port, "GET", "/nothing").status == 404)
      #expect(
        try RawConnection.ask(port, "POST", "/v1/predictions?timeline=maybe", body: Self.voice).status == 400)
    }
  }

  @Test("The model, the health, the metrics, the page and its description")
  func reading() throws {
    try LocalServer.with { port in
      let model = try RawConnection.ask(port, "GET", "/v1/model").json()
      #expect(model["name"] as? String == "drawn" && (model["labels"] as? [String])?.count == 12)
      #expect(try RawConnection.ask(port, "GET", "/healthz").json()["status"] as? String == "ok")
      let page = try RawConnection.ask(port, "GET", "/")
      #expect(page.status == 200 && page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
      let tag = try #require(page.headers["etag"])
      #expect(try RawConnection.ask(port, "GET", "/", headers: ["If-None-Match": tag]).status == 304)
      #expect(try RawConnection.ask(port, "HEAD", "/").status == 200)
      for path in ["/page/..%2f..%2fmanifest.json", "/page/../openapi.json", "/page/%00", "/page/"] {
        #expect(try RawConnection.ask(port, "GET", path).status == 404, "\(path)")
      }
      let metrics = try RawConnection.ask(port, "GET", "/metrics")
      #expect(
        metrics.text.contains(
          "speech_emotion_requests_total{method=\"GET\",route=\"/v1/model\",status=\"200\"} 1"))
    }
  }

  @Test("Live chunks have the events of the command; a chunk that comes again is not heard twice")
  func live() throws {
    try LocalServer.with { port in
      let created = try RawConnection.ask(port, "POST", "/v1/live?sample_rate=16000&levels=1")
      #expect(created.status == 201, "\(created.text)")
      let audio = try #require(try created.json()["audio"] as? String)
      let samples = TestAudio.conversation().dropFirst(44)
      var kinds: [String] = []
      let connection = try RawConnection(port: port)
      var sequence = 0
      // Chunks that cut a sample in two.
      for start in stride(from: samples.startIndex, to: samples.endIndex, by: 32_001) {
        let chunk = Data(samples[start..<min(start + 32_001, samples.endIndex)])
        let type = ["Content-Type": "audio/pcm; format=s16le"]
        connection.send("POST", "\(audio)?sequence=\(sequence)", headers: type, body: chunk)
        let answer = try #require(connection.answer())
        #expect(answer.status == 200, "\(answer.text)")
        kinds += answer.lines.compactMap { $0["event"] as? String }
        if sequence == 3 {
          connection.send("POST", "\(audio)?sequence=3", headers: type, body: chunk)
          #expect(try #require(connection.answer()).text == answer.text)
        }
        sequence += 1
      }
      #expect(
        Set(kinds).isSuperset(of: ["level", "utterance_started", "window", "utterance_ended", "no_speech"]))
      let late = try RawConnection.ask(port, "POST", "\(audio)?sequence=99", body: Data(count: 10))
      #expect(late.status == 409)
      #expect(try late.json()["expected_sequence"] as? Int == sequence)
      #expect(try RawConnection.ask(port, "POST", "\(audio)?sequence=x", body: Data(count: 10)).status == 400)
      let path = audio.replacingOccurrences(of: "/audio", with: "")
      #expect(try RawConnection.ask(port, "DELETE", path).status == 200)
      #expect(try RawConnection.ask(port, "DELETE", path).status == 404)
    }
  }

  @Test("A stream has its first events before it ends; the events are those of live chunks")
  func stream() throws {
    try LocalServer.with { port in
      let connection = try RawConnection(port: port)
      connection.send(
        "PUT", "/v1/stream?levels=1",
        headers: ["Transfer-Encoding": "chunked", "Content-Type": "audio/wav"])
      let wav = TestAudio.conversation()
      let half = wav.prefix(120_000)
      connection.send(Data("\(String(half.count, radix: 16))\r\n".utf8) + half + Data("\r\n".utf8))
      var early = Data()
      while !early.contains(Data("\"window\"".utf8)), let data = connection.more() { early += data }
      #expect(String(decoding: early, as: UTF8.self).contains("utterance_started"))
      let rest = wav.dropFirst(120_000)
      connection.send(Data("\(String(rest.count, radix: 16))\r\n".utf8) + rest + Data("\r\n0\r\n\r\n".utf8))
      while !early.contains(Data("\r\n0\r\n\r\n".utf8)), let data = connection.more() { early += data }
      #expect(String(decoding: early, as: UTF8.self).contains("utterance_ended"))

      let unknown = try RawConnection.ask(port, "POST", "/v1/stream", body: Data("ID3 something".utf8))
      #expect(unknown.status == 415, "\(unknown.text)")
      let raw = try RawConnection.ask(
        port, "POST", "/v1/stream?sample_rate=16000", body: Data(wav.dropFirst(44)))
      #expect(raw.lines.contains { $0["event"] as? String == "window" })
    }
  }
}

extension Data {
  fileprivate func contains(_ other: Data) -> Bool { range(of: other) != nil }
}

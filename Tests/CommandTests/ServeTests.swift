import Foundation
import TestSupport
import Testing

@Suite("serve")
struct ServeTests {
  @Test("A prediction over HTTP is the command's, and SIGTERM ends the server in peace")
  func sameAnswers() throws {
    try Workplace.with { place in
      try place.write(TestAudio.conversation(), to: "secret name.wav")
      let server = try ServerProcess(place)
      for (query, options) in [("", []), ("?timeline=1", ["--timeline"])] {
        let answer = try server.curl(
          "--data-binary", "@\(place.folder.path)/secret name.wav", "\(server.address)/v1/predictions\(query)"
        )
        let served = try #require(try answer.json() as? [String: Any], "\(answer.text)")
        let printed = try place.run(
          ["predict", "--json", "--model", place.model] + options + ["secret name.wav"])
        var expected = try #require((try printed.json() as? [[String: Any]])?.first)
        expected["path"] = nil
        #expect(served as NSDictionary == expected as NSDictionary)
      }
      let listened = try place.runWithModel("listen", "secret name.wav", "--fast", "--json")
      let streamed = try server.curl(
        "-T", "\(place.folder.path)/secret name.wav", "\(server.address)/v1/stream")
      let timeless = { (text: String) in text.replacing(/"computing_ms":[0-9.]+,/, with: "") }
      #expect(timeless(streamed.text) == timeless(listened.text))
      #expect(server.end() == 0)
      #expect(server.log.contains("route=/v1/predictions") && !server.log.contains("secret"))
    }
  }

  @Test("Other machines need a token, and the address has to be free")
  func refusals() throws {
    try Workplace.with { place in
      for (arguments, word) in [
        (["--host", "0.0.0.0"], "--token-file"), (["--port", "99999"], "--port"),
        (["--token-file", "missing.txt"], "missing.txt"), (["--minutes", "0"], "--minutes"),
      ] {
        let refused = try place.run(["serve", "--model", place.model] + arguments)
        #expect(refused.status == 64 && refused.errors.contains(word), "\(refused.errors)")
      }
      let server = try ServerProcess(place)
      let port = String(server.address.split(separator: ":").last ?? "")
      let taken = try place.run(["serve", "--model", place.model, "--port", port])
      #expect(taken.status == 1 && taken.errors.contains("port \(port)"), "\(taken.errors)")
      #expect(server.end(SIGINT) == 0)
    }
  }

  @Test("Every curl line of Documentation/serving.md is answered")
  func documentation() throws {
    let root = TrainTests.root
    let text = try String(contentsOf: root.appending(path: "Documentation/serving.md"), encoding: .utf8)
    let start = try #require(text.range(of: "<!-- curl -->\n"))
    let lines = text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("    ") }.map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.count >= 5)
    try Workplace.with { place in
      let server = try ServerProcess(place)
      for line in lines {
        let here = line.replacing("http://127.0.0.1:8080", with: server.address)
          .replacing("curl ", with: "curl -sS --fail-with-body ")
        let outcome = try server.shell(here, in: root)
        #expect(outcome.status == 0 && !outcome.output.isEmpty, "\(line): \(outcome.errors)\(outcome.text)")
      }
    }
  }
}

import Foundation
import Testing

/// What the README shows is what the program prints.
@Suite("The README's transcript")
struct TranscriptTests {
  /// The fenced block behind `<!-- transcript: COMMAND -->`.
  private func transcript(of command: String, in text: String) throws -> [String] {
    let marker = try #require(text.range(of: "<!-- transcript: \(command) -->\n```\n"))
    let end = try #require(text.range(of: "\n```", range: marker.upperBound..<text.endIndex))
    return text[marker.upperBound..<end.lowerBound].split(separator: "\n").map { String($0) }
  }

  @Test("the twelve voices get the labels that the README shows, and confidences within two points")
  func bundledVoices() throws {
    let root = TrainTests.root
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let shown = try transcript(of: "predict Voices/*.opus", in: readme)
    let voices = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Voices").path)
      .filter { $0.hasSuffix(".opus") }.sorted().map { "Voices/\($0)" }
    let printed = try CommandLineProgram.speechEmotion.run(["predict"] + voices, in: root)
    #expect(printed.status == 0, "\(printed.errors)")
    func rows(_ lines: [String]) -> [[String]] {
      lines.map { $0.split(separator: " ").map { String($0) } }.filter { $0.count >= 3 }
    }
    let expected = rows(shown)
    let actual = rows(printed.lines)
    #expect(expected.count == voices.count + 1)
    #expect(actual.map { $0[0...1] } == expected.map { $0[0...1] })
    // Other processors round other ways; a point more or less is the same model.
    for (one, other) in zip(expected, actual).dropFirst() {
      let difference = try abs(#require(Double(one[2])) - #require(Double(other[2])))
      #expect(difference < 2, "\(one[0]): \(one[2]) % in the README, \(other[2]) % now")
    }
  }
}

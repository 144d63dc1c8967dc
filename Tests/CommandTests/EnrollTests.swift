import Foundation
import Testing

@Suite("speech-emotion enroll")
struct EnrollTests {
  private static let voices = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Voices")

  private func voice(_ name: String) -> String { Self.voices.appending(path: "\(name).opus").path }

  /// A home of its own for the profiles.
  private func run(_ arguments: [String], home: URL) throws -> CommandLineProgram.Outcome {
    try CommandLineProgram.speechEmotion.run(arguments, environment: ["XDG_DATA_HOME": home.path])
  }

  @Test("a speaker is enrolled, listed, used, kept, and replaced when asked")
  func enrolled() throws {
    try TemporaryFolder.with { home in
      let file = home.appending(path: "speech-emotion/speakers/anna.json")
      let recordings = ["male_calm", "male_sad", "male_happy"].map(voice)
      let done = try run(["enroll", "anna"] + recordings, home: home)
      #expect(done.status == 0, "\(done.errors)")
      #expect(done.text.contains(file.path) && done.text.contains("3 files"))
      let profile = try #require(
        JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
      #expect((profile["means"] as? [Double])?.count == 80)
      #expect(try run(["enroll", "--list"], home: home).text == "anna\n")

      let asked = ["predict", "--json", "--no-gate", voice("male_calm")]
      let alone = try #require(run(asked, home: home).json() as? [[String: Any]])
      for name in ["anna", file.path] {
        let known = try run(asked + ["--speaker", name], home: home)
        #expect(known.status == 0, "\(known.errors)")
        let answer = try #require(known.json() as? [[String: Any]])
        #expect(answer.first?["confidence"] as? Double != alone.first?["confidence"] as? Double)
      }

      let before = try Data(contentsOf: file)
      let again = try run(["enroll", "anna", voice("female_calm")], home: home)
      #expect(again.status == 1 && again.errors.contains("--overwrite"))
      #expect(try Data(contentsOf: file) == before)
      let women = ["female_calm", "female_sad", "female_happy"].map(voice)
      #expect(try run(["enroll", "anna", "--overwrite"] + women, home: home).status == 0)
      #expect(try Data(contentsOf: file) != before)
    }
  }

  @Test("what cannot be is said with what to do")
  func refused() throws {
    try TemporaryFolder.with { home in
      let little = try run(["enroll", "ben", voice("male_calm")], home: home)
      #expect(little.status == 1 && little.errors.contains("Add recordings"), "\(little.errors)")
      let name = try run(["enroll", "../ben", voice("male_calm")], home: home)
      #expect(name.status == 1 && name.errors.contains("cannot be a speaker's name"))
      let nobody = try run(["predict", "--speaker", "ben", voice("male_calm")], home: home)
      #expect(nobody.status == 1 && nobody.errors.contains("Nobody is enrolled yet"))
      let nothing = try run(["enroll", "ben"], home: home)
      #expect(nothing.status == 64)
      let damaged = home.appending(path: "damaged.json")
      try Data("{}".utf8).write(to: damaged)
      let unread = try run(["predict", "--speaker", damaged.path, voice("male_calm")], home: home)
      #expect(unread.status == 1 && unread.errors.contains(damaged.path))
      #expect(try FileManager.default.subpathsOfDirectory(atPath: home.path) == ["damaged.json"])
    }
  }
}

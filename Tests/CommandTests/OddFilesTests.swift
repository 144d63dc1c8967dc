import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Files that are not what they seem")
struct OddFilesTests {
  @Test("a pipe in a folder is passed over instead of waited for")
  func pipeInFolder() throws {
    try Workplace.with { place in
      try place.write(TestAudio.wav(), to: "clips/real.wav")
      #expect(mkfifo(place.folder.appending(path: "clips/pipe.wav").path, 0o600) == 0)
      let outcome = try place.runWithModel("predict", "clips", "--json")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect((try outcome.json() as? [Any])?.count == 1)
    }
  }

  @Test("a file whose name begins with a dash is not taken for -h and answered with the help")
  func dash() throws {
    try Workplace.with { place in
      try place.write(TestAudio.wav(), to: "-dash.wav")
      let refused = try place.runWithModel("predict", "-dash.wav")
      #expect(refused.status == 64)
      #expect(refused.errors.contains("./-dash.wav"))
      let answered = try place.runWithModel("predict", "./-dash.wav")
      #expect(answered.status == 0)
    }
  }

  @Test("features of silence are refused with the path")
  func silentFeatures() throws {
    try Workplace.with { place in
      try place.write(TestAudio.wav(samples: Array(repeating: 0, count: 16_000)), to: "silent.wav")
      let outcome = try place.run(["features", "silent.wav", "--output", "out.npy"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("silent.wav"))
      #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "out.npy").path))
    }
  }
}

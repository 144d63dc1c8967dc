import Foundation
import SpeechEmotion
import Synchronization
import Testing

@testable import speech_emotion

@Suite("What commands stand on")
struct SupportTests {
  @Test("JSON keeps the order of keys, breaks long lines, and escapes")
  func json() throws {
    let text = JSONText.object([
      ("z", .integer(1)), ("a", .string("tab\t\"quote\" \\ \u{1} é")), ("n", .number(.nan)),
      ("e", .array([])),
      ("long", .array((0..<30).map { .integer($0 * 1000) })),
    ]).document
    #expect(
      text.hasPrefix("{\n  \"z\": 1,\n  \"a\": \"tab\\t\\\"quote\\\" \\\\ \\u0001 é\",\n  \"n\": null,\n"))
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(parsed["a"] as? String == "tab\t\"quote\" \\ \u{1} é")
    #expect((parsed["long"] as? [Int])?.count == 30)
    #expect(JSONText.array([.object([("a", .boolean(true))])]).document == "[{\"a\": true}]\n")
  }

  @Test("CSV quotes what has commas, quotes or line ends")
  func csv() {
    #expect(CSVText.record(["a", "b,c", "d\"e", "f\r\ng", ""]) == "a,\"b,c\",\"d\"\"e\",\"f\r\ng\",\r\n")
  }

  @Test("results come back in order, each once, on any number of threads", arguments: [1, 2, 7])
  func parallelMap(threads: Int) throws {
    var results: [Int] = []
    var last = 0
    try ParallelMap.run(
      count: 200, parallelism: threads, isCancelled: { false },
      work: { index in
        if index % 17 == 0 { usleep(2000) }
        return index * index
      },
      progress: { done in
        #expect(done >= last)
        last = done
      },
      consume: { index, value in
        #expect(value == index * index)
        results.append(index)
      })
    #expect(results == Array(0..<200))
    #expect(last == 200)
  }

  @Test("once cancelled, nothing more is begun, and every index is told", arguments: [1, 3])
  func cancellation(threads: Int) throws {
    let begun = Mutex(0)
    var told = 0
    var missing = 0
    try ParallelMap.run(
      count: 100, parallelism: threads, isCancelled: { begun.withLock { $0 } >= 10 },
      work: { index in
        begun.withLock { $0 += 1 }
        return index
      },
      progress: { _ in },
      consume: { _, value in
        told += 1
        missing += value == nil ? 1 : 0
      })
    #expect(told == 100)
    #expect(missing >= 100 - 10 - threads && missing <= 90)
  }

  @Test("programs are found in the order of their names, then of the folders")
  func executableSearch() throws {
    try TemporaryFolder.with { folder in
      for path in ["one/b", "two/a", "two/b"] {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("#!/bin/sh\n".utf8).write(to: url)
        let mode = path == "two/a" ? 0o644 : 0o755
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
      }
      let path = "\(folder.path)/one::\(folder.path)/two"
      #expect(ExecutableSearch.first(["a", "b"], searchPath: path) == "\(folder.path)/one/b")
      #expect(ExecutableSearch.first(["a"], searchPath: path) == nil)
      #expect(ExecutableSearch.first(["a"], searchPath: nil) == nil)
    }
  }
}

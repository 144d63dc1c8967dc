import Foundation
import Testing

@testable import EmotionServer

@Suite("Uploads")
struct UploadTests {
  private static let form = """
    preamble\r\n--AB\r\nContent-Disposition: form-data; name="a"\r\n\r\nno file\r\n--AB\r\n\
    Content-Disposition: form-data; name="f"; filename="../x"\r\nContent-Type: audio/wav\r\n\r\n\
    bytes\r\n--A\r\n-and more\r\n--AB--\r\n
    """

  @Test("A form gives the same file however it is cut", arguments: [1, 2, 3, 7, 1000])
  func cuts(size: Int) throws {
    var form = try #require(MultipartFile(boundary: "AB"))
    var file: [UInt8] = []
    let bytes = Array(Self.form.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      file += try form.push(bytes[start..<min(start + size, bytes.count)])
    }
    #expect(form.isComplete)
    #expect(String(decoding: file, as: UTF8.self) == "bytes\r\n--A\r\n-and more")
  }

  @Test("Forms that are none, cut, or without a file")
  func damage() throws {
    var cut = try #require(MultipartFile(boundary: "AB"))
    _ = try cut.push(Array(Self.form.utf8.dropLast(9)))
    #expect(!cut.isComplete)
    var none = try #require(MultipartFile(boundary: "AB"))
    #expect(throws: Problem.self) { _ = try none.push(Array("--AB\r\nX: y\r\n\r\nz\r\n--AB--\r\n".utf8)) }
    var large = try #require(MultipartFile(boundary: "AB"))
    #expect(throws: Problem.self) {
      _ = try large.push(Array("--AB\r\n".utf8) + [UInt8](repeating: 65, count: 20_000))
    }
    #expect(MultipartFile(boundary: "") == nil)
    #expect(MultipartFile(boundary: String(repeating: "a", count: 71)) == nil)
  }

  @Test("The spool is bounded, forgets files nobody holds, and sweeps what a crash left")
  func spool() throws {
    let parent = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    let left = parent.appending(path: "speech-emotion-serve-crashd")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try Data().write(to: left.appending(path: "lock"))
    try Data(count: 10).write(to: left.appending(path: "upload-1"))
    do {
      let spool = try Spool(in: parent, limit: 100)
      #expect(!FileManager.default.fileExists(atPath: left.path))
      // A second server leaves the first one's folder alone.
      let other = try Spool(in: parent, limit: 100)
      #expect(FileManager.default.fileExists(atPath: spool.folder.path) && spool.folder != other.folder)
      var file: Spool.File? = try spool.file(byteLimit: 80)
      let path = try #require(file?.url.path)
      try file?.write(Data(count: 60))
      #expect(throws: Problem.self) { try file?.write(Data(count: 30)) }
      let second = try spool.file(byteLimit: 80)
      #expect(throws: Problem.self) { try second.write(Data(count: 60)) }
      #expect(spool.usedBytes == 60 && FileManager.default.fileExists(atPath: path))
      file = nil
      #expect(spool.usedBytes == 0 && !FileManager.default.fileExists(atPath: path))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path).isEmpty)
  }
}

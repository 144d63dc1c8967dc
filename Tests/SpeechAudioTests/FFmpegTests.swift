import Foundation
import Testing

@testable import SpeechAudio

@Suite("Formats that ffmpeg decodes")
struct FFmpegTests {
  static let searchPath = ProcessInfo.processInfo.environment["PATH"]
  static let executable = FFmpegProcess.executable(searchPath: searchPath)

  /// A file made by ffmpeg from a stereo sine of 440 Hz at half of full scale.
  static func encode(_ name: String, _ options: [String], seconds: Double = 1, in folder: TemporaryFolder)
    throws -> URL
  {
    let sine = Signals.sine(440, seconds: seconds, sampleRate: 44100)
    let input = try folder.file("input.wav", FixtureFormat.named("WAV, 16-bit").data([sine, sine]))
    let process = Process()
    process.executableURL = executable.map { URL(fileURLWithPath: $0) }
    process.currentDirectoryURL = folder.url
    process.arguments =
      ["-nostdin", "-v", "error", "-y", "-i", input.path] + options + ["file:\(folder(name).path)"]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw FixtureError(message: "ffmpeg cannot write \(name)") }
    return folder(name)
  }

  @Test(
    "a sine comes back", .enabled(if: executable != nil, "needs an ffmpeg on the PATH"),
    arguments: [
      ("a.m4a", ["-c:a", "aac"], "MPEG-4 (m4a, mp4), aac (LC)"),
      ("a.mp4", ["-c:a", "aac"], "MPEG-4 (m4a, mp4), aac (LC)"),
      ("a.webm", ["-c:a", "libopus"], "Matroska (webm, mkv), opus"),
      ("a.mka", ["-c:a", "flac"], "Matroska (webm, mkv), flac"),
      ("a.wma", ["-c:a", "wmav2"], "Windows Media (wma), wmav2"),
      ("a.aac", ["-c:a", "aac"], "AAC, aac (LC)"), ("a.ac3", ["-c:a", "ac3"], "AC-3, ac3"),
      ("a.wv", ["-c:a", "wavpack"], "WavPack, wavpack"), ("a.tta", ["-c:a", "tta"], "tta, tta"),
    ])
  func sine(name: String, options: [String], format: String) throws {
    let folder = try TemporaryFolder()
    let url = try Self.encode(name, options, in: folder)
    let decoded = try AudioFile.decode(contentsOf: url, sampleRate: 16000)
    #expect(decoded.format == format)
    #expect(decoded.originalChannelCount == 2)
    #expect(decoded.warnings == [])
    #expect(abs(decoded.waveform.duration - 1) < 0.06)
    #expect(abs(Signals.amplitude(of: 440, in: decoded.waveform.samples, sampleRate: 16000) - 0.5) < 0.02)
    let reader = try AudioReader(contentsOf: url, sampleRate: 16000)
    #expect(try StreamingTests.readAll(reader, by: 1234) == decoded.waveform.samples)
    #expect(abs((reader.duration ?? 0) - 1) < 0.1 || reader.duration == nil)
  }

  @Test(
    "bytes, and names that look like an option, an address or a command, give the same",
    .enabled(if: executable != nil, "needs an ffmpeg on the PATH"))
  func names() throws {
    let folder = try TemporaryFolder()
    let url = try Self.encode("a.m4a", [], in: folder)
    let data = try Data(contentsOf: url)
    let expected = try Waveform(contentsOf: url)
    #expect(try Waveform(data: data) == expected)
    for odd in ["-i", "http:\\x", "concat:a|b", "a b'c\"$(x).txt"] {
      #expect(try Waveform(contentsOf: folder.file(odd, data)) == expected)
    }
  }

  @Test("six channels are averaged", .enabled(if: executable != nil, "needs an ffmpeg on the PATH"))
  func surround() throws {
    let folder = try TemporaryFolder()
    let url = try Self.encode("a.mka", ["-c:a", "pcm_s16le", "-af", "pan=5.1|c0=c0|c1=c1"], in: folder)
    let decoded = try AudioFile.decode(contentsOf: url)
    #expect(decoded.originalChannelCount == 6)
    #expect(
      abs(Signals.amplitude(of: 440, in: decoded.waveform.samples, sampleRate: 44100) - 0.5 / 3) < 0.001)
  }

  @Test(
    "a cut file gives what is there, with a warning",
    .enabled(if: executable != nil, "needs an ffmpeg on the PATH"),
    arguments: [("a.m4a", ["-movflags", "+faststart"]), ("a.webm", []), ("a.caf", [])])
  func cut(name: String, options: [String]) throws {
    let folder = try TemporaryFolder()
    let data = try Data(contentsOf: Self.encode(name, options, seconds: 4, in: folder))
    let decoded = try AudioFile.decode(data: data.prefix(data.count * 6 / 10))
    #expect((1...3.5).contains(decoded.waveform.duration))
    #expect(decoded.warnings.count == 1)
    guard case .truncated(_, let declared) = decoded.warnings.first else {
      Issue.record("no truncation in \(decoded.warnings)")
      return
    }
    #expect(abs((declared ?? 4) - 4) < 0.3)
  }

  @Test(
    "an MP4 whose index was cut off is damaged",
    .enabled(if: executable != nil, "needs an ffmpeg on the PATH"))
  func cutIndex() throws {
    let folder = try TemporaryFolder()
    let url = try Self.encode("a.m4a", [], in: folder)
    let part = try folder.file("part.m4a", Data(contentsOf: url).dropLast(2000))
    let error = #expect(throws: AudioError.self) { try Waveform(contentsOf: part) }
    guard case .damaged(part.path, "MPEG-4 (m4a, mp4)", let detail) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(detail.contains("moov"))
  }

  @Test(
    "a video without sound has no channels", .enabled(if: executable != nil, "needs an ffmpeg on the PATH"))
  func silentVideo() throws {
    let folder = try TemporaryFolder()
    let url = try Self.encode(
      "a.mp4", ["-f", "lavfi", "-i", "testsrc=duration=0.2:size=64x64", "-map", "1:v", "-c:v", "mpeg4"],
      in: folder)
    #expect(throws: AudioError.noChannels(path: url.path)) { try Waveform(contentsOf: url) }
  }

  @Test("a playlist opens no other file", .enabled(if: executable != nil, "needs an ffmpeg on the PATH"))
  func playlist() throws {
    let folder = try TemporaryFolder()
    let target = try Self.encode("a.m4a", [], in: folder)
    for text in [
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n\(target.path)\n",
      "ffconcat version 1.0\nfile '\(target.path)'\n",
    ] {
      let url = try folder.file("list.m4a", Data(text.utf8))
      #expect(throws: AudioError.notAudio(path: url.path)) { try Waveform(contentsOf: url) }
    }
  }

  @Test("many at once get along", .enabled(if: executable != nil, "needs an ffmpeg on the PATH"))
  func parallel() async throws {
    let folder = try TemporaryFolder()
    let url = try Self.encode("a.m4a", [], in: folder)
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<12 { group.addTask { try Waveform(contentsOf: url, sampleRate: 16000).samples.count } }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(counts.count == 1)
  }

  @Test(
    "a reader that is given up ends its ffmpeg",
    .enabled(if: executable != nil, "needs an ffmpeg on the PATH"))
  func abandoned() throws {
    let folder = try TemporaryFolder()
    let url = try Self.encode("a.mka", ["-c:a", "pcm_s16le"], seconds: 30, in: folder)
    for _ in 0..<5 {
      let reader = try AudioReader(contentsOf: url)
      #expect(try reader.read(maximumSampleCount: 100)?.samples.count == 100)
    }
    #expect(throws: AudioError.tooLong(path: url.path, maximumSeconds: 5)) {
      try AudioFile.decode(contentsOf: url, maximumDuration: 5)
    }
  }

  @Test(
    "without an ffmpeg, the error names it and how to get it", arguments: [nil, "", "/nonexistent", "bin:."])
  func missing(searchPath: String?) throws {
    let folder = try TemporaryFolder()
    let url = try folder.file(
      "a.m4a", Data([0, 0, 0, 0x18]) + Data("ftypM4A \0\0\0\0".utf8) + Data(count: 3000))
    let error = #expect(throws: AudioError.self) {
      _ = try AudioReader(ByteSource.open(url), sampleRate: nil, searchPath: searchPath)
    }
    #expect(error == .ffmpegMissing(path: url.path, container: "MPEG-4 (m4a, mp4)"))
    #expect(
      error?.description
        == "\(url.path) is MPEG-4 (m4a, mp4), which needs the program ffmpeg, and none is on the PATH. Install it"
        + " (`apt install ffmpeg`), or convert the file to WAV or FLAC.")
  }

  @Test("a program that only calls itself ffmpeg")
  func impostor() throws {
    let folder = try TemporaryFolder()
    let script = try folder.file("script", Data("#!/bin/sh\necho '[fatal] I am broken' >&2\nexit 3\n".utf8))
    // Copied by another process: a program that this one has written may still be open in a child that some other test
    // has just forked, and cannot be run then.
    let impostor = folder.url.appending(path: "ffmpeg")
    let copy = try Process.run(URL(fileURLWithPath: "/bin/cp"), arguments: [script.path, impostor.path])
    copy.waitUntilExit()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: impostor.path)
    let url = try folder.file("a.m4a", Data([0, 0, 0, 0x18]) + Data("ftypM4A ".utf8) + Data(count: 3000))
    #expect(throws: AudioError.ffmpegFailed(path: url.path, exitStatus: 3, message: "I am broken")) {
      _ = try AudioReader(ByteSource.open(url), sampleRate: nil, searchPath: folder.url.path)
    }
  }
}

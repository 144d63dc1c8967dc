import Foundation
import Testing

@testable import SpeechAudio

@Suite("Errors, each with path and advice")
struct ErrorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Decodes a file that cannot be, and checks what every error has to say.
  func failure(_ url: URL, sourceLocation: SourceLocation = #_sourceLocation) throws -> AudioError? {
    let error = #expect(throws: AudioError.self, sourceLocation: sourceLocation) {
      try Waveform(contentsOf: url)
    }
    let description = error?.description ?? ""
    #expect(description.contains(url.path), sourceLocation: sourceLocation)
    #expect(description.count > url.path.count + 40, sourceLocation: sourceLocation)
    #expect(description.hasSuffix("."), sourceLocation: sourceLocation)
    #expect(error?.errorDescription == description, sourceLocation: sourceLocation)
    #expect(error?.path == url.path, sourceLocation: sourceLocation)
    return error
  }

  @Test("nothing there")
  func missing() throws {
    let url = folder("nobody.wav")
    #expect(try failure(url) == .missing(path: url.path))
    let inside = try folder.file("file", Data("x".utf8)).appendingPathComponent("inside.wav")
    #expect(try failure(inside) == .missing(path: inside.path))
  }

  @Test("no permission", .enabled(if: geteuid() != 0, "root may read everything, so this needs another user"))
  func permission() throws {
    let url = try folder.file("secret.wav", WAVBytes(payload: Data(count: 3200)).data)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: url.path)
    #expect(try failure(url) == .unreadable(path: url.path, errorNumber: EACCES))
  }

  @Test("the system's numbers become cases")
  func errorNumbers() {
    #expect(ByteSource.failure(path: "a", errorNumber: ENOENT) == .missing(path: "a"))
    #expect(ByteSource.failure(path: "a", errorNumber: EISDIR) == .isFolder(path: "a"))
    let denied = ByteSource.failure(path: "a", errorNumber: EACCES)
    #expect(denied == .unreadable(path: "a", errorNumber: EACCES))
    #expect(denied.description.contains("permission") && denied.description.contains("chmod"))
    #expect(AudioError.unreadable(path: "a", errorNumber: EIO).description.contains("Input/output error"))
  }

  @Test("a folder")
  func isFolder() throws {
    #expect(try failure(folder.url) == .isFolder(path: folder.url.path))
  }

  @Test("a device, and an address")
  func notAFile() throws {
    #expect(try failure(URL(fileURLWithPath: "/dev/null")) == .notAFile(path: "/dev/null"))
    let address = try #require(URL(string: "https://example.org/a.wav"))
    #expect(throws: AudioError.notAFile(path: "https://example.org/a.wav")) {
      try Waveform(contentsOf: address)
    }
  }

  @Test("no bytes")
  func empty() throws {
    let url = try folder.file("empty.wav", Data())
    #expect(try failure(url) == .emptyFile(path: url.path))
    #expect(throws: AudioError.emptyFile(path: "audio data in memory (0 bytes)")) {
      try Waveform(data: Data())
    }
  }

  @Test("text, pictures, programs and noise, whatever they are called")
  func notAudio() throws {
    let text = String(repeating: "This is a text, not a voice. ", count: 400)
    var generator = SeededGenerator(state: 5)
    let noise = Data((0..<50_000).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    let contents: [(String, Data)] = [
      ("text", Data(text.utf8)), ("one letter", Data("a".utf8)),
      ("UTF-16", Data([0xff, 0xfe]) + Data(text.utf8.flatMap { [$0, 0] })),
      ("UTF-16 big", Data([0xfe, 0xff]) + Data(text.utf8.flatMap { [0, $0] })),
      ("ID3 and text", Data("ID3".utf8) + Data([4, 0, 0, 0, 0, 0, 0]) + Data(text.utf8)),
      ("zeros", Data(count: 40_000)), ("noise", noise),
      ("playlist", Data("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n".utf8)),
      ("concat", Data("ffconcat version 1.0\nfile /etc/passwd\n".utf8)),
      ("SVG", Data("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8)), ("JSON", Data("{\"a\": [1, 2]}".utf8)),
    ]
    for (name, content) in contents {
      for fileExtension in ["wav", "vox"] {
        let url = try folder.file("\(name).\(fileExtension)", content)
        #expect(try failure(url) == .notAudio(path: url.path), "\(name).\(fileExtension)")
      }
    }
  }

  @Test("a WAV header with nothing sensible in it")
  func damaged() throws {
    for content in [Data("RIFF\u{4}\0\0\0WAVE".utf8), Data("fLaC but not really, only these words".utf8)] {
      let url = try folder.file("broken.wav", content)
      let error = try failure(url)
      guard case .damaged(_, let container, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(["WAV", "FLAC"].contains(container))
    }
  }

  @Test("no channels, and no such rate")
  func headers() throws {
    let none = try folder.file("none.wav", WAVBytes(channelCount: 0, payload: Data(count: 3200)).data)
    #expect(try failure(none) == .noChannels(path: none.path))
    for rate in [0, 1, 999, 4_000_000_000] as [UInt32] {
      let url = try folder.file("rate.wav", WAVBytes(sampleRate: rate, payload: Data(count: 3200)).data)
      #expect(try failure(url) == .unsupportedSampleRate(path: url.path, sampleRate: Int(rate)))
    }
  }

  @Test("samples that are no numbers", arguments: [Float.nan, .infinity, -.infinity])
  func nonFinite(value: Float) throws {
    var samples = Signals.sine(440, seconds: 1, sampleRate: 16000)
    samples[8000] = value
    let payload = WAVBytes.floats(samples)
    let url = try folder.file("float.wav", WAVBytes(formatTag: 3, bitsPerSample: 32, payload: payload).data)
    #expect(try failure(url) == .nonFiniteSamples(path: url.path, seconds: 0.5))
    let stereo = try folder.file(
      "stereo.wav", WAVBytes(formatTag: 3, channelCount: 2, bitsPerSample: 32, payload: payload).data)
    #expect(try failure(stereo) == .nonFiniteSamples(path: stereo.path, seconds: 0.25))
  }

  @Test("a pipe is read like a file")
  func namedPipe() async throws {
    let url = folder("pipe")
    try #require(mkfifo(url.path, 0o600) == 0)
    let data = try FixtureFormat.named("WAV, 16-bit").data([
      Signals.sine(440, seconds: 0.5, sampleRate: 44100)
    ])
    let writer = Thread {
      try? FileHandle(forWritingTo: url).write(contentsOf: data)
    }
    writer.start()
    #expect(try Waveform(contentsOf: url) == Waveform(data: data))
  }
}

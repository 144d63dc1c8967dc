import CSndFile
import Foundation
import Testing

@testable import SpeechAudio

/// A folder of its own for a test, removed with it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "speech-audio-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func callAsFunction(_ name: String) -> URL { url.appendingPathComponent(name) }

  func file(_ name: String, _ data: Data) throws -> URL {
    try data.write(to: self(name))
    return self(name)
  }
}

struct FixtureError: Error {
  let message: String
}

/// A kind of file that libsndfile can write, and how well it keeps a sample.
struct FixtureFormat: CustomTestStringConvertible, Sendable {
  let name: String
  let container: Int
  let encoding: Int
  var sampleRate = 44100
  /// The largest error of a sample; nil where the encoding keeps the sound and not the samples.
  var tolerance: Float?

  var testDescription: String { name }

  static let all: [FixtureFormat] = [
    .init("WAV, 8-bit", SF_FORMAT_WAV, SF_FORMAT_PCM_U8, tolerance: 0.008),
    .init("WAV, 16-bit", SF_FORMAT_WAV, SF_FORMAT_PCM_16, tolerance: 4e-5),
    .init("WAV, 24-bit", SF_FORMAT_WAV, SF_FORMAT_PCM_24, tolerance: 3e-7),
    .init("WAV, 32-bit", SF_FORMAT_WAV, SF_FORMAT_PCM_32, tolerance: 1e-7),
    .init("WAV, float", SF_FORMAT_WAV, SF_FORMAT_FLOAT, tolerance: 0),
    .init("WAV, double", SF_FORMAT_WAV, SF_FORMAT_DOUBLE, tolerance: 0),
    .init("WAV, A-law", SF_FORMAT_WAV, SF_FORMAT_ALAW, sampleRate: 8000, tolerance: 0.02),
    .init("WAV, mu-law", SF_FORMAT_WAV, SF_FORMAT_ULAW, sampleRate: 8000, tolerance: 0.02),
    .init("WAVE_FORMAT_EXTENSIBLE", SF_FORMAT_WAVEX, SF_FORMAT_PCM_24, tolerance: 3e-7),
    .init("RF64", SF_FORMAT_RF64, SF_FORMAT_PCM_16, tolerance: 4e-5),
    .init("Wave64", SF_FORMAT_W64, SF_FORMAT_PCM_16, tolerance: 4e-5),
    .init("AIFF", SF_FORMAT_AIFF, SF_FORMAT_PCM_16, tolerance: 4e-5),
    .init("AIFF-C, float", SF_FORMAT_AIFF, SF_FORMAT_FLOAT, tolerance: 0),
    .init("AU", SF_FORMAT_AU, SF_FORMAT_PCM_16, tolerance: 4e-5),
    .init("CAF", SF_FORMAT_CAF, SF_FORMAT_PCM_16, tolerance: 4e-5),
    .init("FLAC", SF_FORMAT_FLAC, SF_FORMAT_PCM_16, tolerance: 4e-5),
    .init("FLAC, 24-bit", SF_FORMAT_FLAC, SF_FORMAT_PCM_24, tolerance: 3e-7),
    .init("Ogg Vorbis", SF_FORMAT_OGG, SF_FORMAT_VORBIS),
    .init("Opus", SF_FORMAT_OGG, SF_FORMAT_OPUS, sampleRate: 48000),
    .init("MP3", SF_FORMAT_MPEG, SF_FORMAT_MPEG_LAYER_III),
  ]

  /// One of each family, for tests that take longer.
  static let families = all.filter {
    ["WAV, 16-bit", "WAV, float", "AIFF", "CAF", "FLAC", "Ogg Vorbis", "Opus", "MP3"].contains($0.name)
  }

  static func named(_ name: String) throws -> FixtureFormat {
    guard let format = all.first(where: { $0.name == name }) else { throw FixtureError(message: name) }
    return format
  }

  private init(
    _ name: String, _ container: some FixtureNumber, _ encoding: some FixtureNumber, sampleRate: Int = 44100,
    tolerance: Float? = nil
  ) {
    self.name = name
    self.container = container.fixtureNumber
    self.encoding = encoding.fixtureNumber
    self.sampleRate = sampleRate
    self.tolerance = tolerance
  }

  /// A file of this kind with the given channels, all of the same length.
  func data(_ channels: [[Float]]) throws -> Data {
    let folder = try TemporaryFolder()
    let url = folder("fixture")
    var info = SF_INFO()
    info.channels = Int32(channels.count)
    info.samplerate = Int32(sampleRate)
    info.format = Int32(container | encoding)
    guard let handle = sf_open(url.path, 0x20, &info) else {
      throw FixtureError(message: "\(name): \(String(cString: sf_strerror(nil)))")
    }
    let samples = Signals.interleaved(channels)
    let frameCount = sf_count_t(samples.count / channels.count)
    let written = sf_writef_float(handle, samples, frameCount)
    sf_close(handle)
    guard written == frameCount else { throw FixtureError(message: "\(name): \(written) of \(frameCount)") }
    return try Data(contentsOf: url)
  }
}

/// C's enumerators, whatever Swift makes of them.
protocol FixtureNumber {
  var fixtureNumber: Int { get }
}

extension Int: FixtureNumber {
  var fixtureNumber: Int { self }
}

extension FixtureNumber where Self: RawRepresentable, RawValue: BinaryInteger {
  var fixtureNumber: Int { Int(rawValue) }
}

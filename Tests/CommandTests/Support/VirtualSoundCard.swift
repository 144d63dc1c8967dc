import Foundation
import SpeechAudio
import TestSupport
import Testing

/// A microphone that hears a file and a loudspeaker that plays into one: ALSA's `file` plugin, which PortAudio shows as
/// an ordinary device. It is not paced: a second of sound takes no time.
struct VirtualSoundCard {
  /// What PortAudio opens it with, in hertz; two channels of floats.
  static let sampleRate = 44_100

  /// For the program's environment.
  let environment: [String: String]
  private let folder: URL

  /// Makes a card in a folder.
  ///
  /// - Parameters:
  ///   - folder: Where its files are kept.
  ///   - heard: What the microphone hears, at ``sampleRate``; more has to be there than is recorded.
  ///   - name: What the devices are called, beside the default.
  ///   - others: More lines of the configuration.
  /// - Throws: Where the folder cannot be written to.
  init(in folder: URL, heard: [Float] = [], name: String = "studio", others: String = "") throws {
    self.folder = folder
    let input = folder.appendingPathComponent("heard.raw")
    let stereo = heard.flatMap { [$0, $0] }
    try stereo.withUnsafeBytes { Data($0) }.write(to: input)
    let device = """
      { type file slave.pcm null format raw infile "\(input.path)" file "\(folder.path)/played.raw" }
      """
    // With the system's own configuration, which is what makes ALSA talk on a machine without sound.
    let text = """
      </usr/share/alsa/alsa.conf>
      pcm.!default \(device)
      pcm.\(name) \(device)
      \(others)
      """
    let configuration = folder.appendingPathComponent("asound.conf")
    try Data(text.utf8).write(to: configuration)
    environment = ["ALSA_CONFIG_PATH": configuration.path]
  }

  /// The environment of a machine without any device.
  static func nothing(in folder: URL) throws -> [String: String] {
    let configuration = folder.appendingPathComponent("none.conf")
    try Data("ctl.none { type hw card 0 }\n".utf8).write(to: configuration)
    return ["ALSA_CONFIG_PATH": configuration.path]
  }

  /// What the loudspeaker has played, one channel of it; both have to be the same.
  func played() throws -> [Float] {
    let data = try Data(contentsOf: folder.appendingPathComponent("played.raw"))
    let samples = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    let left = stride(from: 0, to: samples.count, by: 2).map { samples[$0] }
    let right = stride(from: 1, to: samples.count, by: 2).map { samples[$0] }
    try #require(left == right)
    return left
  }

  /// Somebody who speaks for 1.5 s and is silent for 8 s; nobody is quite silent.
  static let speech: [Float] = {
    let voice = (try? Waveform(data: TestAudio.wav(seconds: 1.5)).resampled(to: sampleRate).samples) ?? []
    return voice + noise(seconds: 8)
  }()

  /// The hiss of a microphone in a quiet room, -76 dBFS.
  static func noise(seconds: Double) -> [Float] {
    var state: UInt32 = 7
    return (0..<Int(seconds * Double(sampleRate))).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Float(Int32(bitPattern: state)) / 2_147_483_648 * 0.0003
    }
  }
}

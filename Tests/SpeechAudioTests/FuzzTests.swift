import Foundation
import Testing

@testable import SpeechAudio

@Suite("Damaged bytes")
struct FuzzTests {
  static let rounds = 300

  @Test("are decoded or refused, and never crash", arguments: FixtureFormat.families + [wave64, au])
  func corruptions(format: FixtureFormat) throws {
    let sine = Signals.sine(440, seconds: 0.12, sampleRate: format.sampleRate)
    let sound = try format.data([sine, sine])
    var generator = SeededGenerator(state: UInt64(format.container))
    var decodedCount = 0
    for _ in 0..<Self.rounds {
      let data = Self.corrupted(sound, using: &generator)
      do {
        // Without ffmpeg, which would be started for every header that is beyond repair.
        let reader = try AudioReader(ByteSource(data: data), sampleRate: 16000, searchPath: nil)
        let decoded = try AudioFile.decode(reader, maximumDuration: 60)
        #expect(decoded.waveform.samples.allSatisfy { $0.isFinite })
        decodedCount += 1
      } catch {
        #expect(error.description.contains("audio data in memory") || error.path == nil)
      }
    }
    #expect(decodedCount > 0, "some corruptions leave a file that decodes")
  }

  static var wave64: FixtureFormat { FixtureFormat.all.first { $0.name == "Wave64" } ?? FixtureFormat.all[0] }
  static var au: FixtureFormat { FixtureFormat.all.first { $0.name == "AU" } ?? FixtureFormat.all[0] }

  /// Flips bytes anywhere or in the header, cuts, repeats or fills a stretch.
  static func corrupted(_ sound: Data, using generator: inout SeededGenerator) -> Data {
    var bytes = [UInt8](sound)
    func place(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &generator) }
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      for _ in 0...place(8) { bytes[place(bytes.count)] = UInt8.random(in: .min ... .max, using: &generator) }
    case 1:
      for _ in 0...place(4) {
        bytes[place(min(64, bytes.count))] = UInt8.random(in: .min ... .max, using: &generator)
      }
    case 2: bytes = Array(bytes.prefix(place(bytes.count) + 1))
    case 3:
      let start = place(bytes.count)
      bytes.insert(contentsOf: bytes[start..<min(bytes.count, start + place(400))], at: place(bytes.count))
    default:
      let start = place(bytes.count)
      let value: UInt8 = Bool.random(using: &generator) ? 0xff : 0
      for index in start..<min(bytes.count, start + 1 + place(16)) { bytes[index] = value }
    }
    return Data(bytes)
  }
}

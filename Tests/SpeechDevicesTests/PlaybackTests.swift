import Foundation
import Testing

@testable import SpeechDevices

@Suite("Playback: every sample, and how far the listener is")
struct PlaybackTests {
  private let form = StreamForm(sampleRate: 1000, channelCount: 2)

  private func play(
    _ samples: [Float], on stream: FakeLoudspeaker, progress: (Double) -> Bool
  ) throws {
    try Playback(now: { stream.time }, pause: stream.pause).play(samples, on: stream, progress: progress)
  }

  @Test("what is reported is what was heard, twenty times a second")
  func inTime() throws {
    let stream = FakeLoudspeaker(form, capacity: 200)
    var reports: [(told: Double, heard: Double, time: Double)] = []
    try play((0..<2000).map { Float($0) / 4000 }, on: stream) { seconds in
      reports.append((seconds, stream.heardFrames / 1000, stream.time))
      return true
    }
    #expect(stream.isStopped && !stream.isAborted)
    #expect(stream.written.count == 4000)
    #expect(stream.written[2] == stream.written[3] && stream.written[3998] == 1999 / 4000)
    #expect((36...44).contains(reports.count), "\(reports.count)")
    for report in reports.dropLast() {
      #expect(abs(report.told - report.heard) < 0.01)
      #expect(abs(report.told - report.time) < 0.02)
    }
    #expect(reports.first?.told == 0 && reports.last?.told == 2)
  }

  @Test("a report that says no stops at once")
  func stopped() throws {
    let stream = FakeLoudspeaker(form, capacity: 200)
    try play(Array(repeating: 0.5, count: 5000), on: stream) { $0 < 1 }
    #expect(stream.isAborted && !stream.isStopped)
    #expect((0.9...1.2).contains(stream.time))
    let other = FakeLoudspeaker(form, capacity: 200)
    try play([1], on: other) { _ in false }
    #expect(other.written.isEmpty)
  }

  @Test("less than a buffer is played too, too loud is clipped, and nothing plays nothing")
  func short() throws {
    let stream = FakeLoudspeaker(form, capacity: 200)
    try play([0.5, 2, -3, .nan], on: stream) { _ in true }
    #expect(stream.written == [0.5, 0.5, 1, 1, -1, -1, 0, 0])
    #expect(stream.isStopped)
    let other = FakeLoudspeaker(form, capacity: 200)
    try play([], on: other) { _ in true }
    #expect(other.written.isEmpty)
  }

  @Test("a device that takes nothing counts as gone")
  func stalled() throws {
    let stream = FakeLoudspeaker(form, capacity: 0)
    #expect(throws: PortAudioFailure.self) { try play([1, 2], on: stream) { _ in true } }
  }
}

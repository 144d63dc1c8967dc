import Foundation
import SpeechAudio
import SpeechFeatures
import Testing

@Suite("Audio at a glance")
struct AudioOverviewTests {
  /// A tone that is loud in its second half.
  private func tone(seconds: Double, hertz: Double) -> [Float] {
    (0..<Int(seconds * 16_000)).map { index in
      let level: Float = Double(index) < seconds * 8000 ? 0.01 : 0.5
      return level * Float(sin(2 * .pi * hertz * Double(index) / 16_000))
    }
  }

  private func overview(_ samples: [Float], columns: Int, block: Int) throws -> AudioOverview {
    var overview = try AudioOverview(columnCount: columns)
    for first in stride(from: 0, to: samples.count, by: block) {
      let part = Array(samples[first..<min(first + block, samples.count)])
      try overview.push(Waveform(samples: part, sampleRate: 16_000))
    }
    return overview
  }

  @Test("Columns stay within bounds however long the audio is, and do not depend on the blocks")
  func bounded() throws {
    for seconds in [0.5, 3, 30] {
      let samples = tone(seconds: seconds, hertz: 440)
      let whole = try overview(samples, columns: 100, block: samples.count)
      let parts = try overview(samples, columns: 100, block: 12_345)
      #expect(whole.columns.count < 200)
      #expect(whole.columns == parts.columns && whole.columnDuration == parts.columnDuration)
      // All but the last column's worth, and the rest of a frame.
      #expect(
        abs(Double(whole.columns.count) * whole.columnDuration - seconds) <= whole.columnDuration + 0.025)
    }
  }

  @Test("The outline follows the level, and the power lies in the tone's band")
  func contents() throws {
    let view = try overview(tone(seconds: 8, hertz: 440), columns: 100, block: 16_000)
    let (quiet, loud) = (view.columns[10], view.columns[view.columns.count - 10])
    #expect(
      abs(quiet.highest - 0.01) < 0.001 && abs(loud.highest - 0.5) < 0.01 && abs(loud.lowest + 0.5) < 0.01)
    let strongest = try #require(loud.power.indices.max { loud.power[$0] < loud.power[$1] })
    // 440 Hz is 6.6 of 45.2 mel above 50 Hz's 0.75 (Slaney): band 8 of 64.
    #expect((6...10).contains(strongest))
    #expect(loud.power[strongest] > 1000 * quiet.power[strongest])
  }

  @Test("Audio at another rate is refused")
  func otherRate() throws {
    var view = try AudioOverview()
    #expect(throws: FeatureError.sampleRateMismatch(found: 8000, expected: 16_000)) {
      try view.push(Waveform(samples: [0], sampleRate: 8000))
    }
  }
}

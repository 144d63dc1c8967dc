import Foundation
import SpeechAudio
import Testing

@testable import SpeechFeatures

/// Writes what `Scripts/fit-speech-gate` fits: statistics of the clips it lists, and of every kind of other sound.
@Suite("Statistics for the speech gate")
struct StatisticsRecorder {
  private static let environment = ProcessInfo.processInfo.environment

  @Test(
    "are written where SPEECH_GATE_CLIPS and SPEECH_GATE_STATISTICS name files",
    .enabled(if: environment["SPEECH_GATE_CLIPS"] != nil && environment["SPEECH_GATE_STATISTICS"] != nil))
  func record() throws {
    let clips = try String(
      contentsOfFile: try #require(Self.environment["SPEECH_GATE_CLIPS"]), encoding: .utf8)
    var lines: [String] = []
    for (number, row) in clips.split(separator: "\n").enumerated() {
      let fields = row.split(separator: "\t").map { String($0) }  // part, corpus, path
      let clip = try Waveform(contentsOf: URL(fileURLWithPath: fields[2]))
      var generator = TestNoise64(state: UInt64(number))
      let conditions: [(String, Degradation?)] = [
        ("clean", nil), ("white10", .noise(.white, decibels: 10)), ("pink10", .noise(.pink, decibels: 10)),
        ("telephone", .telephone(TelephoneBand())),
      ]
      for (name, degradation) in conditions {
        let heard = try degradation?.applied(to: clip, using: &generator) ?? clip
        lines.append(Self.line([fields[0], fields[1], name, fields[2]], heard))
      }
      lines.append(Self.line([fields[0], fields[1], "second", fields[2]], Self.loudestSecond(of: clip)))
    }
    for kind in NonSpeech.allCases {
      for seed in 0..<60 {
        let isFitted = NonSpeech.fitted.contains(kind) && seed < 40
        let sound = kind.waveform(seconds: [1, 2, 3, 4][seed % 4], seed: UInt64(seed))
        lines.append(
          Self.line([isFitted ? "fit" : "test", "non:\(kind.rawValue)", "clean", "\(seed)"], sound))
      }
    }
    let target = try #require(Self.environment["SPEECH_GATE_STATISTICS"])
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: target))
  }

  /// Names, seconds, seconds of frames that are speech by themselves, statistics (none in silence).
  private static func line(_ names: [String], _ waveform: Waveform) -> String {
    var detector = VoiceActivityDetector(sampleRate: waveform.sampleRate)
    let frames = detector.push(waveform.samples) + detector.finish()
    let speech = Double(frames.count { $0.isSpeech }) * VoiceActivityDetector.hopDuration
    let values = VoiceActivityStatistics(frames[...])?.values ?? []
    return (names + ["\(waveform.duration)", "\(speech)"] + values.map { "\($0)" }).joined(separator: "\t")
  }

  private static func loudestSecond(of clip: Waveform) -> Waveform {
    let rate = clip.sampleRate
    let centre = clip.samples.indices.max { abs(clip.samples[$0]) < abs(clip.samples[$1]) } ?? 0
    let range = max(0, centre - rate / 2)..<min(clip.samples.count, centre + rate / 2)
    return Waveform(samples: Array(clip.samples[range]), sampleRate: rate)
  }
}

import Foundation
import SpeechAudio
import Testing

@testable import SpeechEmotion

@Suite("Timelines")
struct TimelineTests {
  private func timeline(_ samples: [Float], block: Int = 32_000) throws -> [Timeline.Segment] {
    let builder = try TimelineBuilder(EmotionDetector(bundle: TestModels.bundle()))
    var segments: [Timeline.Segment] = []
    for first in stride(from: 0, to: samples.count, by: block) {
      let part = Array(samples[first..<min(first + block, samples.count)])
      segments += try builder.push(Waveform(samples: part, sampleRate: 16_000))
    }
    return segments + (try builder.finish())
  }

  @Test("Segments follow each other without gaps from beginning to end, speech where it is spoken")
  func contiguous() throws {
    let (samples, voices) = try LiveDetectorTests.conversation()
    let segments = try timeline(samples)
    #expect(segments.first?.start == 0)
    #expect(segments.last?.end == Double(samples.count) / 16_000)
    for (before, after) in zip(segments, segments.dropFirst()) {
      #expect(before.end == after.start && before.duration > 0)
      #expect(before.label != after.label)
    }
    for voice in voices {
      let middle = (voice.lowerBound + voice.upperBound) / 2
      #expect(segments.contains { $0.start < middle && middle < $0.end && $0.prediction != nil })
    }
    for time in [1.0, voices[0].upperBound + 1.2] {
      #expect(segments.contains { $0.start <= time && time < $0.end && $0.prediction == nil })
    }
    #expect(try timeline(samples, block: 777) == segments)
  }

  @Test("Nobody speaks: one segment; nothing at all: none")
  func silence() throws {
    #expect(try timeline(TestModels.hiss(seconds: 4)) == [.init(start: 0, end: 4, prediction: nil)])
    #expect(try timeline([]).isEmpty)
  }

  @Test("Long speech is cut into segments whose labels are their own likeliest")
  func monologue() throws {
    let voices = try ["female_happy", "male_sad", "female_calm", "male_dislike"].map(TestModels.voice)
    let segments = try timeline(Array((voices + voices + voices).joined()))
    #expect(segments.count { $0.prediction != nil } >= 1)
    for segment in segments {
      guard let prediction = segment.prediction else { continue }
      #expect(abs(prediction.values.reduce(0, +) - 1) < 1e-9)
      #expect(segment.duration <= TimelineBuilder.longestUtterance + 0.1)
    }
  }

  @Test("A file's timeline adds up to one answer, and tells of the audio on the way")
  func file() throws {
    let (samples, _) = try LiveDetectorTests.conversation()
    try TestModels.withFolder { folder in
      let url = folder.appending(path: "talk.wav")
      try Waveform(samples: samples, sampleRate: 16_000).write(to: url)
      var heard = 0.0
      let timeline = try EmotionDetector(bundle: TestModels.bundle()).timeline(forFile: url) {
        heard += $0.duration
      }
      #expect(abs(heard - timeline.durationSeconds) < 1e-9)
      let summary = try #require(timeline.summary)
      #expect(abs(summary.values.reduce(0, +) - 1) < 1e-9)
      #expect(summary.speechSeconds == timeline.speechSeconds)
    }
  }

  @Test("The path of labels is the likeliest: every other one was tried")
  func path() {
    var generator = TestGenerator(seed: 5)
    for cost in [0, 0.4, 2, 50] {
      let cells = (0..<6).map { _ in
        let draws = (0..<3).map { _ in Double.random(in: 0.01...1, using: &generator) }
        return draws.map { $0 / draws.reduce(0, +) }
      }
      let score = { (path: [Int]) in
        zip(cells, path).reduce(0) { $0 + log($1.0[$1.1]) }
          - cost * Double(zip(path, path.dropFirst()).count { $0 != $1 })
      }
      let all = (0..<729).map { number in (0..<6).map { number / Int(pow(3, Double($0))) % 3 } }
      let best = all.map(score).max() ?? 0
      #expect(abs(score(LabelPath.likeliest(cells, switchingCost: cost)) - best) < 1e-9)
    }
    #expect(LabelPath.likeliest([], switchingCost: 1).isEmpty)
  }
}

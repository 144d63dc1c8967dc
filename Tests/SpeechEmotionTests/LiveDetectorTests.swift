import Foundation
import SpeechAudio
import Testing

@testable import SpeechEmotion

@Suite("Listening live")
struct LiveDetectorTests {
  /// Silence, a voice, silence, another voice.
  static func conversation() throws -> (samples: [Float], voices: [ClosedRange<Double>]) {
    let first = try TestModels.voice("female_happy"), second = try TestModels.voice("male_sad")
    let silence = TestModels.hiss(seconds: 2.5)
    let samples = silence + first + silence + second + silence
    let one = 2.5...(2.5 + Double(first.count) / 16_000)
    let two = one.upperBound + 2.5...(one.upperBound + 2.5 + Double(second.count) / 16_000)
    return (samples, [one, two])
  }

  private func events(
    _ samples: [Float], block: Int, settings: LiveSettings = LiveSettings(), model: ModelBundle? = nil
  ) throws -> [EmotionEvent] {
    let live = try LiveDetector(
      EmotionDetector(bundle: model ?? TestModels.bundle()), sampleRate: 16_000, settings: settings)
    var events: [EmotionEvent] = []
    for first in stride(from: 0, to: samples.count, by: block) {
      events += try live.push(Array(samples[first..<min(first + block, samples.count)]))
    }
    return events + (try live.finish())
  }

  /// Events without what a clock measured.
  private func timeless(_ events: [EmotionEvent]) throws -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try events.map {
      String(decoding: try encoder.encode($0), as: UTF8.self).replacing(/"computing_ms":[0-9.]+,/, with: "")
    }
  }

  @Test("Two utterances: each begins and ends about where it is spoken, windows lie within, silence is told")
  func utterances() throws {
    let (samples, voices) = try Self.conversation()
    let events = try events(samples, block: 320)
    var spans: [(start: Double, end: Double, windows: Int)] = []
    var open: Double?
    for event in events {
      switch event {
      case .utteranceStarted(let start):
        #expect(open == nil)
        open = start
      case .window(let window):
        let start = try #require(open)
        #expect(window.start >= start && window.end - window.start <= 3.0001)
        #expect(abs(window.smoothed.values.reduce(0, +) - 1) < 1e-9)
      case .utteranceEnded(let utterance):
        #expect(utterance.start == open)
        #expect(utterance.prediction?.labels.names == TestModels.names)
        spans.append((utterance.start, utterance.end, utterance.windowCount))
        open = nil
      case .noSpeech(let start, let end):
        #expect(open == nil && abs(end - start - 1) < 0.25)
        #expect(voices.allSatisfy { end < $0.lowerBound + 0.6 || start > $0.upperBound - 0.6 })
      case .level(let loudness): #expect(loudness.decibels <= loudness.peakDecibels)
      }
    }
    #expect(spans.count == voices.count)
    for (span, voice) in zip(spans, voices) {
      #expect(abs(span.start - voice.lowerBound) < 0.6)
      #expect(abs(span.end - voice.upperBound) < 0.6)
      #expect(span.windows >= Int((voice.upperBound - voice.lowerBound - 1) / 0.2))
    }
    #expect(events.contains { if case .noSpeech = $0 { true } else { false } })
  }

  @Test("A model's networks hear the windows in turns, and the whole utterance together")
  func turns() throws {
    let samples = try Self.conversation().samples
    let parts = try [7, 8].map { try TestModels.weights(of: TestModels.spec, seed: $0) }
    var manifest = try TestModels.manifest()
    let alone = try parts.map { try ModelBundle(manifest: manifest, weights: $0) }
    manifest.memberCount = 2
    let pair = try ModelBundle(manifest: manifest, weights: ModelBundle.joined(parts))
    func answers(_ model: ModelBundle) throws -> [[(values: [Double], isWhole: Bool)]] {
      try events(samples, block: 1600, model: model).reduce(into: []) { utterances, event in
        switch event {
        case .utteranceStarted: utterances.append([])
        case .window(let window): utterances[utterances.count - 1].append((window.prediction.values, false))
        case .utteranceEnded(let utterance):
          utterances[utterances.count - 1].append((utterance.prediction?.values ?? [], true))
        default: break
        }
      }
    }
    let (both, one, other) = (try answers(pair), try answers(alone[0]), try answers(alone[1]))
    #expect(both.count == 2)
    for utterance in both.indices {
      var latest: [[Double]] = []
      for (place, answer) in both[utterance].enumerated() {
        let each = [one, other].map { $0[utterance][place].values }
        guard place > 0, !answer.isWhole else {
          #expect(answer.values != each[0] && answer.values != each[1])
          if place == 0 { latest = [answer.values, answer.values] }
          continue
        }
        latest[place % 2] = each[place % 2]
        for label in answer.values.indices {
          #expect(abs(answer.values[label] - (latest[0][label] + latest[1][label]) / 2) < 1e-12)
        }
      }
    }
  }

  @Test("Events do not depend on how the samples were cut")
  func blocks() throws {
    let samples = try Self.conversation().samples
    let reference = try timeless(events(samples, block: 160))
    for block in [37, 4096, 50_000, samples.count] {
      #expect(try timeless(events(samples, block: block)) == reference)
    }
  }

  @Test("An utterance's answer is that of the same stretch of a file")
  func summary() throws {
    let (samples, _) = try Self.conversation()
    let detector = try EmotionDetector(bundle: TestModels.bundle(), gate: .off)
    for case .utteranceEnded(let utterance) in try events(samples, block: 1600) {
      let place = { (seconds: Double) in Int((seconds * 16_000).rounded()) }
      let stretch = samples[place(utterance.start)..<place(utterance.end)]
      let whole = try detector.prediction(for: Waveform(samples: Array(stretch), sampleRate: 16_000))
      let values = try #require(utterance.prediction?.values)
      #expect(zip(values, whole.values).allSatisfy { abs($0 - $1) < 1e-9 })
    }
  }

  @Test("Noise, tones and digital silence begin no utterance; samples that are no numbers count as silence")
  func noSpeech() throws {
    var noise = TestModels.noise(seconds: 6).samples
    noise[500] = .nan
    let tone = (0..<96_000).map { 0.2 * sin(Float($0) * 2 * .pi * 440 / 16_000) }
    for samples in [noise, tone, [Float](repeating: 0, count: 96_000)] {
      for event in try events(samples, block: 1000) {
        switch event {
        case .level(let loudness): #expect(!loudness.isSpeech && loudness.decibels.isFinite)
        case .noSpeech: break
        default: Issue.record("\(event.kind) where nobody speaks")
        }
      }
    }
  }

  @Test("Another rate is resampled; a long monologue is one utterance in bounded memory")
  func monologue() throws {
    let voice = try TestModels.voice("female_happy")
    let live = try LiveDetector(EmotionDetector(bundle: TestModels.bundle()), sampleRate: 48_000)
    let block = try Waveform(samples: voice, sampleRate: 16_000).resampled(to: 48_000).samples
    var ended = 0
    for _ in 0..<20 {
      for event in try live.push(block) { if case .utteranceEnded = event { ended += 1 } }
      // Half a minute of a stream in which a dozen seconds are needed at most.
      #expect(live.keptSeconds < 13)
    }
    #expect(ended <= 1)
    #expect(try live.finish().contains { if case .utteranceEnded = $0 { true } else { false } })
  }

  @Test("Minutes of music neither fill memory nor become part of what is said after them")
  func music() throws {
    let live = try LiveDetector(EmotionDetector(bundle: TestModels.bundle()), sampleRate: 16_000)
    let notes: [Float] = [220, 277, 330, 440]
    var seconds = 0.0
    for minute in 0..<120 {
      let block = (0..<16_000).map { index -> Float in
        let time = Float(index) / 16_000
        let pitch = notes[(Int(time * 3) + minute) % 4]
        return (1...5).reduce(Float(0)) { $0 + 0.09 * sin(2 * .pi * pitch * Float($1) * time) / Float($1) }
      }
      for event in try live.push(block) {
        if case .utteranceStarted = event { Issue.record("music is no utterance") }
      }
      seconds += 1
      #expect(live.keptSeconds < 13)
    }
    let events = try live.push(TestModels.hiss(seconds: 1) + TestModels.voice("female_happy")) + live.finish()
    let start = try #require(
      events.compactMap { if case .utteranceStarted(let start) = $0 { start } else { nil } }.first)
    #expect(start > seconds - 5)
    let quiet = events.compactMap { if case .noSpeech(_, let end) = $0 { end } else { nil } }
    #expect(quiet.allSatisfy { $0 <= start + 0.2 || $0 > start + 1 })
  }

  @Test("A long pause is waited for, and does not count for what was said before it")
  func longPause() throws {
    let voice = try TestModels.voice("female_happy")
    let samples = TestModels.hiss(seconds: 1) + voice + TestModels.hiss(seconds: 12)
    let spoken = 1 + Double(voice.count) / 16_000
    let ends = try events(samples, block: 1600, settings: LiveSettings(pauseDuration: 6)).compactMap {
      if case .utteranceEnded(let utterance) = $0 { utterance.end } else { nil }
    }
    #expect(ends.count == 1 && abs((ends.first ?? 0) - spoken) < 0.6)
  }

  @Test("Samples far beyond full scale are limited, and every level is a number")
  func loud() throws {
    let huge = (0..<32_000).map { Float($0 % 2 == 0 ? 3e38 : -3e38) }
    for case .level(let loudness) in try events(huge, block: 500) {
      #expect(loudness.decibels.isFinite && loudness.decibels <= 40.1)
    }
  }

  @Test("As an asynchronous sequence: the same events, and an error of the blocks comes through")
  func asynchronous() async throws {
    struct Broken: Error {}
    let samples = try Self.conversation().samples
    let detector = try EmotionDetector(bundle: TestModels.bundle())
    let blocks = AsyncThrowingStream<[Float], any Error> { continuation in
      for first in stride(from: 0, to: samples.count, by: 1600) {
        continuation.yield(Array(samples[first..<min(first + 1600, samples.count)]))
      }
      continuation.finish()
    }
    var heard: [EmotionEvent] = []
    for try await event in detector.events(of: blocks, sampleRate: 16_000) { heard.append(event) }
    #expect(try timeless(heard) == timeless(events(samples, block: 1600)))
    let broken = AsyncThrowingStream<[Float], any Error> { $0.finish(throwing: Broken()) }
    await #expect(throws: Broken.self) {
      for try await _ in detector.events(of: broken, sampleRate: 16_000) {}
    }
  }

  @Test("A label is shown until another is clearly ahead")
  func smoothing() {
    var label = SmoothedLabel(LiveSettings(hopDuration: 0.2, smoothingDuration: 0, switchingMargin: 0.1))
    #expect(label.add([0.6, 0.4]).shown == 0)
    #expect(label.add([0.46, 0.54]).shown == 0)
    #expect(label.add([0.4, 0.6]).shown == 1)
    var smooth = SmoothedLabel(LiveSettings(hopDuration: 1, smoothingDuration: 1, switchingMargin: 0))
    _ = smooth.add([1, 0])
    // Weights e^-1 and 1.
    #expect(abs(smooth.add([0, 1]).values[1] - 1 / (1 + exp(-1))) < 1e-12)
  }
}

import Foundation
import SpeechAudio
import SpeechFeatures
import Synchronization
import Testing

@testable import SpeechEmotion

@Suite struct EmotionDetectorTests {
  let detector: EmotionDetector

  init() throws {
    // The test signals are noise.
    detector = try EmotionDetector(bundle: TestModels.bundle(), gate: .off)
  }

  private func slice(_ waveform: Waveform, _ range: Range<Double>) -> Waveform {
    let rate = Double(waveform.sampleRate)
    let samples = waveform.samples[Int(range.lowerBound * rate)..<Int(range.upperBound * rate)]
    return Waveform(samples: Array(samples), sampleRate: waveform.sampleRate)
  }

  private func expectEqual(_ found: [Double], _ expected: [Double], tolerance: Double = 1e-9) {
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { #expect(abs(one - other) < tolerance) }
  }

  @Test("A prediction is the calibrated softmax of the network on the recipe's features")
  func prediction() throws {
    let waveform = TestModels.noise(seconds: 1.3)
    let network = try InferenceNetwork(TestModels.spec, weights: TestModels.weights(of: TestModels.spec))
    let features = try FeatureExtractor(.logMel80).features(of: waveform)
    let expected = try network.probabilities(features, temperature: 1.5)
    let prediction = try detector.prediction(for: waveform)
    expectEqual(prediction.values, expected)
    #expect(prediction.probabilities.map(\.label) == TestModels.names)
    #expect(prediction.confidence == prediction.values.max())
    #expect(abs(prediction.durationSeconds - 1.3) < 1e-9)
    #expect(prediction.warnings.isEmpty)
  }

  @Test("Emotions are summed over genders, and genders over emotions")
  func marginals() throws {
    let labels = try LabelSet(TestModels.names)
    let prediction = Prediction(labels: labels, values: [0.4, 0.05, 0.1, 0.45], durationSeconds: 1)
    #expect(prediction.label == "female_happy")
    #expect(prediction.confidence == 0.45)
    #expect(prediction.emotionProbabilities.map(\.label) == ["calm", "happy"])
    expectEqual(prediction.emotionProbabilities.map(\.probability), [0.5, 0.5])
    #expect(prediction.genderProbabilities.map(\.label) == ["male", "female"])
    expectEqual(prediction.genderProbabilities.map(\.probability), [0.45, 0.55])
    #expect(prediction.gender == "female")
    let plain = Prediction(labels: try LabelSet(["sad", "angry"]), values: [0.5, 0.5], durationSeconds: 1)
    #expect(plain.label == "sad" && plain.emotion == "sad" && plain.gender == nil)
  }

  @Test("Long audio is the mean of its windows, weighted by duration; a short rest joins the window before")
  func windows() throws {
    let waveform = TestModels.noise(seconds: 32)
    let parts = [0.0..<15, 15.0..<30, 30.0..<32]
    var expected = [Double](repeating: 0, count: 4)
    for part in parts {
      let values = try detector.prediction(for: slice(waveform, part)).values
      for index in 0..<4 { expected[index] += values[index] * (part.upperBound - part.lowerBound) / 32 }
    }
    let prediction = try detector.prediction(for: waveform)
    expectEqual(prediction.values, expected)
    #expect(abs(prediction.durationSeconds - 32) < 1e-9)

    let joined = slice(waveform, 0..<15.9)
    let network = try InferenceNetwork(TestModels.spec, weights: TestModels.weights(of: TestModels.spec))
    let features = try FeatureExtractor(.logMel80).features(of: joined)
    expectEqual(
      try detector.prediction(for: joined).values, try network.probabilities(features, temperature: 1.5))
  }

  @Test("Silent windows of a long recording are left out, with a warning")
  func silentWindows() throws {
    let sound = TestModels.noise(seconds: 15)
    let silence = [Float](repeating: 0, count: 16_000 * 20)
    let recording = Waveform(samples: silence + sound.samples, sampleRate: 16_000)
    let prediction = try detector.prediction(for: recording)
    #expect(prediction.warnings == [.leftOut(seconds: 15)])
    #expect(abs(prediction.durationSeconds - 35) < 1e-9)
  }

  @Test("Nothing to hear is an error that says so")
  func nothingToHear() {
    let silence = Waveform(samples: .init(repeating: 0, count: 16_000), sampleRate: 16_000)
    #expect(throws: AudioError.silent(path: "The audio", seconds: 1)) {
      try detector.prediction(for: silence)
    }
    let long = Waveform(samples: .init(repeating: 0.25, count: 8_000 * 40), sampleRate: 8_000)
    #expect(throws: AudioError.silent(path: "The audio", seconds: 40)) { try detector.prediction(for: long) }
    let short = TestModels.noise(seconds: 0.1)
    #expect(throws: AudioError.tooShort(path: "The audio", seconds: 0.1, minimumSeconds: 0.2)) {
      try detector.prediction(for: short)
    }
    #expect(throws: AudioError.tooShort(path: "The audio", seconds: 0, minimumSeconds: 0.2)) {
      try detector.prediction(for: Waveform(samples: [], sampleRate: 16_000))
    }
    var broken = TestModels.noise(seconds: 1)
    broken.samples[100] = .nan
    #expect(throws: DetectionError.self) { try detector.prediction(for: broken) }
  }

  @Test("The gate refuses what is no speech, leaves out windows without it, and says how much there is")
  func gate() throws {
    let gated = try EmotionDetector(bundle: TestModels.bundle())
    #expect(gated.gate == .on)
    for seconds in [1.0, 40] {
      #expect(throws: DetectionError.noSpeech(path: nil, seconds: seconds)) {
        try gated.prediction(
          for: Waveform(samples: .init(repeating: 0, count: Int(seconds * 16_000)), sampleRate: 16_000))
      }
      #expect(throws: DetectionError.noSpeech(path: nil, seconds: seconds)) {
        try gated.prediction(for: TestModels.noise(seconds: seconds))
      }
    }
    #expect(throws: AudioError.tooShort(path: "The audio", seconds: 0.1, minimumSeconds: 0.2)) {
      try gated.prediction(for: TestModels.noise(seconds: 0.1))
    }
    let voice = Waveform(samples: try TestModels.voice("female_happy"), sampleRate: 16_000)
    let prediction = try gated.prediction(for: voice)
    #expect(prediction.values == (try detector.prediction(for: voice).values))
    let speech = try #require(prediction.speechSeconds)
    #expect(speech > 0.3 * voice.duration && speech <= voice.duration)
    #expect(try detector.prediction(for: voice).speechSeconds == nil)
    let hum = (0..<16_000 * 15).map { 0.1 * sin(Float($0) * 2 * .pi * 50 / 16_000) }
    let recording = Waveform(samples: hum + voice.samples, sampleRate: 16_000)
    let rest = try gated.prediction(for: recording)
    #expect(rest.warnings == [.leftOut(seconds: 15)])
    #expect(rest.values == prediction.values)
  }

  @Test("Nobody has to take a guess for an answer")
  func abstaining() throws {
    let labels = try LabelSet(["sad", "angry"])
    let prediction = Prediction(labels: labels, values: [0.6, 0.4], durationSeconds: 1)
    #expect(prediction.label(abstainingBelow: 0.6) == "sad")
    #expect(prediction.label(abstainingBelow: 0.61) == nil)
    #expect(prediction.label(abstainingBelow: 0) == "sad")
  }

  @Test("Many files at once: each answered once, in place, whatever happens to the others")
  func files() throws {
    try TestModels.withFolder { folder in
      var urls: [URL] = []
      for index in 0..<7 {
        let url = folder.appending(path: "\(index).wav")
        try TestModels.noise(seconds: 0.5 + 0.2 * Double(index % 3), seed: UInt64(index)).write(to: url)
        urls.append(url)
      }
      urls.insert(folder.appending(path: "missing.wav"), at: 2)
      let seen = Mutex<[Int]>([])
      let results = detector.predictions(forFiles: urls, parallelism: 4) { index, _ in
        seen.withLock { $0.append(index) }
      }
      #expect(seen.withLock { $0.sorted() } == Array(0..<8))
      #expect(results.count == 8)
      for (index, result) in results.enumerated() {
        if index == 2 {
          #expect(throws: AudioError.missing(path: urls[2].path)) { try result.get() }
        } else {
          #expect(try result.get() == detector.prediction(forFile: urls[index]))
        }
      }
      #expect(detector.predictions(forFiles: []).isEmpty)
    }
  }

  @Test("A file of another rate is heard like its samples, and a cut one with a warning")
  func fileKinds() throws {
    try TestModels.withFolder { folder in
      let url = folder.appending(path: "voice.wav")
      let waveform = TestModels.noise(seconds: 2, sampleRate: 44_100)
      try waveform.write(to: url)
      let fromFile = try detector.prediction(forFile: url)
      expectEqual(fromFile.values, try detector.prediction(for: waveform).values, tolerance: 1e-2)
      #expect(fromFile.warnings.isEmpty)
      #expect(try detector.prediction(forData: Data(contentsOf: url)) == fromFile)
      let whole = try Data(contentsOf: url)
      try whole.prefix(whole.count / 2).write(to: url)
      let cut = try detector.prediction(forFile: url)
      guard case .audio(.truncated) = cut.warnings.first else {
        Issue.record("no warning: \(cut.warnings)")
        return
      }
    }
  }

  @Test("The bundled model is found beside the program, and its absence explained")
  func bundledModel() throws {
    try TestModels.withFolder { folder in
      #expect(throws: DetectionError.noBundledModel(searched: [folder.path])) {
        try EmotionDetector.bundled(in: [folder])
      }
      try TestModels.bundle().write(to: folder.appending(path: "Models/default.emotionmodel"))
      #expect(try EmotionDetector.bundled(in: [folder]).manifest.name == "small")
    }
  }
}

import Foundation
import SpeechAudio
import Testing

@testable import SpeechFeatures

/// Laws that hold for the pieces whatever the signal.
@Suite struct FeaturePiecesTests {
  @Test(
    "The transform in C gives what its passes in Swift give, for every mix of radices",
    .enabled(if: FourierTransform.areKernelsSupported))
  func transformKernels() {
    for length in [1, 2, 4, 6, 8, 12, 16, 32, 64, 72, 80, 100, 128, 400, 441, 512, 1024, 1120] {
      let plain = FourierTransform(length: length, usesKernels: false)
      let fast = FourierTransform(length: length, usesKernels: true)
      for index in 0..<length {
        let value = ComplexLanes(
          Lanes(sin(Double(index * index)), cos(Double(7 * index))),
          Lanes(sin(Double(3 * index) + 1), cos(Double(index * index + 2))))
        plain.buffer[index] = value
        fast.buffer[index] = value
      }
      plain.transform()
      fast.transform()
      let worst = (0..<length).map { index in
        let difference = plain.buffer[index] - fast.buffer[index]
        return max(
          abs(difference.real.low), abs(difference.real.high), abs(difference.imaginary.low),
          abs(difference.imaginary.high))
      }
      #expect(worst.max() ?? 1 < 1e-10, "length \(length)")
    }
  }

  @Test(
    "Tapering and power in C are what they are in Swift, frames that reach beyond the ends included",
    .enabled(if: FourierTransform.areKernelsSupported),
    arguments: [(400, 512), (512, 512), (7, 8), (30, 30), (25, 25), (1, 1)])
  func frameKernels(frameLength: Int, fftLength: Int) {
    let framing = Framing(
      frameLength: frameLength, hopLength: 3, fftLength: fftLength, edges: .constant)
    let window = framing.window.preciseCoefficients(length: frameLength)
    let plain = FrameWorkspace(framing: framing, window: window, usesKernels: false)
    let fast = FrameWorkspace(framing: framing, window: window, usesKernels: true)
    let samples = TestNoise.waveform(count: 600).samples
    samples.withUnsafeBufferPointer { samples in
      for first in [0, 4, 97] {
        for workspace in [plain, fast] {
          workspace.transform(first: first, last: 99, of: samples)
          workspace.measurePower()
        }
        let count = 4 * framing.frequencyCount
        let largest = (0..<count).map { plain.power[$0] }.max() ?? 0
        let worst = (0..<count).map { abs(plain.power[$0] - fast.power[$0]) }.max() ?? 1
        #expect(worst <= 1e-6 * largest, "first \(first)")
      }
    }
  }

  @Test(
    "Single precision gives what double gives, to its rounding, for every mix of radices and at the ends",
    .enabled(if: FourierTransform.areKernelsSupported),
    arguments: [
      (400, 512), (400, 400), (200, 256), (480, 480), (30, 30), (2, 2), (10, 20), (1, 32), (96, 96),
      (1024, 1024),
    ])
  func singlePrecision(frameLength: Int, fftLength: Int) throws {
    try #require(SingleFourierTransform.isSupported(length: fftLength))
    let framing = Framing(frameLength: frameLength, hopLength: 3, fftLength: fftLength, edges: .constant)
    let window = framing.window.preciseCoefficients(length: frameLength)
    let exact = FrameWorkspace(framing: framing, window: window, usesKernels: false)
    let fast = FrameWorkspace(framing: framing, window: window, precision: .single, usesKernels: true)
    #expect(exact.laneCount == 4 && fast.laneCount == 8)
    let samples = TestNoise.waveform(count: 600).samples
    samples.withUnsafeBufferPointer { samples in
      for first in [0, 8, 96] {
        fast.transform(first: first, last: 99, of: samples)
        fast.measurePower()
        for half in 0..<2 {
          exact.transform(first: first + 4 * half, last: 99, of: samples)
          exact.measurePower()
          let places = (0..<framing.frequencyCount).flatMap { bin in (0..<4).map { (bin, $0) } }
          let largest = places.map { exact.power[4 * $0 + $1] }.max() ?? 0
          let worst =
            places.map { abs(exact.power[4 * $0 + $1] - fast.power[8 * $0 + 4 * half + $1]) }.max() ?? 1
          #expect(worst <= 1e-6 * largest, "first \(first), half \(half)")
        }
      }
    }
  }

  @Test(
    "What is quiet beside what is loud is the same in single precision, wherever that is used",
    .enabled(if: FourierTransform.areKernelsSupported),
    arguments: [
      Logarithm.natural(floor: 1e-6), .natural(floor: 1e-10), .naturalWithOffset(1e-6), .decibels(range: 60),
      .decibels(range: 80),
      .decibels(reference: .maximum, range: nil),
    ])
  func quietBesideLoud(logarithm: Logarithm) throws {
    for (norm, loud) in [
      (MelBands.Norm.slaney, 1), (.slaney, 3), (.slaney, 100), (.none, 1), (.none, 32_768),
    ] {
      var recipe = FeatureRecipe.logMel80
      recipe.preparation = Preparation()
      recipe.normalisation = .none
      recipe.logarithm = logarithm
      recipe.representation = .logMel(
        MelBands(count: 80, minimumFrequency: 50, maximumFrequency: 7600, norm: norm))
      let exact = try FeatureExtractor(recipe, usesKernels: false)
      let fast = try FeatureExtractor(recipe, usesKernels: true)
      for quiet in [0, 1e-5, 1e-4, 1e-3] as [Float] {
        var samples = TestNoise.waveform(count: 16_000).samples.map { Float(loud) * $0 * quiet }
        for index in 8_000..<12_000 { samples[index] += Float(loud) * Float(0.99 * sin(0.4 * Double(index))) }
        let waveform = Waveform(samples: samples, sampleRate: 16_000)
        let (one, other) = (try exact.features(of: waveform), try fast.features(of: waveform))
        // As the golden features are compared: relative to a number's size, absolute below 1.
        let worst = zip(one.values, other.values).map { abs($0 - $1) / max(1, abs($0)) }.max() ?? 1
        #expect(worst < 1e-4, "quiet at \(quiet), loud at \(loud), \(norm)")
      }
    }
  }

  @Test("Where a length has no passes in single precision, double is used", arguments: [25, 441, 112, 27])
  func noSinglePrecision(fftLength: Int) {
    #expect(!SingleFourierTransform.isSupported(length: fftLength))
    let framing = Framing(frameLength: fftLength, hopLength: 3, fftLength: fftLength, edges: .constant)
    let window = framing.window.preciseCoefficients(length: fftLength)
    #expect(FrameWorkspace(framing: framing, window: window, precision: .single).laneCount == 4)
  }

  @Test("Frames are counted as librosa counts them", arguments: [Framing.Edges.none, .constant, .reflect])
  func frameCounts(edges: Framing.Edges) {
    let framing = Framing(frameLength: 400, hopLength: 160, fftLength: 512, edges: edges)
    let isCentred = edges != .none
    #expect(framing.frameCount(sampleCount: 0) == 0)
    #expect(framing.frameCount(sampleCount: 511) == (isCentred ? 4 : 0))
    #expect(framing.frameCount(sampleCount: 512) == (isCentred ? 4 : 1))
    #expect(framing.frameCount(sampleCount: 16_000) == (isCentred ? 101 : 97))
  }

  @Test("The energy of a frame is the energy of its spectrum (Parseval), for every fast length")
  func parseval() throws {
    for length in [16, 60, 63, 125, 315, 441, 512, 1000, 1024, 2401, 6000] {
      let clip = TestNoise.waveform(count: length)
      let framing = Framing(frameLength: length, hopLength: length, window: .rectangular, edges: .none)
      let power = try ShortTimeFourierTransform(framing).powerSpectrogram(of: clip)
      var sum = 0.0
      for bin in 0..<power.binCount {
        let isSingle = bin == 0 || 2 * bin == length
        sum += Double(power[0, bin]) * (isSingle ? 1 : 2)
      }
      let energy = clip.samples.reduce(0.0) { $0 + Double($1) * Double($1) }
      #expect(abs(sum / Double(length) - energy) < 1e-5 * energy, "length \(length)")
    }
  }

  @Test("A transform with a large prime factor is refused")
  func slowTransform() {
    #expect(throws: FeatureRecipeError.slowTransform(fftLength: 22, next: 24)) {
      try ShortTimeFourierTransform(Framing(frameLength: 22, hopLength: 11))
    }
  }

  @Test("Both mel scales turn back into hertz; 1 kHz is 15 mel on Slaney's and 1000 on the HTK's")
  func melScales() {
    for scale in MelScale.allCases {
      for hertz in [0.0, 50, 440, 999, 1000, 1001, 7600, 24_000] {
        #expect(abs(scale.hertz(mel: scale.mel(hertz: hertz)) - hertz) < 1e-9 * max(hertz, 1))
      }
    }
    #expect(abs(MelScale.slaney.mel(hertz: 1000) - 15) < 1e-12)
    #expect(abs(MelScale.htk.mel(hertz: 1000) - 1000) < 0.02)
  }

  @Test("The fast logarithm is the logarithm, over all that power can be")
  func logarithm() {
    var powers: [Float] = [1e-30, 1e-10, 0.5, 0.707, 0.7072, 1, 1.0000001, 1.41, 1.4143, 2, 1e10, 1e30]
    var noise = TestNoise(state: 5)
    for _ in 0..<2000 { powers.append(Float(exp(60 * noise.next()))) }
    let matrix = FeatureMatrix(values: powers, frameCount: powers.count, binCount: 1)
    let result = Logarithm.natural(floor: 1e-30).applied(to: matrix).values
    for (power, found) in zip(powers, result) {
      let expected = log(Double(power))
      #expect(abs(Double(found) - expected) <= 2.5e-7 * max(abs(expected), 1e-7), "\(power)")
    }
  }

  @Test("Decibels are counted from 1 or from the loudest, floored, and kept within their range")
  func decibels() {
    let matrix = FeatureMatrix(values: [0, 1e-12, 1, 100], frameCount: 2, binCount: 2)
    let one = Logarithm.decibels(range: 80).applied(to: matrix).values
    #expect(one == [-60, -60, 0, 20])
    let relative = Logarithm.decibels(reference: .maximum, floor: 1e-6, range: nil).applied(to: matrix).values
    for (found, expected) in zip(relative, [Float(-80), -80, -20, 0]) {
      #expect(abs(found - expected) < 1e-5)
    }
    #expect(Logarithm.naturalWithOffset(1).applied(to: matrix).values[0] == 0)
  }

  @Test("Levels reach what they promise and leave silence alone")
  func levels() {
    let clip = TestNoise.waveform(count: 5000)
    #expect(Level.peak(of: Level.peak.applied(to: clip)) == 1)
    let louder = Level.rootMeanSquare(decibels: -12).applied(to: clip)
    #expect(abs(Level.decibels(of: louder) + 12) < 1e-4)
    #expect(Level.unchanged.applied(to: clip) == clip)
    let silence = Waveform(samples: Array(repeating: 0, count: 100), sampleRate: 16_000)
    #expect(Level.peak.applied(to: silence) == silence)
    #expect(Level.rootMeanSquare(decibels: -20).applied(to: silence) == silence)
    #expect(Level.decibels(of: silence) == -.infinity)
  }

  @Test("Trimming leaves digital silence as it is, and an empty waveform empty")
  func trimmingSilence() {
    let silence = Waveform(samples: Array(repeating: 0, count: 3000), sampleRate: 16_000)
    #expect(SilenceTrimming().applied(to: silence) == silence)
    let empty = Waveform(samples: [], sampleRate: 16_000)
    #expect(SilenceTrimming().applied(to: empty) == empty)
  }

  @Test("Normalised bins have mean 0 and deviation 1; a constant bin becomes 0")
  func normalisation() {
    let matrix = FeatureMatrix(values: [1, 7, 2, 7, 6, 7], frameCount: 3, binCount: 2)
    #expect(Normalisation.none.applied(to: matrix) == matrix)
    #expect(Normalisation.meanPerBin.applied(to: matrix).values == [-2, 0, -1, 0, 3, 0])
    let deviation = Float((14.0 / 3).squareRoot())
    let standard = Normalisation.standardisePerBin.applied(to: matrix).values
    for (found, expected) in zip(standard, [-2, 0, -1, 0, 3, 0].map { Float($0) / deviation }) {
      #expect(abs(found - expected) < 1e-6)
    }
    let whole = Normalisation.standardise.applied(to: matrix).values
    #expect(abs(whole.reduce(0, +)) < 1e-5)
    #expect(abs(whole.reduce(0) { $0 + $1 * $1 } - 6) < 1e-5)
  }

  @Test("A line has a constant slope and no curvature; deltas stand to the right of what they are of")
  func deltas() throws {
    let line = FeatureMatrix(values: (0..<12).map { Float($0) * 0.5 }, frameCount: 12, binCount: 1)
    let all = try Deltas(width: 5, orders: 2).appended(to: line)
    #expect(all.binCount == 3)
    for frame in 0..<12 {
      #expect(all[frame, 0] == Float(frame) * 0.5)
      #expect(abs(all[frame, 1] - 0.5) < 1e-6)
      #expect(abs(all[frame, 2]) < 1e-6)
    }
    #expect(throws: FeatureError.tooFewFrames(found: 12, needed: 13)) {
      try Deltas(width: 13).derivative(of: line, order: 1)
    }
  }
}

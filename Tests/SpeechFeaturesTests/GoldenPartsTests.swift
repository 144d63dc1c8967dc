import Foundation
import SpeechAudio
import SpeechFeatures
import Testing

/// The pieces, against what librosa and scipy give for each of them alone.
@Suite struct GoldenPartsTests {
  struct Parts: Decodable {
    var windows: [WindowCase]
    var filterBanks: [FilterBankCase]
    var trims: [TrimCase]
    var deltas: [DeltaCase]
    var spectra: [SpectrumCase]
    var shapes: [ShapeCase]
    var signals: [SignalCase]

    enum CodingKeys: String, CodingKey {
      case windows, trims, deltas, spectra, shapes, signals
      case filterBanks = "filter_banks"
    }
  }

  struct WindowCase: Decodable {
    var name: WindowFunction
    var length: Int
  }

  struct FilterBankCase: Decodable {
    var sampleRate: Int
    var fftLength: Int
    var bands: MelBands
    var rowSums: [Double]
    var rowStep: Int

    enum CodingKeys: String, CodingKey {
      case bands
      case sampleRate = "sample_rate"
      case fftLength = "fft_length"
      case rowSums = "row_sums"
      case rowStep = "row_step"
    }
  }

  struct TrimCase: Decodable {
    var signal: TestSignal
    var sampleRate: Int
    var decibels: Double
    var frameLength: Int
    var hopLength: Int
    var range: [Int]

    enum CodingKeys: String, CodingKey {
      case signal, decibels, range
      case sampleRate = "sample_rate"
      case frameLength = "frame_length"
      case hopLength = "hop_length"
    }
  }

  struct DeltaCase: Decodable {
    var width: Int
    var order: Int
    var edges: Deltas.Edges
    var values: [Double]
  }

  struct SpectrumCase: Decodable {
    var sampleRate: Int
    var framing: Framing
    var real: GoldenMatrix
    var imaginary: GoldenMatrix
    var power: GoldenMatrix

    enum CodingKeys: String, CodingKey {
      case framing, real, imaginary, power
      case sampleRate = "sample_rate"
    }
  }

  struct ShapeCase: Decodable {
    var sampleRate: Int
    var framing: Framing
    var centroid: GoldenSample
    var bandwidth: GoldenSample
    var rolloff: GoldenSample
    var flatness: GoldenSample

    enum CodingKeys: String, CodingKey {
      case framing, centroid, bandwidth, rolloff, flatness
      case sampleRate = "sample_rate"
    }
  }

  struct SignalCase: Decodable {
    var signal: TestSignal
    var sampleRate: Int

    enum CodingKeys: String, CodingKey {
      case signal
      case sampleRate = "sample_rate"
    }
  }

  /// A list of samples stored flat beside the keys of its case.
  struct Samples<Key: Decodable>: Decodable {
    var key: Key
    var sample: GoldenSample

    init(from decoder: any Decoder) throws {
      key = try Key(from: decoder)
      sample = try GoldenSample(from: decoder)
    }
  }

  struct SampledParts: Decodable {
    var windows: [Samples<WindowCase>]
    var filterBanks: [Samples<FilterBankCase>]
    var signals: [Samples<SignalCase>]

    enum CodingKeys: String, CodingKey {
      case windows, signals
      case filterBanks = "filter_banks"
    }
  }

  @Test("The test signals are the ones that the script analysed")
  func signals() throws {
    for item in try golden("parts", as: SampledParts.self).signals {
      let waveform = item.key.signal.waveform(sampleRate: item.key.sampleRate, seconds: 1.2)
      #expect(item.sample.relativeError(of: waveform.samples) < 1e-6, "\(item.key)")
    }
  }

  @Test("Windows equal scipy.signal.get_window")
  func windows() throws {
    for item in try golden("parts", as: SampledParts.self).windows {
      let window = item.key.name.coefficients(length: item.key.length)
      #expect(item.sample.relativeError(of: window) < 1e-6, "\(item.key)")
    }
  }

  @Test("Mel filter banks equal librosa.filters.mel on both scales, with and without norm")
  func filterBanks() throws {
    for item in try golden("parts", as: SampledParts.self).filterBanks {
      let bank = try MelFilterBank(
        item.key.bands, sampleRate: item.key.sampleRate, fftLength: item.key.fftLength)
      let matrix = bank.matrix
      let lowest = (0..<bank.count).flatMap { row in
        (0..<(item.key.fftLength / 8)).map { matrix[row, $0] }
      }
      #expect(item.sample.relativeError(of: lowest) < 1e-5, "\(item.key)")
      for (index, expected) in item.key.rowSums.enumerated() {
        let row = index * item.key.rowStep
        let sum = (0..<matrix.binCount).reduce(0.0) { $0 + Double(matrix[row, $1]) }
        #expect(abs(sum - expected) < 1e-5 * expected, "\(item.key)")
      }
    }
  }

  @Test("Spectra equal librosa.stft for even and odd transforms and all kinds of edges")
  func spectra() throws {
    for item in try golden("parts", as: Parts.self).spectra {
      let waveform = TestSignal.voice.waveform(sampleRate: item.sampleRate, seconds: 1.2)
      let transform = try ShortTimeFourierTransform(item.framing)
      let (real, imaginary) = try transform.spectra(of: waveform)
      #expect(item.real.relativeError(of: real) < goldenTolerance)
      #expect(item.imaginary.relativeError(of: imaginary) < goldenTolerance)
      #expect(try item.power.relativeError(of: transform.powerSpectrogram(of: waveform)) < goldenTolerance)
    }
  }

  @Test("Spectral shapes equal librosa's")
  func shapes() throws {
    for item in try golden("parts", as: Parts.self).shapes {
      let waveform = TestSignal.voice.waveform(sampleRate: item.sampleRate, seconds: 1.2)
      let power = try ShortTimeFourierTransform(item.framing).powerSpectrogram(of: waveform)
      let shape = SpectralShape(
        power: power, sampleRate: item.sampleRate, fftLength: item.framing.fftLength)
      #expect(item.centroid.relativeError(of: shape.centroid) < goldenTolerance)
      #expect(item.bandwidth.relativeError(of: shape.bandwidth) < goldenTolerance)
      #expect(item.rolloff.relativeError(of: shape.rolloff()) < goldenTolerance)
      #expect(item.flatness.relativeError(of: shape.flatness) < goldenTolerance)
    }
  }

  @Test("Trimming finds the very samples that librosa.effects.trim finds")
  func trims() throws {
    for item in try golden("parts", as: Parts.self).trims {
      let waveform = item.signal.waveform(sampleRate: item.sampleRate, seconds: 1.2)
      let trimming = SilenceTrimming(
        decibels: item.decibels, frameLength: item.frameLength, hopLength: item.hopLength)
      let range = trimming.loudRange(of: waveform)
      #expect([range.lowerBound, range.upperBound] == item.range, "\(item)")
      #expect(trimming.applied(to: waveform).samples.count == range.count)
    }
  }

  @Test("Deltas equal librosa.feature.delta for two orders, several widths and both kinds of edges")
  func deltas() throws {
    var walk: [Float] = []
    var sum = 0.0
    var noise = TestNoise(state: 3)
    for _ in 0..<33 {
      sum += noise.next()
      walk.append(Float(sum))
    }
    let matrix = FeatureMatrix(values: walk, frameCount: 11, binCount: 3)
    for item in try golden("parts", as: Parts.self).deltas {
      let deltas = Deltas(width: item.width, orders: item.order, edges: item.edges)
      let found = try deltas.derivative(of: matrix, order: item.order)
      for (value, expected) in zip(found.values, item.values) {
        #expect(abs(Double(value) - expected) < 2e-6, "\(item)")
      }
    }
  }
}

public import SpeechAudio

/// Turns waveforms into feature matrices after one recipe.
///
/// Build one per recipe and keep it: window, filter bank and Fourier plans are made once. It may be used from many
/// threads at a time; each running call has buffers of its own.
///
/// ```swift
/// let extractor = try FeatureExtractor(.logMel80)
/// let matrix = try extractor.features(of: waveform)  // [frames, 80]
/// ```
public final class FeatureExtractor: Sendable {
  /// What the features are.
  public let recipe: FeatureRecipe

  private let pool: WorkspacePool
  /// In single precision, for audio up to a magnitude; nil where that would show.
  private let singlePool: (pool: WorkspacePool, largestMagnitude: Float)?
  private let filterBank: MelFilterBank?
  private let cosineTransform: CosineTransform?
  /// Factors of a spectrum's bins, where power is scaled; shape `[frequencyCount]`.
  private let scaling: [Float]?

  /// Checks a recipe and computes its tables.
  ///
  /// - Parameter recipe: What the features are.
  /// - Throws: `FeatureRecipeError` where the recipe does not validate.
  public convenience init(_ recipe: FeatureRecipe) throws(FeatureRecipeError) {
    try self.init(recipe, usesKernels: FourierTransform.areKernelsUsed)
  }

  /// As above, in the kernels for this processor or without them.
  init(_ recipe: FeatureRecipe, usesKernels: Bool) throws(FeatureRecipeError) {
    try recipe.validate()
    self.recipe = recipe
    let framing = recipe.framing
    pool = WorkspacePool(framing: framing, usesKernels: usesKernels)
    singlePool = recipe.largestSingleMagnitude.map { magnitude in
      (WorkspacePool(framing: framing, precision: .single, usesKernels: usesKernels), magnitude)
    }
    var filterBank: MelFilterBank?
    if let bands = recipe.representation.bands {
      filterBank = try MelFilterBank(bands, sampleRate: recipe.sampleRate, fftLength: framing.fftLength)
    }
    self.filterBank = filterBank
    switch recipe.representation {
    case .logSpectrogram(.density):
      scaling = Self.densityScaling(framing: framing, sampleRate: recipe.sampleRate)
      cosineTransform = nil
    case .logSpectrogram(.power), .logMel:
      scaling = nil
      cosineTransform = nil
    case .mfcc(let coefficients, let bands, let lifter):
      scaling = nil
      cosineTransform = CosineTransform(inputCount: bands.count, outputCount: coefficients, lifter: lifter)
    }
  }

  /// Computes the features of a clip.
  ///
  /// - Parameters:
  ///   - waveform: Audio at any rate.
  ///   - centre: What a known speaker's features are on average, see ``means(ofPrepared:)``, taken out instead of the
  ///     clip's own means where the recipe's normalisation allows; nil: the clip's own.
  /// - Returns: Features; shape `[frames, recipe.binCount]`.
  /// - Throws: `FeatureError` where the waveform is empty, not finite, too short or too long.
  public func features(
    of waveform: Waveform, centre: [Double]? = nil
  ) throws(FeatureError) -> FeatureMatrix {
    try features(ofPrepared: preparedWaveform(waveform), centre: centre)
  }

  /// Computes the features of audio that `preparedWaveform(_:)` returned, possibly augmented since.
  ///
  /// Where the recipe crops to a length, audio that has become longer or shorter is cut or filled up at its end.
  ///
  /// - Parameters:
  ///   - waveform: Audio at the recipe's rate.
  ///   - centre: What to take out instead of the clip's own means; shape `[bins of one view]`.
  /// - Returns: Features; shape `[frames, recipe.binCount]`.
  /// - Throws: `FeatureError` where the waveform is empty, not finite, too short, too long or at another rate.
  public func features(
    ofPrepared waveform: Waveform, centre: [Double]? = nil
  ) throws(FeatureError) -> FeatureMatrix {
    var (values, frames, binCount) = try unnormalised(waveform)
    let before = recipe.keepsUnnormalised ? values : []
    recipe.normalisation.apply(to: &values, binCount: binCount, centre: centre)
    guard recipe.keepsUnnormalised else {
      return FeatureMatrix(values: values, frameCount: frames, binCount: binCount)
    }
    return FeatureMatrix(
      values: Self.interleaved(values, before, binCount: binCount), frameCount: frames, binCount: 2 * binCount
    )
  }

  /// What the features of audio are on average before normalisation: together with those of other clips, what a
  /// speaker sounds like.
  ///
  /// - Parameter waveform: Audio that `preparedWaveform(_:)` returned.
  /// - Returns: Mean of each bin, shape `[bins of one view]`, and over how many frames.
  /// - Throws: `FeatureError` as ``features(ofPrepared:centre:)``.
  public func means(ofPrepared waveform: Waveform) throws(FeatureError) -> (means: [Double], frames: Int) {
    let (values, frames, binCount) = try unnormalised(waveform)
    var sums = [Double](repeating: 0, count: binCount)
    for frame in 0..<frames {
      for bin in 0..<binCount { sums[bin] += Double(values[frame * binCount + bin]) }
    }
    return (sums.map { $0 / Double(frames) }, frames)
  }

  /// Features before normalisation, row by row.
  private func unnormalised(
    _ waveform: Waveform
  ) throws(FeatureError) -> (values: [Float], frames: Int, binCount: Int) {
    guard waveform.sampleRate == recipe.sampleRate else {
      throw .sampleRateMismatch(found: waveform.sampleRate, expected: recipe.sampleRate)
    }
    let peak = try waveform.checkSamples()
    let fitted = fittedToCrop(waveform)
    let frames = try recipe.framing.checkedFrameCount(of: fitted, binCount: recipe.largestRow)
    if let deltas = recipe.deltas, frames < deltas.minimumFrameCount {
      throw .tooFewFrames(found: frames, needed: deltas.minimumFrameCount)
    }

    var values = power(of: fitted.samples, peak: peak, frameCount: frames)  // [frames, frequencies or bands]
    recipe.logarithm.apply(to: &values)
    if let cosineTransform { values = cosineTransform.applied(to: values) }  // [frames, coefficients]
    var binCount = values.count / frames
    if let deltas = recipe.deltas {
      let matrix = FeatureMatrix(values: values, frameCount: frames, binCount: binCount)
      values = try deltas.appended(to: matrix).values  // [frames, bins * (1 + orders)]
      binCount *= 1 + deltas.orders
    }
    return (values, frames, binCount)
  }

  /// Rows of two matrices of one shape, each row of the first followed by that of the second.
  private static func interleaved(_ first: [Float], _ second: [Float], binCount: Int) -> [Float] {
    var rows: [Float] = []
    rows.reserveCapacity(2 * first.count)
    for start in stride(from: 0, to: first.count, by: binCount) {
      rows += first[start..<start + binCount]
      rows += second[start..<start + binCount]
    }
    return rows
  }

  /// Power of every frame, in mel bands where the recipe has them; of frames that `memory` holds, what it holds.
  ///
  /// - Parameters:
  ///   - samples: A stretch of a stream, or all there is.
  ///   - peak: Their largest magnitude.
  ///   - frameCount: How many frames it gives.
  ///   - memory: Rows that were computed before, and where in the stream the first sample is; nil: everything is computed.
  /// - Returns: Shape `[frames, bins]`.
  func power(
    of samples: [Float], peak: Float, frameCount: Int,
    remembering memory: (rows: BandMemory, position: Int)? = nil
  ) -> [Float] {
    let framing = recipe.framing
    let binCount = recipe.representation.powerBinCount(framing: framing)
    /// Where in the stream a frame begins; nil for one that reaches beyond the stretch and sees zeros there.
    func place(_ frame: Int) -> Int? {
      let start = framing.windowStart(frame: frame)
      guard let memory, start >= 0, start + framing.frameLength <= samples.count else { return nil }
      return memory.position + start
    }
    let pool = singlePool.flatMap { peak <= $0.largestMagnitude ? $0.pool : nil } ?? pool
    return pool.withWorkspace { workspace in
      samples.withUnsafeBufferPointer { samples in
        [Float](unsafeUninitializedCapacity: frameCount * binCount) { values, initializedCount in
          guard let target = values.baseAddress else { return }
          for first in stride(from: 0, to: frameCount, by: workspace.laneCount) {
            let frames = first..<min(first + workspace.laneCount, frameCount)
            let places = memory == nil ? [] : frames.map(place)
            if let rows = memory?.rows, places.allSatisfy({ $0.map(rows.holds) ?? false }) {
              for case (let frame, let place?) in zip(frames, places) {
                rows.copy(place, to: target + frame * binCount, count: binCount)
              }
              continue
            }
            workspace.transform(first: first, last: frameCount - 1, of: samples)
            workspace.measurePower()
            write(
              workspace.power, laneCount: workspace.laneCount, to: target + first * binCount,
              rows: frames.count)
            for case (let frame, let place?) in zip(frames, places) {
              memory?.rows.keep(place, from: target + frame * binCount, count: binCount)
            }
          }
          initializedCount = frameCount * binCount
        }
      }
    }
  }

  /// Writes up to `laneCount` rows from the power of as many frames.
  private func write(
    _ power: UnsafeMutablePointer<Float>, laneCount: Int, to target: UnsafeMutablePointer<Float>, rows: Int
  ) {
    if let filterBank {
      for lane in stride(from: 0, to: rows, by: 4) {
        filterBank.apply(
          to: power + lane, laneCount: laneCount, writing: target + lane * filterBank.count, rows: rows - lane
        )
      }
      return
    }
    scaling?.withUnsafeBufferPointer { scaling in
      for bin in 0..<scaling.count {
        for lane in 0..<laneCount { power[laneCount * bin + lane] *= scaling[bin] }
      }
    }
    VectorMath.transpose(power, count: recipe.framing.frequencyCount, to: target, rows: rows)
  }

  /// Factors that make `|X|²` a one-sided power spectral density (`scipy.signal.spectrogram`).
  private static func densityScaling(framing: Framing, sampleRate: Int) -> [Float] {
    let window = framing.window.preciseCoefficients(length: framing.frameLength)
    let energy = window.reduce(0) { $0 + $1 * $1 }
    let density = 1 / (Double(sampleRate) * energy)
    return (0..<framing.frequencyCount).map { bin in
      // Negative frequencies fold onto positive ones, which 0 and half the sample rate do not have.
      let isSingle = bin == 0 || 2 * bin == framing.fftLength
      return Float(isSingle ? density : 2 * density)
    }
  }
}

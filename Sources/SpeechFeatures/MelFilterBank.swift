/// Mel triangles as weights over the frequencies of one Fourier transform (`librosa.filters.mel`).
///
/// Each triangle touches a short run of frequencies, so only those weights are stored and multiplied.
public struct MelFilterBank: Sendable {
  /// Number of triangles.
  public let count: Int
  /// Number of frequencies they weigh.
  public let frequencyCount: Int

  /// The run of weights of one triangle.
  private struct Run: Sendable {
    var firstFrequency: Int
    var firstWeight: Int
    var length: Int
  }

  private let runs: [Run]
  private let weights: [Float]

  /// Computes the weights.
  ///
  /// - Parameters:
  ///   - bands: The triangles.
  ///   - sampleRate: Samples per second, in hertz.
  ///   - fftLength: Length of the Fourier transform, in samples.
  /// - Throws: `FeatureRecipeError` where a number is out of range, or where a triangle is so narrow that it falls
  ///   between two frequencies.
  public init(_ bands: MelBands, sampleRate: Int, fftLength: Int) throws(FeatureRecipeError) {
    try bands.validate(sampleRate: sampleRate)
    try FeatureRecipeError.check(fftLength, within: Framing.transformLengths, field: "framing.fft_length")
    count = bands.count
    frequencyCount = fftLength / 2 + 1

    let lowest = bands.scale.mel(hertz: bands.minimumFrequency)
    let highest = bands.scale.mel(hertz: bands.maximumFrequency ?? Double(sampleRate) / 2)
    let corners = (0..<(bands.count + 2)).map { index in
      bands.scale.hertz(mel: lowest + (highest - lowest) * Double(index) / Double(bands.count + 1))
    }
    var runs: [Run] = []
    var weights: [Float] = []
    for band in 0..<bands.count {
      let (left, peak, right) = (corners[band], corners[band + 1], corners[band + 2])
      let height = bands.norm == .slaney ? 2 / (right - left) : 1
      var run = Run(firstFrequency: 0, firstWeight: weights.count, length: 0)
      for frequency in 0..<frequencyCount {
        let hertz = Double(frequency) * Double(sampleRate) / Double(fftLength)
        let weight = min((hertz - left) / (peak - left), (right - hertz) / (right - peak))
        guard weight > 0 else { continue }
        if run.length == 0 { run.firstFrequency = frequency }
        run.length += 1
        weights.append(Float(weight * height))
      }
      guard run.length > 0 else {
        throw .emptyMelBand(
          index: band, from: left, to: right, spacing: Double(sampleRate) / Double(fftLength))
      }
      runs.append(run)
    }
    self.runs = runs
    self.weights = weights
  }

  /// The weights with all their zeros; shape `[count, frequencyCount]`.
  public var matrix: FeatureMatrix {
    var matrix = FeatureMatrix(
      values: Array(repeating: 0, count: count * frequencyCount), frameCount: count, binCount: frequencyCount)
    for (band, run) in runs.enumerated() {
      for offset in 0..<run.length {
        matrix[band, run.firstFrequency + offset] = weights[run.firstWeight + offset]
      }
    }
    return matrix
  }

  /// Sums power spectra over the triangles.
  ///
  /// - Parameter power: `|X|²`; shape `[frames, frequencyCount]`.
  /// - Returns: Mel power; shape `[frames, count]`.
  public func applied(to power: FeatureMatrix) -> FeatureMatrix {
    precondition(
      power.binCount == frequencyCount,
      "this filter bank weighs \(frequencyCount) frequencies, the spectrogram has \(power.binCount)")
    var values = [Float](repeating: 0, count: power.frameCount * count)
    for frame in 0..<power.frameCount {
      let row = frame * frequencyCount
      for (band, run) in runs.enumerated() {
        var sum: Float = 0
        for offset in 0..<run.length {
          sum += power.values[row + run.firstFrequency + offset] * weights[run.firstWeight + offset]
        }
        values[frame * count + band] = sum
      }
    }
    return FeatureMatrix(values: values, frameCount: power.frameCount, binCount: count)
  }

  /// Four of `laneCount` frames at once: `[frequencyCount, laneCount]` in, up to four rows of `[count]` out.
  func apply(
    to power: UnsafePointer<Float>, laneCount: Int, writing target: UnsafeMutablePointer<Float>, rows: Int
  ) {
    runs.withUnsafeBufferPointer { runs in
      weights.withUnsafeBufferPointer { weights in
        guard let firstWeight = weights.baseAddress else { return }
        for band in 0..<runs.count {
          let run = runs[band]
          var source = power + laneCount * run.firstFrequency
          var weight = firstWeight + run.firstWeight
          let end = weight + run.length
          var (sum0, sum1, sum2, sum3) = (Float(0), Float(0), Float(0), Float(0))
          while weight < end {
            let factor = weight.pointee
            sum0 += source[0] * factor
            sum1 += source[1] * factor
            sum2 += source[2] * factor
            sum3 += source[3] * factor
            source += laneCount
            weight += 1
          }
          let output = target + band
          output[0] = sum0
          if rows > 1 { output[count] = sum1 }
          if rows > 2 { output[2 * count] = sum2 }
          if rows > 3 { output[3 * count] = sum3 }
        }
      }
    }
  }
}

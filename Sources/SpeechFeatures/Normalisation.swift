/// What is taken out of the features of a clip, so that its channel and level weigh less.
///
/// Deviations are those of the population (`numpy.std`). Where there is none, values are only centred.
public enum Normalisation: String, Codable, Hashable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// The mean of each bin over the clip.
  case meanPerBin = "mean_per_bin"
  /// The mean of each bin; then each bin is divided by its standard deviation.
  case standardisePerBin = "standardise_per_bin"
  /// The mean of the whole matrix; then everything is divided by its standard deviation.
  case standardise

  /// Below this a deviation is rounding, and dividing by it would make noise of nothing.
  private static let smallestDeviation = 1e-5

  /// Whether another clip's means can stand for the clip's own: what a known speaker's voice is like on average.
  public var takesCentre: Bool { self == .meanPerBin || self == .standardisePerBin }

  /// Normalises a clip.
  ///
  /// - Parameters:
  ///   - matrix: Features of one clip; shape `[frames, bins]`.
  ///   - centre: What to take out instead of the clip's own means, where ``takesCentre``; shape `[bins]`.
  /// - Returns: Normalised features; the same shape.
  public func applied(to matrix: FeatureMatrix, centre: [Double]? = nil) -> FeatureMatrix {
    var result = matrix
    apply(to: &result.values, binCount: matrix.binCount, centre: centre)
    return result
  }

  func apply(to values: inout [Float], binCount: Int, centre: [Double]? = nil) {
    guard self != .none, binCount > 0, !values.isEmpty else { return }
    precondition(
      centre == nil || centre?.count == binCount, "\(centre?.count ?? 0) means do not centre \(binCount) bins"
    )
    values.withUnsafeMutableBufferPointer { values in
      let own = averages(of: values, binCount: binCount, centre: nil)
      let means = takesCentre ? centre ?? own : own
      var scales = [Float](repeating: 1, count: binCount)
      if self != .meanPerBin {
        scales = averages(of: values, binCount: binCount, centre: own).map { variance in
          let deviation = variance.squareRoot()
          return deviation > Self.smallestDeviation ? Float(1 / deviation) : 1
        }
      }
      means.withUnsafeBufferPointer { means in
        scales.withUnsafeBufferPointer { scales in
          guard let mean = means.baseAddress, let scale = scales.baseAddress else { return }
          forEachRow(of: values, binCount: binCount) { row in
            for bin in 0..<binCount { row[bin] = Float(Double(row[bin]) - mean[bin]) * scale[bin] }
          }
        }
      }
    }
  }

  /// The mean of every bin, or its mean squared distance from `centre`; one and the same number for all bins where
  /// the matrix is normalised as a whole.
  private func averages(
    of values: UnsafeMutableBufferPointer<Float>, binCount: Int, centre: [Double]?
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: binCount)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let sum = sums.baseAddress else { return }
      if let centre {
        centre.withUnsafeBufferPointer { centre in
          guard let mean = centre.baseAddress else { return }
          forEachRow(of: values, binCount: binCount) { row in
            for bin in 0..<binCount {
              let distance = Double(row[bin]) - mean[bin]
              sum[bin] += distance * distance
            }
          }
        }
      } else {
        forEachRow(of: values, binCount: binCount) { row in
          for bin in 0..<binCount { sum[bin] += Double(row[bin]) }
        }
      }
    }
    guard self == .standardise else { return sums.map { $0 * Double(binCount) / Double(values.count) } }
    return Array(repeating: sums.reduce(0, +) / Double(values.count), count: binCount)
  }

  @inline(__always)
  private func forEachRow(
    of values: UnsafeMutableBufferPointer<Float>, binCount: Int, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    guard let pointer = values.baseAddress else { return }
    for start in stride(from: 0, to: values.count, by: binCount) { body(pointer + start) }
  }
}

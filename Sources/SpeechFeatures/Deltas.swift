/// Slopes and curvatures over time, appended to each row (`librosa.feature.delta`).
///
/// A Savitzky-Golay filter: the derivative, in units per frame, of the polynomial that fits `width` frames best;
/// a line for the first order, a parabola for the second (Savitzky & Golay 1964).
public struct Deltas: Hashable, Sendable {
  /// What stands for frames beyond the ends.
  public enum Edges: String, Codable, Hashable, Sendable, CaseIterable {
    /// The polynomial through the outermost `width` frames (librosa's "interp").
    case interpolate
    /// The outermost frame, repeated.
    case nearest
  }

  /// Number of frames that a polynomial is fitted to; odd.
  public var width: Int
  /// 1 appends slopes, 2 appends slopes and then curvatures.
  public var orders: Int
  /// What stands for frames beyond the ends.
  public var edges: Edges

  /// Describes deltas; `FeatureRecipe.validate()` checks the numbers.
  ///
  /// - Parameters:
  ///   - width: Number of frames that a polynomial is fitted to; odd.
  ///   - orders: 1 for slopes, 2 for slopes and curvatures.
  ///   - edges: What stands for frames beyond the ends.
  public init(width: Int = 9, orders: Int = 1, edges: Edges = .interpolate) {
    self.width = width
    self.orders = orders
    self.edges = edges
  }

  /// The fewest frames that can be filtered.
  var minimumFrameCount: Int { edges == .interpolate ? width : 1 }

  /// Weights of the frames around one for a derivative; shape `[width]`.
  ///
  /// The best parabola's second derivative weighs each frame with the part of `t²` that is orthogonal to constants
  /// and lines; a line's slope, with `t`.
  static func weights(width: Int, order: Int) -> [Float] {
    let half = width / 2
    let times = (-half...half).map(Double.init)
    var basis = times
    if order == 2 {
      let mean = times.reduce(0) { $0 + $1 * $1 } / Double(width)
      basis = times.map { $0 * $0 - mean }
    }
    let energy = basis.reduce(0) { $0 + $1 * $1 }
    // The derivative of c t is c; the second derivative of c t² is 2c.
    return basis.map { Float($0 * Double(order) / energy) }
  }

  /// Derivatives of every bin over time.
  ///
  /// - Parameters:
  ///   - matrix: Any features; shape `[frames, bins]`, at least `width` frames where edges interpolate.
  ///   - order: 1 for slopes, 2 for curvatures.
  /// - Returns: Derivatives per frame; the same shape.
  /// - Throws: `FeatureError.tooFewFrames` where there are fewer frames than the filter needs.
  public func derivative(of matrix: FeatureMatrix, order: Int) throws(FeatureError) -> FeatureMatrix {
    precondition(
      width >= 3 && !width.isMultiple(of: 2), "a width is an odd number of frames from 3, not \(width)")
    precondition(order == 1 || order == 2, "a derivative is of order 1 or 2, not \(order)")
    let (frames, bins) = (matrix.frameCount, matrix.binCount)
    guard frames >= minimumFrameCount else {
      throw .tooFewFrames(found: frames, needed: minimumFrameCount)
    }
    let weights = Self.weights(width: width, order: order)
    let half = width / 2
    var result = [Float](repeating: 0, count: matrix.values.count)
    matrix.values.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { result in
        guard let source = source.baseAddress, let target = result.baseAddress else { return }
        for frame in 0..<frames {
          // The d-th derivative of a polynomial of degree d is constant: the outermost fit holds to the edge.
          let centre = edges == .interpolate ? min(max(frame, half), frames - 1 - half) : frame
          let row = target + frame * bins
          for (offset, weight) in weights.enumerated() {
            let neighbour = source + min(max(centre + offset - half, 0), frames - 1) * bins
            for bin in 0..<bins { row[bin] += weight * neighbour[bin] }
          }
        }
      }
    }
    return FeatureMatrix(values: result, frameCount: frames, binCount: bins)
  }

  /// The features with their derivatives to the right.
  ///
  /// - Parameter matrix: Any features; shape `[frames, bins]`.
  /// - Returns: Features, slopes and, with two orders, curvatures; shape `[frames, bins * (1 + orders)]`.
  /// - Throws: `FeatureError.tooFewFrames` where there are fewer frames than the filter needs.
  public func appended(to matrix: FeatureMatrix) throws(FeatureError) -> FeatureMatrix {
    var parts = [matrix]
    for order in 0..<orders { parts.append(try derivative(of: matrix, order: order + 1)) }
    var values: [Float] = []
    values.reserveCapacity(matrix.values.count * parts.count)
    for frame in 0..<matrix.frameCount {
      let row = (frame * matrix.binCount)..<((frame + 1) * matrix.binCount)
      for part in parts { values.append(contentsOf: part.values[row]) }
    }
    return FeatureMatrix(
      values: values, frameCount: matrix.frameCount, binCount: matrix.binCount * parts.count)
  }
}

extension Deltas: Codable {
  /// Reads deltas; everything may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      width: try container.decodeIfPresent(Int.self, forKey: .width) ?? 9,
      orders: try container.decodeIfPresent(Int.self, forKey: .orders) ?? 1,
      edges: try container.decodeIfPresent(Edges.self, forKey: .edges) ?? .interpolate)
  }
}

/// What a network sees of a waveform: one row per frame, one column per bin.
public struct FeatureMatrix: Sendable, Equatable {
  /// Row-major values; shape `[frameCount, binCount]`.
  public var values: [Float]

  /// Number of analysis frames (rows).
  public let frameCount: Int

  /// Number of values per frame (columns).
  public let binCount: Int

  /// Wraps row-major values.
  ///
  /// - Parameters:
  ///   - values: `frameCount * binCount` numbers, frame after frame.
  ///   - frameCount: Number of rows.
  ///   - binCount: Number of columns.
  public init(values: [Float], frameCount: Int, binCount: Int) {
    precondition(
      values.count == frameCount * binCount, "a matrix of \(frameCount) x \(binCount) needs as many values")
    self.values = values
    self.frameCount = frameCount
    self.binCount = binCount
  }

  /// The value of one bin in one frame.
  public subscript(frame: Int, bin: Int) -> Float {
    get { values[frame * binCount + bin] }
    set { values[frame * binCount + bin] = newValue }
  }
}

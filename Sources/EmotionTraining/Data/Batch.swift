import SpeechFeatures

/// What one training step sees.
struct Batch: Sendable {
  /// Features, zero behind the end of shorter clips; shape `[clips, frames, bins]`.
  let features: [Float]
  /// Frames of each clip.
  let lengths: [Int]
  /// Frames of the longest clip.
  let frameCount: Int
  /// Values per frame.
  let binCount: Int
  /// Probability of each class for each clip; shape `[clips, classes]`.
  let targets: [Float]
  /// Weight of each clip in the loss; shape `[clips]`.
  let weights: [Float]

  init(matrices: [FeatureMatrix], targets: [Float], weights: [Float]) {
    lengths = matrices.map(\.frameCount)
    let frameCount = lengths.max() ?? 0
    let binCount = matrices.first?.binCount ?? 0
    var features = [Float](repeating: 0, count: matrices.count * frameCount * binCount)
    for (position, matrix) in matrices.enumerated() {
      let start = position * frameCount * binCount
      features.replaceSubrange(start..<start + matrix.values.count, with: matrix.values)
    }
    self.features = features
    self.frameCount = frameCount
    self.binCount = binCount
    self.targets = targets
    self.weights = weights
  }
}

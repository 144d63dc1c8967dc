public import SpeechEmotion

/// What a finished run leaves: weights and how they came about.
public struct TrainedNetwork: Sendable {
  /// The recipe, its network fitted to the labels.
  public let recipe: TrainingRecipe
  /// Class names in the order of the outputs.
  public let labels: [String]
  /// The kept weights.
  public let weights: WeightStore
  /// One record an epoch.
  public let history: [EpochRecord]
  /// The epoch whose weights were kept, counted from 1.
  public let bestEpoch: Int
  /// What the inner validation speakers say of the kept weights; nil where there are none.
  public let validation: ValidationResult?
}

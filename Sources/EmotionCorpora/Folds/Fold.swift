/// One way of dividing utterances into those to learn from and those to be tested on.
public struct Fold: Sendable, Hashable, Codable {
  /// What the fold is called in reports, such as `fold 1` or `ravdess/07`.
  public var name: String
  /// Places of the training utterances, rising.
  public var trainingIndices: [Int]
  /// Places of the test utterances, rising.
  public var testIndices: [Int]

  /// Wraps a division.
  public init(name: String, trainingIndices: [Int], testIndices: [Int]) {
    self.name = name
    self.trainingIndices = trainingIndices
    self.testIndices = testIndices
  }

  /// Divides 0..<`count` by which places are tested.
  init(name: String, count: Int, isTest: (Int) -> Bool) {
    self.init(
      name: name, trainingIndices: (0..<count).filter { !isTest($0) }, testIndices: (0..<count).filter(isTest)
    )
  }
}

import Foundation

extension LabelScheme {
  /// How a model's classes answer in the classes of this scheme: those that mean the same are summed, so that a model
  /// of twelve classes can be compared with six emotions.
  ///
  /// - Parameter classes: A model's classes, such as `male_calm` or `angry`.
  /// - Returns: For each class of this scheme the places of the model's classes that mean it; empty where none does.
  public func sources(among classes: [String]) -> [[Int]] {
    var sources: [[Int]] = labels.map { _ in [] }
    for (index, name) in classes.enumerated() {
      guard let target = counterpart(of: name) else { continue }
      sources[target].append(index)
    }
    return sources
  }

  /// The class of this scheme that a model's class means; nil where there is none.
  private func counterpart(of name: String) -> Int? {
    let prefix = ["male_", "female_"].first { name.hasPrefix($0) } ?? ""
    if let index = labels.firstIndex(of: name) ?? labels.firstIndex(of: String(name.dropFirst(prefix.count)))
    {
      return index
    }
    guard let (word, gender) = EmotionWord.parsed(name) else { return nil }
    // What this scheme would call a recording of that class.
    let utterance = Utterance(
      id: name, url: URL(fileURLWithPath: "/"), corpus: "", gender: gender, emotion: word, label: name)
    return classIndex(for: utterance)
  }
}

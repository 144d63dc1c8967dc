public import EmotionCorpora
public import Foundation

/// Labelled clips, and who is heard in training, who chooses the epoch, and who is only ever tested on.
public struct TrainingData: Sendable {
  /// Class names, in the order of the network's outputs.
  public let labels: [String]

  /// Usable clips that carry a label of the scheme.
  public let clips: PreparedClips

  /// Class of each clip; index into ``labels``.
  public let classes: [Int]

  /// Indices of the clips that gradients come from.
  public let training: [Int]

  /// Indices of the clips of the inner validation speakers.
  public let validation: [Int]

  /// Divides clips by speaker.
  ///
  /// - Parameters:
  ///   - clips: Prepared clips that all carry a label of the scheme.
  ///   - scheme: Where labels come from.
  ///   - isValidation: Whether a clip belongs to the inner validation.
  /// - Throws: ``TrainingDataError`` where there is nothing to train on.
  public init(
    clips: PreparedClips, scheme: LabelScheme, isValidation: (Utterance) -> Bool
  ) throws(TrainingDataError) {
    let labels = scheme.labels
    let position = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    var classes: [Int] = []
    for utterance in clips.utterances {
      guard let label = scheme.label(for: utterance), let index = position[label] else {
        throw .unlabelled(path: utterance.url.path, emotion: utterance.emotion, scheme: scheme.name)
      }
      classes.append(index)
    }
    self.labels = labels
    self.clips = clips
    self.classes = classes
    validation = clips.utterances.indices.filter { isValidation(clips.utterances[$0]) }
    let held = Set(validation)
    training = clips.utterances.indices.filter { !held.contains($0) }
    guard training.count >= 2 else {
      throw .tooFewClips(count: training.count, leftOut: clips.rejections.prefix(3).map(\.reason))
    }
    guard Set(training.map { classes[$0] }).count >= 2 else { throw .oneClass(count: training.count) }
  }

  /// Weight of each clip in the loss for its class, shape `[clips]`.
  ///
  /// - Parameter rule: See ``TrainingRecipe/ClassWeights``.
  /// - Returns: Ones, or `clips / (classes * clips of the class)` over the classes that occur in training: in all of
  ///   it, or in each corpus by itself. Clips of a class that is not trained on weigh 1.
  public func clipWeights(_ rule: TrainingRecipe.ClassWeights) -> [Float] {
    let groups = clips.utterances.map { rule == .balancedByCorpus ? $0.corpus : "" }
    var counts: [String: [Int: Int]] = [:]
    for index in training { counts[groups[index], default: [:]][classes[index], default: 0] += 1 }
    return clips.utterances.indices.map { index in
      guard rule != .none, let group = counts[groups[index]], let count = group[classes[index]] else {
        return 1
      }
      return Float(group.values.reduce(0, +)) / Float(group.count * count)
    }
  }
}

/// Why a set of clips cannot be trained on.
public enum TrainingDataError: Error, CustomStringConvertible, LocalizedError, Sendable, Equatable {
  /// A clip's emotion is not in the label scheme.
  case unlabelled(path: String, emotion: String, scheme: String)
  /// No label scheme has this name.
  case unknownScheme(name: String, known: [String])
  /// A model that learns one scheme's classes cannot answer in another's.
  case cannotAnswer(scheme: String, answers: String, missing: [String])
  /// No clip has a class of the scheme.
  case nothingLabelled(scheme: String, clips: Int)
  /// One corpus cannot be left out of itself.
  case oneCorpus(name: String)
  /// Two clips have one name, as where a corpus is given twice.
  case equalNames(name: String, paths: [String])
  /// Two folds have one name, or names that differ in punctuation alone.
  case equalFolds(name: String)
  /// Corpora that are to be tested and are not there.
  case unknownCorpora(names: [String], known: [String])
  /// Fewer than two clips are left.
  case tooFewClips(count: Int, leftOut: [String])
  /// All training clips belong to one class.
  case oneClass(count: Int)

  /// What was found and what to do.
  public var description: String {
    switch self {
    case .unlabelled(let path, let emotion, let scheme):
      "\(path) is labelled \"\(emotion)\", which the label scheme \(scheme) does not have. "
        + "Leave such clips out, or choose another scheme with --scheme."
    case .unknownScheme(let name, let known):
      "There is no label scheme \"\(name)\". Give one of \(known.joined(separator: ", ")) or custom."
    case .cannotAnswer(let scheme, let answers, let missing):
      "A network that learns the scheme \(scheme) cannot answer in \(answers): it has no class for "
        + "\(missing.joined(separator: ", ")). Change \"answers\" in the recipe, or leave it out."
    case .nothingLabelled(let scheme, let clips):
      "None of the \(clips) clips has a class in the scheme \(scheme): their emotions are others, or (seed and full) nobody "
        + "says whether a man or a woman speaks. Try --scheme six or custom."
    case .oneCorpus(let name):
      "All clips are from \(name), so that no corpus can be left out to be tested. Give at least two corpora, or divide by "
        + "speaker with --folds speakers:5."
    case .equalNames(let name, let paths):
      "Two clips are called \(name): \(paths.joined(separator: " and ")). Give each corpus once; of two folders of the same "
        + "name, give the folder that holds both."
    case .equalFolds(let name):
      "Two folds are called \(name), or so alike that their runs would share a folder. Give every fold a name of its own."
    case .unknownCorpora(let names, let known):
      "No clip is from \(names.joined(separator: ", ")), which --tested names. The corpora given are "
        + "\(known.joined(separator: ", "))."
    case .tooFewClips(let count, let leftOut):
      "Only \(count) clips are left to train on once unusable clips and the speakers held out for validation and "
        + "test are taken away. Run `speech-emotion corpus scan` on the folder to see what it holds."
        + (leftOut.isEmpty ? "" : " Left out, among others: " + leftOut.joined(separator: " "))
    case .oneClass(let count):
      "All \(count) training clips belong to one class, so there is nothing to tell apart. "
        + "Run `speech-emotion corpus scan` on the folder to see what it holds."
    }
  }

  /// The same sentence, for Foundation.
  public var errorDescription: String? { description }
}

extension TrainingDataError {
  /// Clips are known by name in splits and results: two of one name would be taken for each other.
  static func refuseDuplicates(_ utterances: [Utterance]) throws(TrainingDataError) {
    var paths: [String: String] = [:]
    for utterance in utterances {
      if let other = paths.updateValue(utterance.url.path, forKey: utterance.id) {
        throw .equalNames(name: utterance.id, paths: [other, utterance.url.path])
      }
    }
  }
}

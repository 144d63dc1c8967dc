public import Foundation
public import SpeechFeatures

/// Everything about a model but its weights: what it hears, what it answers, where it comes from.
public struct ModelManifest: Sendable, Equatable {
  /// The newest version of the bundle format that this program reads. It writes the oldest that says all.
  public static let currentFormatVersion = 2

  /// Version of the bundle format.
  public var formatVersion: Int

  /// What people call the model.
  public var name: String

  /// When the weights were finished, in whole seconds.
  public var created: Date

  /// The classes: one for each of the network's outputs, in their order, or what ``outputs`` are summed to.
  public var labels: LabelSet

  /// What each of the network's outputs means, where the network tells apart more than it answers with (neutral from
  /// calm, anger from disgust); nil: one output a label.
  public var outputs: [OutputClass]?

  /// What turns a waveform into the network's input.
  public var featureRecipe: FeatureRecipe

  /// The network's layers.
  public var networkSpec: NetworkSpec

  /// How many networks of these layers answer together, each with its own weights: the mean of what enters their
  /// softmax counts. The weights of all but the first have names that begin with `members.1.` and so on.
  public var memberCount: Int

  /// How the model was trained, in the trainer's own form; null where nobody wrote it down.
  public var trainingRecipe: JSONValue

  /// What the model was trained and tested on.
  public var data: DataSummary

  /// Results by name, as `test/unweighted_average_recall`.
  public var scores: [String: Double]

  /// Test clips by true and by predicted label: `[truth][prediction]`, both in the order of ``labels``; nil where
  /// nobody counted.
  public var testConfusion: [[Int]]?

  /// What makes the probabilities honest.
  public var calibration: Calibration

  /// The licence of the weights, which follows from the data's.
  public var weightsLicence: String

  /// Anything else a user should know.
  public var notes: String

  /// Describes a model.
  ///
  /// - Parameters:
  ///   - name: What people call the model.
  ///   - created: When the weights were finished; fractions of a second are dropped.
  ///   - labels: The classes.
  ///   - outputs: What each of the network's outputs means; nil: one output a label, in order.
  ///   - featureRecipe: What turns a waveform into the network's input.
  ///   - networkSpec: The network's layers.
  ///   - memberCount: How many networks of these layers answer together.
  ///   - trainingRecipe: How the model was trained.
  ///   - data: What the model was trained and tested on.
  ///   - scores: Results by name.
  ///   - testConfusion: Test clips by true and by predicted label.
  ///   - calibration: What makes the probabilities honest.
  ///   - weightsLicence: The licence of the weights.
  ///   - notes: Anything else a user should know.
  public init(
    name: String, created: Date, labels: LabelSet, outputs: [OutputClass]? = nil,
    featureRecipe: FeatureRecipe, networkSpec: NetworkSpec, memberCount: Int = 1,
    trainingRecipe: JSONValue = .null, data: DataSummary = DataSummary(), scores: [String: Double] = [:],
    testConfusion: [[Int]]? = nil, calibration: Calibration = Calibration(), weightsLicence: String,
    notes: String = ""
  ) {
    formatVersion = Self.formatVersion(of: outputs)
    self.name = name
    self.created = Date(timeIntervalSince1970: created.timeIntervalSince1970.rounded(.down))
    self.labels = labels
    self.outputs = outputs
    self.featureRecipe = featureRecipe
    self.networkSpec = networkSpec
    self.memberCount = memberCount
    self.trainingRecipe = trainingRecipe
    self.data = data
    self.scores = scores
    self.testConfusion = testConfusion
    self.calibration = calibration
    self.weightsLicence = weightsLicence
    self.notes = notes
  }
}

extension ModelManifest {
  /// Most networks that a model may have.
  static let memberCounts = 1...64

  /// What the names of a member's weights begin with.
  public static func weightPrefix(ofMember member: Int) -> String { member == 0 ? "" : "members.\(member)." }

  /// The oldest version of the format that can say what these outputs are: weights came with the second.
  static func formatVersion(of outputs: [OutputClass]?) -> Int {
    outputs?.weights == nil ? 1 : 2
  }

  /// The classes that the network learnt, in the order of its outputs.
  public var learntLabels: [String] { outputs?.map(\.name) ?? labels.names }
}

/// One output of a network that tells apart more than its model answers with.
public struct OutputClass: Codable, Sendable, Hashable {
  /// The class that was learnt, such as `male_neutral`.
  public var name: String

  /// The label that its probability counts towards, such as `male_calm`; nil: left out, and the rest is scaled to sum
  /// to one.
  public var label: String?

  /// What its probability is multiplied by before it counts, a positive number; nil: 1. One half for each of two outputs
  /// that mean one label keeps that label from being taken for twice as likely as others before anything is heard.
  public var weight: Double?

  /// Weights that are accepted.
  static let weights = 1e-3...1e3

  /// Describes an output.
  public init(name: String, label: String?, weight: Double? = nil) {
    self.name = name
    self.label = label
    self.weight = weight
  }
}

extension [OutputClass] {
  /// What each output counts with; nil where none has a weight of its own.
  public var weights: [Double]? {
    contains { $0.weight != nil } ? map { $0.weight ?? 1 } : nil
  }
}

/// What a model was trained and tested on.
public struct DataSummary: Codable, Sendable, Equatable {
  /// The corpora, each with the part that was used.
  public var corpora: [CorpusSummary]

  /// How training and test were parted, as `speakers` or `stratified`.
  public var split: String

  /// Speakers that the model never heard, as `ravdess/01`.
  public var heldOutSpeakers: [String]

  /// Describes training data.
  public init(corpora: [CorpusSummary] = [], split: String = "", heldOutSpeakers: [String] = []) {
    self.corpora = corpora
    self.split = split
    self.heldOutSpeakers = heldOutSpeakers
  }

  private enum CodingKeys: String, CodingKey {
    case corpora, split
    case heldOutSpeakers = "held_out_speakers"
  }
}

/// The part of a corpus that a model was trained on.
public struct CorpusSummary: Codable, Sendable, Equatable {
  /// Name of the corpus.
  public var name: String

  /// Number of recordings.
  public var clips: Int

  /// Number of speakers.
  public var speakers: Int

  /// Licence of the recordings.
  public var licence: String

  /// Describes a part of a corpus.
  public init(name: String, clips: Int, speakers: Int, licence: String) {
    self.name = name
    self.clips = clips
    self.speakers = speakers
    self.licence = licence
  }
}

/// What is done to logits so that a confidence of 0.8 is right in 8 of 10 cases.
public struct Calibration: Codable, Sendable, Equatable {
  /// Divides the logits before the softmax (Guo et al., On calibration of modern neural networks, 2017).
  public var temperature: Double

  /// Temperatures that are accepted.
  static let temperatures = 0.01...100.0

  /// Describes a calibration; a temperature of 1 changes nothing.
  public init(temperature: Double = 1) {
    self.temperature = temperature
  }
}

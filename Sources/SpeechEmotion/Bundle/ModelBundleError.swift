public import Foundation

/// Why a model bundle cannot be read or written.
public struct ModelBundleError: Error, Sendable, Equatable {
  /// What was found.
  public enum Problem: Sendable, Equatable {
    /// There is nothing at the path.
    case missing
    /// There is something else than a model bundle at the path.
    case notABundle(found: String)
    /// The system refused to read; its reason.
    case unreadable(reason: String)
    /// The manifest is longer than any manifest is.
    case manifestTooLarge(byteCount: Int, maximum: Int)
    /// The manifest is not JSON, or has another form.
    case manifest(field: String, detail: String)
    /// The bundle was made by a newer version of this program, or by something else.
    case formatVersion(found: Int, supported: Int)
    /// As many labels as the network has outputs are needed.
    case labelCount(found: Int, outputs: Int)
    /// An output counts towards a label that is not there, or a label is reached by no output.
    case outputLabel(String, isUnknown: Bool)
    /// An output counts with a weight that is not usable.
    case outputWeight(Double, output: String)
    /// The features have another number of bins than the network has inputs.
    case binCount(features: Int, inputs: Int)
    /// The number of networks that answer together is not usable.
    case memberCount(found: Int, maximum: Int)
    /// The temperature is not usable.
    case temperature(Double)
    /// The layers do not fit together.
    case network(NetworkSpecError)
    /// The weights' file is damaged.
    case weightsFile(SafeTensorsError)
    /// The weights belong to another network, or are damaged.
    case weights(WeightError)
    /// What is at the path would be lost, and it is no model bundle.
    case wouldReplace(found: String)
    /// The system refused to write; its reason.
    case unwritable(reason: String)
  }

  /// The bundle's folder.
  public let path: String

  /// What was found.
  public let problem: Problem

  /// Describes what was found where.
  public init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }
}

extension ModelBundleError: LocalizedError, CustomStringConvertible {
  /// The path, what was found there, and what to do.
  public var description: String { Self.printable(sentence) }

  /// The same as ``description``.
  public var errorDescription: String? { description }

  private var sentence: String {
    let contents = "A model is a folder NAME.emotionmodel with manifest.json and weights.safetensors."
    switch problem {
    case .missing:
      return "There is no model at \(path). \(contents) Check the path."
    case .notABundle(let found):
      return "\(path) is not a model: it is \(found). \(contents)"
    case .unreadable(let reason):
      return "The model \(path) could not be read: \(reason). Check its permissions."
    case .manifestTooLarge(let byteCount, let maximum):
      return
        "The manifest of \(path) has \(byteCount) bytes, more than the \(maximum) any manifest has. This is "
        + "not a model of ours, or it is damaged; copy it again."
    case .manifest(let field, let detail):
      let place = field.isEmpty ? "" : " at \(field)"
      return
        "The manifest of \(path) is not usable\(place): \(detail) Copy the model again, or undo the change."
    case .formatVersion(let found, let supported):
      return
        "The model \(path) has format version \(found); this program reads versions 1 to \(supported). Update "
        + "the program, or train the model again."
    case .labelCount(let found, let outputs):
      return
        "The manifest of \(path) names \(found) labels, but its network has \(outputs) outputs. The manifest "
        + "was changed or belongs to another model; copy the model again."
    case .outputLabel(let label, let isUnknown):
      return
        "The manifest of \(path) "
        + (isUnknown
          ? "counts an output towards \"\(label)\", which is none of its labels."
          : "names the label \"\(label)\", but no output counts towards it.")
        + " The manifest was changed or belongs to another model; copy the model again."
    case .outputWeight(let weight, let output):
      return
        "The manifest of \(path) counts the output \"\(output)\" with the weight \(weight); a weight lies between 0.001 and "
        + "1000. The manifest was changed or damaged; copy the model again."
    case .binCount(let features, let inputs):
      return
        "The features of \(path) have \(features) bins, but its network has \(inputs) inputs. The manifest "
        + "was changed or belongs to another model; copy the model again."
    case .memberCount(let found, let maximum):
      return
        "The manifest of \(path) has \(found) members; it must be from 1 to \(maximum), and small enough for all their "
        + "weights. Copy the model again."
    case .temperature(let temperature):
      return "The manifest of \(path) has a calibration temperature of \(temperature); it must be from "
        + "\(Calibration.temperatures.lowerBound) to \(Calibration.temperatures.upperBound). Copy the model again."
    case .network(let error):
      return "The network of the model \(path) is not usable. \(error.description)"
    case .weightsFile(let error):
      return "The weights of the model \(path) are not usable. \(error.description)"
    case .weights(let error):
      return
        "The weights of the model \(path) do not fit its network. \(error.description) Copy the model again."
    case .wouldReplace(let found):
      return "Nothing was written to \(path), because it is \(found) and not a model. Give another path, or "
        + "remove it first."
    case .unwritable(let reason):
      return "The model \(path) could not be written: \(reason). Check permissions and free space."
    }
  }

  /// Without the control characters that a hostile file might send to a terminal, and not endless.
  private static func printable(_ text: String) -> String {
    let visible = text.unicodeScalars.map { scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : Character(scalar)
    }
    return visible.count <= 2_000 ? String(visible) : String(visible.prefix(2_000)) + "..."
  }
}

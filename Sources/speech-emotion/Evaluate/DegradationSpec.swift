import Foundation
import SpeechAudio
import SpeechFeatures

/// A degradation as `evaluate --degrade` names it: `KIND` or `KIND:AMOUNT`.
struct DegradationSpec: Sendable, Equatable {
  /// As the user would write it.
  let name: String
  /// In words.
  let title: String
  /// What happens to a clip.
  let degradation: Degradation

  private init(_ name: String, _ title: String, _ degradation: Degradation) {
    self.name = name
    self.title = title
    self.degradation = degradation
  }

  /// What `--robustness` measures, in this order.
  static let standard: [DegradationSpec] = [
    "white:20", "white:10", "white:0", "pink:20", "pink:10", "pink:0", "babble:20", "babble:10", "babble:0",
    "room", "hall", "telephone", "opus:16", "mp3:32", "gain:-20", "gain:20", "clip:10",
  ]
  .compactMap { try? DegradationSpec($0) }

  /// Kinds with what their amount means, for help and errors.
  static let kinds = """
    white:DB, pink:DB and babble:DB (signal-to-noise ratio), room[:S] and hall[:S] (reverberation time), telephone, \
    opus[:KBITS], mp3[:KBITS], gain:DB, clip[:PERCENT]
    """

  /// Reads a name.
  ///
  /// - Parameter text: Such as `white:10` or `telephone`.
  /// - Throws: ``DegradationSpecError``.
  init(_ text: String) throws(DegradationSpecError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
    let kind = parts.first ?? ""
    var amount: Double?
    if parts.count == 2 {
      guard let number = Double(parts[1]), number.isFinite else {
        throw .notANumber(text: text, amount: parts[1])
      }
      amount = number
    }
    func value(_ range: ClosedRange<Double>, standard: Double?) throws(DegradationSpecError) -> Double {
      guard let value = amount ?? standard else { throw .amountMissing(kind: kind, range: range) }
      guard range.contains(value) else { throw .outOfRange(kind: kind, amount: value, range: range) }
      return value
    }
    func shown(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
    switch kind {
    case "white", "pink", "babble":
      let decibels = try value(-30...60, standard: nil)
      let degradation: Degradation =
        NoiseColour(rawValue: kind).map { .noise($0, decibels: decibels) } ?? .babble(decibels: decibels)
      let noun = kind == "babble" ? "babble" : "\(kind) noise"
      self.init("\(kind):\(shown(decibels))", "\(noun) at \(shown(decibels)) dB", degradation)
    case "room", "hall":
      var room = kind == "room" ? Reverberation.smallRoom : .largeHall
      room.time = try value(0.05...5, standard: room.time)
      let title = kind == "room" ? "small room" : "large hall"
      self.init("\(kind):\(room.time)", "\(title), RT60 \(room.time) s", .reverberation(room))
    case "telephone":
      guard amount == nil else { throw .noAmount(kind: kind) }
      self.init(kind, "telephone band, mu-law", .telephone(TelephoneBand()))
    case "opus", "mp3":
      let codec = CodecRoundTrip.Codec(rawValue: kind) ?? .opus
      let kilobits = try value(8...128, standard: codec == .opus ? 16 : 32)
      self.init(
        "\(kind):\(shown(kilobits))", "\(codec == .opus ? "Opus" : "MP3") at \(shown(kilobits)) kbit/s",
        .codec(CodecRoundTrip(codec, kilobitsPerSecond: kilobits)))
    case "gain":
      let decibels = try value(-80...80, standard: nil)
      let sign = decibels > 0 ? "+" : ""
      self.init(
        "gain:\(shown(decibels))", "\(sign)\(shown(decibels)) dB, unclipped", .gain(decibels: decibels))
    case "clip":
      let percent = try value(0...90, standard: 10)
      self.init("clip:\(shown(percent))", "\(shown(percent)) % clipped", .clipping(share: percent / 100))
    default: throw .unknown(kind: kind)
    }
  }
}

/// A degradation's name makes no sense.
enum DegradationSpecError: Error, CustomStringConvertible, Equatable {
  /// There is no such kind.
  case unknown(kind: String)
  /// What follows the colon is no number.
  case notANumber(text: String, amount: String)
  /// The kind needs an amount.
  case amountMissing(kind: String, range: ClosedRange<Double>)
  /// The kind has no amount.
  case noAmount(kind: String)
  /// The amount makes no sense.
  case outOfRange(kind: String, amount: Double, range: ClosedRange<Double>)

  var description: String {
    switch self {
    case .unknown(let kind): "There is no degradation \(kind). Kinds are \(DegradationSpec.kinds)."
    case .notANumber(let text, let amount):
      "In --degrade \(text), \(amount) is not a number. Write a kind and a number, such as white:10."
    case .amountMissing(let kind, let range):
      "--degrade \(kind) needs an amount from \(range.lowerBound) to \(range.upperBound): such as \(kind):10."
    case .noAmount(let kind): "--degrade \(kind) has no amount: write \(kind) alone."
    case .outOfRange(let kind, let amount, let range):
      "--degrade \(kind) takes an amount from \(range.lowerBound) to \(range.upperBound), not \(amount)."
    }
  }
}

extension Augmentation: Codable {
  private enum Keys: String, CodingKey {
    case type, probability, count, choices, decibels
    case minimumDecibels = "minimum_decibels"
    case maximumDecibels = "maximum_decibels"
    case maximumRatio = "maximum_ratio"
    case minimumRatio = "minimum_ratio"
    case minimumSeconds = "minimum_seconds"
    case maximumSeconds = "maximum_seconds"
    case maximumSemitones = "maximum_semitones"
    case maximumBins = "maximum_bins"
  }

  /// Reads `{"type": "noise", "probability": 0.5, "minimum_decibels": 5, "maximum_decibels": 35}` and its like.
  ///
  /// - Parameter decoder: Where to read from.
  /// - Throws: `DecodingError` for an unknown type or a missing parameter.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    func number(_ key: Keys) throws -> Double { try container.decode(Double.self, forKey: key) }
    func integer(_ key: Keys) throws -> Int { try container.decode(Int.self, forKey: key) }
    func probability() throws -> Double {
      let value = try container.decodeIfPresent(Double.self, forKey: .probability) ?? 1
      guard (0...1).contains(value) else {
        throw DecodingError.dataCorruptedError(
          forKey: .probability, in: container,
          debugDescription: "a probability lies between 0 and 1, not at \(value)")
      }
      return value
    }
    switch try container.decode(String.self, forKey: .type) {
    case "noise":
      self = .noise(
        probability: try probability(), minimumDecibels: try number(.minimumDecibels),
        maximumDecibels: try number(.maximumDecibels))
    case "babble":
      self = .babble(
        probability: try probability(), minimumDecibels: try number(.minimumDecibels),
        maximumDecibels: try number(.maximumDecibels))
    case "peak_noise":
      self = .peakNoise(probability: try probability(), maximumRatio: try number(.maximumRatio))
    case "shift":
      self = .shift(probability: try probability(), maximumSeconds: try number(.maximumSeconds))
    case "pitch":
      self = .pitch(probability: try probability(), maximumSemitones: try number(.maximumSemitones))
    case "speed":
      self = .speed(
        probability: try probability(), minimumRatio: try number(.minimumRatio),
        maximumRatio: try number(.maximumRatio))
    case "tempo":
      self = .tempo(
        probability: try probability(), minimumRatio: try number(.minimumRatio),
        maximumRatio: try number(.maximumRatio))
    case "gain":
      self = .gain(
        probability: try probability(), minimumDecibels: try number(.minimumDecibels),
        maximumDecibels: try number(.maximumDecibels))
    case "equalizer":
      self = .equalizer(probability: try probability(), decibels: try number(.decibels))
    case "padding":
      self = .padding(probability: try probability(), maximumSeconds: try number(.maximumSeconds))
    case "reverberation":
      self = .reverberation(
        probability: try probability(), minimumSeconds: try number(.minimumSeconds),
        maximumSeconds: try number(.maximumSeconds))
    case "telephone":
      self = .telephone(probability: try probability())
    case "time_mask":
      self = .timeMask(
        probability: try probability(), count: try integer(.count),
        maximumSeconds: try number(.maximumSeconds))
    case "frequency_mask":
      self = .frequencyMask(
        probability: try probability(), count: try integer(.count), maximumBins: try integer(.maximumBins))
    case "one_of":
      self = .oneOf(try container.decode([[Augmentation]].self, forKey: .choices))
    case let other:
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: container,
        debugDescription:
          "no augmentation is called \"\(other)\"; there are noise, babble, peak_noise, shift, pitch, "
          + "speed, tempo, gain, equalizer, padding, reverberation, telephone, time_mask, frequency_mask and one_of"
      )
    }
  }

  /// Writes the form that ``init(from:)`` reads.
  ///
  /// - Parameter encoder: Where to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    func put(_ type: String, _ probability: Double, _ numbers: [(Keys, Double)]) throws {
      try container.encode(type, forKey: .type)
      try container.encode(probability, forKey: .probability)
      for (key, value) in numbers { try container.encode(value, forKey: key) }
    }
    switch self {
    case .noise(let probability, let low, let high):
      try put("noise", probability, [(.minimumDecibels, low), (.maximumDecibels, high)])
    case .babble(let probability, let low, let high):
      try put("babble", probability, [(.minimumDecibels, low), (.maximumDecibels, high)])
    case .peakNoise(let probability, let ratio):
      try put("peak_noise", probability, [(.maximumRatio, ratio)])
    case .shift(let probability, let seconds):
      try put("shift", probability, [(.maximumSeconds, seconds)])
    case .pitch(let probability, let semitones):
      try put("pitch", probability, [(.maximumSemitones, semitones)])
    case .speed(let probability, let low, let high):
      try put("speed", probability, [(.minimumRatio, low), (.maximumRatio, high)])
    case .tempo(let probability, let low, let high):
      try put("tempo", probability, [(.minimumRatio, low), (.maximumRatio, high)])
    case .gain(let probability, let low, let high):
      try put("gain", probability, [(.minimumDecibels, low), (.maximumDecibels, high)])
    case .equalizer(let probability, let decibels):
      try put("equalizer", probability, [(.decibels, decibels)])
    case .padding(let probability, let seconds):
      try put("padding", probability, [(.maximumSeconds, seconds)])
    case .reverberation(let probability, let low, let high):
      try put("reverberation", probability, [(.minimumSeconds, low), (.maximumSeconds, high)])
    case .telephone(let probability):
      try put("telephone", probability, [])
    case .timeMask(let probability, let count, let seconds):
      try put("time_mask", probability, [(.maximumSeconds, seconds)])
      try container.encode(count, forKey: .count)
    case .frequencyMask(let probability, let count, let bins):
      try put("frequency_mask", probability, [])
      try container.encode(count, forKey: .count)
      try container.encode(bins, forKey: .maximumBins)
    case .oneOf(let choices):
      try container.encode("one_of", forKey: .type)
      try container.encode(choices, forKey: .choices)
    }
  }
}

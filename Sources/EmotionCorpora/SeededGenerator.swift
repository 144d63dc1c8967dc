/// Random numbers that are the same for the same seed on every machine and under every Swift version.
///
/// SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): a counter
/// with an odd step, mixed. One word of state, so a checkpoint can hold it; period 2^64; passes BigCrush. The
/// standard library may change how it shuffles or draws from a range, so what must repeat uses the draws here.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable, Codable {
  /// The counter; saving and restoring it continues the sequence.
  public private(set) var state: UInt64

  /// Starts a sequence.
  public init(seed: UInt64) {
    state = seed
  }

  /// Starts the sequence of a place in a larger plan, such as seed, fold, epoch and clip.
  ///
  /// Sequences of different places are unrelated, so that one clip's augmentation does not depend on how many
  /// numbers another one drew, nor on the order in which threads reach them.
  public init(seed: UInt64, _ path: Int...) {
    self.init(seed: Self.derivedSeed(seed, path.map { UInt64(bitPattern: Int64($0)) }))
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A seed from several integers; another order of them gives another seed.
  ///
  /// - Parameters:
  ///   - seed: The seed of the whole plan.
  ///   - path: Integers that name a place in it.
  /// - Returns: `mix(... mix(mix(seed) + path[0]) + path[1] ...)`, a golden-ratio step before each mixing.
  public static func derivedSeed(_ seed: UInt64, _ path: [UInt64]) -> UInt64 {
    path.reduce(mix(seed &+ 0x9E37_79B9_7F4A_7C15)) { mix(($0 &+ 0x9E37_79B9_7F4A_7C15) ^ mix($1)) }
  }

  /// A seed from a seed and a word: the word's FNV-1a hash is its place.
  ///
  /// - Parameters:
  ///   - seed: The seed of the whole plan.
  ///   - word: What names the place, such as a corpus.
  /// - Returns: A seed that is the same in every run, unlike one from Swift's own hashing.
  public static func derivedSeed(_ seed: UInt64, _ word: String) -> UInt64 {
    let hash = word.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    return derivedSeed(seed, [hash])
  }

  /// SplitMix64's output function: every bit of the input moves about half of the output.
  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

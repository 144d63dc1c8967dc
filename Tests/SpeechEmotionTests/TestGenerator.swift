import Foundation

/// SplitMix64 (Steele, Lea and Flood, 2014): the same seed, the same test.
struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A copy with one to four faults: changed, removed, repeated or inserted bytes, or the end cut off.
  mutating func damaged(_ data: Data) -> Data {
    var bytes = Array(data)
    for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &self)
      switch Int.random(in: 0..<6, using: &self) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 2: bytes.removeSubrange(place..<min(place + Int.random(in: 1...16, using: &self), bytes.count))
      case 3: bytes.insert(contentsOf: bytes[place..<min(place + 12, bytes.count)], at: place)
      case 4: bytes.insert(contentsOf: [0x22, 0x7B, 0x5B, 0x39].shuffled(using: &self), at: place)
      default: bytes.removeLast(bytes.count - place)
      }
    }
    return Data(bytes)
  }
}

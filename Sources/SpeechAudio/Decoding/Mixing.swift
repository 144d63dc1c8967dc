/// Loops over a block of samples.
enum Mixing {
  /// Replaces interleaved frames by their means, at the block's start.
  static func average(_ block: UnsafeMutableBufferPointer<Float>, channelCount: Int, frameCount: Int) {
    switch channelCount {
    case 1: return
    case 2:
      for frame in 0..<frameCount { block[frame] = (block[2 * frame] + block[2 * frame + 1]) / 2 }
    default:
      let divisor = Float(channelCount)
      for frame in 0..<frameCount {
        var sum: Float = 0
        for index in frame * channelCount..<(frame + 1) * channelCount { sum += block[index] }
        block[frame] = sum / divisor
      }
    }
  }

  /// The first sample that is no number, or infinite.
  static func firstNonFinite(_ samples: UnsafeBufferPointer<Float>) -> Int? {
    // Without its sign, a float's bits order like a number, infinity and NaN above all: a maximum of integers,
    // which unlike a sum of floats runs on vectors.
    var highest: UInt32 = 0
    for sample in samples { highest = max(highest, sample.bitPattern & 0x7fff_ffff) }
    guard highest >= Float.infinity.bitPattern else { return nil }
    return samples.firstIndex { !$0.isFinite }
  }
}

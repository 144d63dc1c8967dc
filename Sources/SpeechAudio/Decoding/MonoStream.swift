/// A decoder's samples, averaged over the channels and converted to the wanted rate, block after block.
final class MonoStream {
  let decoder: any AudioDecoder
  let sampleRate: Int

  private let path: String
  private let resampler: Resampler
  private var block: [Float]
  private(set) var decodedFrameCount = 0
  private(set) var hasEnded = false

  /// Samples of a block, over all channels: enough to make calls cheap, little enough to stay in the cache.
  static let blockLength = 1 << 16

  init(_ decoder: any AudioDecoder, path: String, sampleRate: Int?) throws(AudioError) {
    self.decoder = decoder
    self.path = path
    self.sampleRate = sampleRate ?? decoder.sampleRate
    resampler = try Resampler(from: decoder.sampleRate, to: self.sampleRate)
    let frameCount = max(1, Self.blockLength / decoder.channelCount)
    block = [Float](repeating: 0, count: frameCount * decoder.channelCount)
  }

  /// Decodes one block and hands on what becomes of it, in one or more pieces or none yet; false at the end.
  func next(sink: (UnsafeBufferPointer<Float>) -> Void) throws(AudioError) -> Bool {
    guard !hasEnded else { return false }
    let decoder = decoder
    let resampler = resampler
    let decodedFrameCount = decodedFrameCount
    let path = path
    let count = try block.withUnsafeMutableBufferPointer { (block) throws(AudioError) in
      let count = try decoder.read(into: block)
      guard count > 0 else { return 0 }
      Mixing.average(block, channelCount: decoder.channelCount, frameCount: count)
      let mono = UnsafeBufferPointer(rebasing: block[..<count])
      if let index = Mixing.firstNonFinite(mono) {
        throw .nonFiniteSamples(path: path, seconds: decoder.seconds(decodedFrameCount + index))
      }
      try resampler.process(mono, sink: sink)
      return count
    }
    self.decodedFrameCount += count
    guard count == 0 else { return true }
    hasEnded = true
    try resampler.finish(sink: sink)
    return true
  }
}

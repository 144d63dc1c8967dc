import CSoxr

/// Converts a stream of mono samples from one rate to another, block by block, in bounded memory.
///
/// A face over libsoxr at its high quality (`SOXR_HQ`: 20 bits, flat to 0.913 of the lower Nyquist frequency).
/// The blocks together are exactly `ceil(inputCount * outputSampleRate / inputSampleRate)` samples, as librosa
/// has it, and do not depend on how the input was cut. One instance serves one stream, on one thread at a time.
public final class Resampler {
  /// Samples per second going in, in hertz.
  public let inputSampleRate: Int

  /// Samples per second coming out, in hertz.
  public let outputSampleRate: Int

  /// libsoxr's resampler; nil where the rates are equal, or the stream has ended.
  private var handle: OpaquePointer?
  private var inputCount = 0
  private var outputCount = 0
  private var hasFinished = false
  private var block: [Float]

  /// Prepares a conversion.
  ///
  /// - Parameters:
  ///   - inputSampleRate: Samples per second going in, in hertz; within `AudioFormats.sampleRates`.
  ///   - outputSampleRate: Samples per second coming out, in hertz; within `AudioFormats.sampleRates`.
  /// - Throws: `AudioError.resamplingFailed` where a rate is out of range or memory is short.
  public init(from inputSampleRate: Int, to outputSampleRate: Int) throws(AudioError) {
    self.inputSampleRate = inputSampleRate
    self.outputSampleRate = outputSampleRate
    block = []
    guard inputSampleRate != outputSampleRate else { return }
    guard AudioFormats.sampleRates.contains(inputSampleRate),
      AudioFormats.sampleRates.contains(outputSampleRate)
    else {
      throw .resamplingFailed(
        inputSampleRate: inputSampleRate, outputSampleRate: outputSampleRate, detail: "a rate is out of range"
      )
    }
    var error: soxr_error_t?
    var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
    var runtime = soxr_runtime_spec(1)
    handle = soxr_create(
      Double(inputSampleRate), Double(outputSampleRate), 1, &error, &format, &quality, &runtime)
    if let error { throw failure(error) }
    block = [Float](repeating: 0, count: 16384)
  }

  deinit {
    if let handle { soxr_delete(handle) }
  }

  /// Takes the next samples in and gives what is ready of the result.
  ///
  /// - Parameter samples: The next samples of the stream, any number of them.
  /// - Returns: The next samples of the result; often none at first, because the filter looks ahead.
  /// - Throws: `AudioError.resamplingFailed` where libsoxr gives up.
  public func process(_ samples: [Float]) throws(AudioError) -> [Float] {
    var result: [Float] = []
    try samples.withUnsafeBufferPointer { (samples) throws(AudioError) in
      try process(samples) { result.append(contentsOf: $0) }
    }
    return result
  }

  /// Ends the stream and gives what was still on its way through the filter.
  ///
  /// - Returns: The last samples of the result.
  /// - Throws: `AudioError.resamplingFailed` where libsoxr gives up.
  public func finish() throws(AudioError) -> [Float] {
    var result: [Float] = []
    try finish { result.append(contentsOf: $0) }
    return result
  }

  /// The number of samples that this many become.
  static func outputCount(of inputCount: Int, from inputSampleRate: Int, to outputSampleRate: Int) -> Int {
    (inputCount * outputSampleRate + inputSampleRate - 1) / inputSampleRate
  }

  func process(
    _ samples: UnsafeBufferPointer<Float>, sink: (UnsafeBufferPointer<Float>) -> Void
  ) throws(AudioError) {
    precondition(!hasFinished, "a resampler that has finished takes no more samples")
    guard let first = samples.baseAddress, !samples.isEmpty else { return }
    inputCount += samples.count
    guard let handle else {
      outputCount += samples.count
      return sink(samples)
    }
    var consumed = 0
    while true {
      let produced = try run(handle, input: first + consumed, count: samples.count - consumed, sink: sink)
      consumed += produced.taken
      // A block that was not filled means that libsoxr has taken everything and waits for more.
      if consumed == samples.count, produced.given < block.count { return }
    }
  }

  func finish(sink: (UnsafeBufferPointer<Float>) -> Void) throws(AudioError) {
    precondition(!hasFinished, "a resampler finishes once")
    hasFinished = true
    guard let handle else { return }
    let total = Self.outputCount(of: inputCount, from: inputSampleRate, to: outputSampleRate)
    // libsoxr rounds the length to the nearest; the sample that may be missing at the end is a zero.
    while outputCount < total {
      let left = total - outputCount
      let given = try run(handle, input: nil, count: 0) {
        sink(UnsafeBufferPointer(rebasing: $0.prefix(left)))
      }
      .given
      if given == 0 {
        let zeros = [Float](repeating: 0, count: min(left, block.count))
        outputCount += zeros.count
        zeros.withUnsafeBufferPointer(sink)
      }
    }
    soxr_delete(handle)
    self.handle = nil
  }

  private func run(
    _ handle: OpaquePointer, input: UnsafePointer<Float>?, count: Int,
    sink: (UnsafeBufferPointer<Float>) -> Void
  ) throws(AudioError) -> (taken: Int, given: Int) {
    var taken = 0
    var given = 0
    let error = block.withUnsafeMutableBufferPointer { block in
      // An input of NULL tells libsoxr that the stream has ended (soxr.h, soxr_process).
      let error = soxr_process(handle, input, count, &taken, block.baseAddress, block.count, &given)
      if given > 0 { sink(UnsafeBufferPointer(rebasing: block[..<given])) }
      return error
    }
    if let error { throw failure(error) }
    outputCount += given
    return (taken, given)
  }

  private func failure(_ error: soxr_error_t) -> AudioError {
    .resamplingFailed(
      inputSampleRate: inputSampleRate, outputSampleRate: outputSampleRate, detail: String(cString: error))
  }
}

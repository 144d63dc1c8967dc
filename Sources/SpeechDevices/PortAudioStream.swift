import CPortAudio

/// Owns an open stream of PortAudio and closes it when nobody holds it any more.
///
/// It is read and written by PortAudio's blocking calls, and not by a callback: there is then no code of ours in the
/// device's real-time thread that could allocate or lock. The price is latency, and a fifth of a second in the
/// device's buffer (``latency``) is nothing to somebody who speaks for seconds, while a reader that the scheduler
/// leaves out for a tenth loses no sample.
final class PortAudioStream: CaptureStream, PlaybackStream, @unchecked Sendable {
  let form: StreamForm
  /// PortAudio's stream, ours from `Pa_OpenStream` to `Pa_CloseStream`; its functions lock nothing, so that one thread
  /// at a time uses it.
  private let handle: UnsafeMutableRawPointer
  private let library: PortAudioLibrary

  /// Length of the device's buffer, in seconds.
  static let latency = 0.2

  init(
    _ device: AudioDevice, _ direction: AudioDirection, preferredSampleRate: Int? = nil,
    library: PortAudioLibrary = .shared
  ) throws(DeviceError) {
    let forms = StreamForm.candidates(for: device, direction, preferredSampleRate: preferredSampleRate)
    let opened = try library.open(device, direction, forms: forms, latency: Self.latency)
    handle = opened.stream
    form = opened.form
    self.library = library
  }

  deinit { library.close(handle) }

  func start() throws(PortAudioFailure) { try check(Pa_StartStream(handle)) }

  func stop() throws(PortAudioFailure) { try check(Pa_StopStream(handle)) }

  func abort() { Pa_AbortStream(handle) }

  func readableFrameCount() throws(PortAudioFailure) -> Int {
    let count = Pa_GetStreamReadAvailable(handle)
    // An overflow that shows here has been mended already (pa_linux_alsa.c, GetStreamReadAvailable).
    if count == Int(paInputOverflowed.rawValue) { return 0 }
    if count < 0 { try check(PaError(truncatingIfNeeded: count)) }
    return count
  }

  func read(into block: UnsafeMutableBufferPointer<Float>) throws(PortAudioFailure) -> Bool {
    let status = Pa_ReadStream(handle, block.baseAddress, UInt(block.count / form.channelCount))
    // portaudio.h, Pa_ReadStream: the block is whole, but samples before it were discarded.
    if status == paInputOverflowed.rawValue { return true }
    try check(status)
    return false
  }

  func writableFrameCount() throws(PortAudioFailure) -> Int {
    let count = Pa_GetStreamWriteAvailable(handle)
    if count == Int(paOutputUnderflowed.rawValue) { return 0 }
    if count < 0 { try check(PaError(truncatingIfNeeded: count)) }
    return count
  }

  func write(_ block: UnsafeBufferPointer<Float>) throws(PortAudioFailure) {
    let status = Pa_WriteStream(handle, block.baseAddress, UInt(block.count / form.channelCount))
    // A gap was heard before this block; the block itself is on its way.
    if status != paOutputUnderflowed.rawValue { try check(status) }
  }

  private func check(_ status: PaError) throws(PortAudioFailure) {
    if status < 0 { throw PortAudioFailure(status) }
  }
}

/// An open device that is read or written in blocks of frames: PortAudio's, or a test's.
///
/// One thread at a time uses it.
protocol SoundStream: AnyObject {
  /// The rate and the channels it was opened with.
  var form: StreamForm { get }
  /// Lets the sound flow.
  func start() throws(PortAudioFailure)
  /// Ends the flow; what was written is played to its end first.
  func stop() throws(PortAudioFailure)
  /// Ends the flow at once.
  func abort()
}

/// A microphone's stream.
protocol CaptureStream: SoundStream {
  /// Frames that can be read without waiting.
  func readableFrameCount() throws(PortAudioFailure) -> Int
  /// Reads interleaved frames to fill the block; true where the device had to throw samples away before.
  func read(into block: UnsafeMutableBufferPointer<Float>) throws(PortAudioFailure) -> Bool
}

/// A loudspeaker's stream.
protocol PlaybackStream: SoundStream {
  /// Frames that can be written without waiting.
  func writableFrameCount() throws(PortAudioFailure) -> Int
  /// Writes interleaved frames.
  func write(_ block: UnsafeBufferPointer<Float>) throws(PortAudioFailure)
}

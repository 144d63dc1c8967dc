import Synchronization

/// Holds a stream until somebody takes it.
final class SoundSource: Sendable {
  private let stream: Mutex<(any CaptureStream & Sendable)?>

  init(_ stream: any CaptureStream & Sendable) { self.stream = Mutex(stream) }

  /// The stream, which is held here no more.
  func take() -> (any CaptureStream & Sendable)? { stream.withLock { $0.take() } }

  /// Lets the sound of the stream that is held flow.
  func start() throws(PortAudioFailure) {
    try stream.withLock { (stream) throws(PortAudioFailure) in try stream?.start() }
  }

  /// Holds another.
  func put(_ other: any CaptureStream & Sendable) { stream.withLock { $0 = other } }
}

import Synchronization

/// Lends one workspace to each concurrent call and keeps returned ones, so that nothing is built per clip.
final class WorkspacePool: Sendable {
  private let framing: Framing
  private let window: [Float]
  private let idle = Mutex<[FrameWorkspace]>([])

  init(framing: Framing) {
    self.framing = framing
    window = framing.window.coefficients(length: framing.frameLength)
  }

  /// Runs a closure with a workspace of its own.
  func withWorkspace<Result>(_ body: (FrameWorkspace) -> Result) throws(FeatureError) -> Result {
    let returned = idle.withLock { $0.popLast() }
    guard let workspace = returned ?? FrameWorkspace(framing: framing, window: window) else {
      throw .noMemory(fftLength: framing.fftLength)
    }
    defer { idle.withLock { $0.append(workspace) } }
    return body(workspace)
  }
}

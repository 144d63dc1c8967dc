import Synchronization

/// Lends one workspace to each concurrent call and keeps returned ones, so that nothing is built per clip.
final class WorkspacePool: Sendable {
  private let framing: Framing
  private let window: [Double]
  private let precision: FrameWorkspace.Precision
  private let usesKernels: Bool
  private let idle = Mutex<[FrameWorkspace]>([])

  init(
    framing: Framing, precision: FrameWorkspace.Precision = .double,
    usesKernels: Bool = FourierTransform.areKernelsUsed
  ) {
    self.framing = framing
    self.precision = precision
    self.usesKernels = usesKernels
    window = framing.window.preciseCoefficients(length: framing.frameLength)
  }

  /// Runs a closure with a workspace of its own.
  func withWorkspace<Result>(_ body: (FrameWorkspace) -> Result) -> Result {
    let workspace =
      idle.withLock { $0.popLast() }
      ?? FrameWorkspace(
        framing: framing, window: window, precision: precision, usesKernels: usesKernels)
    defer { idle.withLock { $0.append(workspace) } }
    return body(workspace)
  }
}

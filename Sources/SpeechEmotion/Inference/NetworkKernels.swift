internal import CNetworkKernels

/// The one door to the loops in C; matrices are row-major, `leading` is the distance between rows.
enum NetworkKernels {
  /// Whether this processor has what they need.
  static let areSupported = network_kernels_supported()

  /// Whether networks run in them: not in debug builds, where C without optimisation is slower than OpenBLAS.
  static let areUsed = areSupported && network_kernels_optimised()

  /// Columns of a panel: matrices that are multiplied with are stored panel after panel, each `[inner, its columns]`.
  static let panelWidth = Int(NETWORK_PANEL_WIDTH)

  /// `c = start + a * b` with `a [rows, inner]`, whose rows may overlap, `b [inner, columns]` in panels, and `start` and
  /// `c` `[rows, columns]`; with 0 for `startLeading` the same row everywhere.
  static func multiplyAdd(
    _ a: UnsafePointer<Float>, leading leadingA: Int, _ b: UnsafePointer<Float>, start: UnsafePointer<Float>,
    startLeading: Int, into c: UnsafeMutablePointer<Float>, leading leadingC: Int, rows: Int, inner: Int,
    columns: Int
  ) {
    network_multiply_add(a, leadingA, b, start, startLeading, c, leadingC, rows, inner, columns)
  }

  /// One direction of a long short-term memory over `gates [frames, 4 * hiddenSize]`, which is overwritten.
  static func recur(
    weight: UnsafePointer<Float>, hiddenSize: Int, gates: UnsafeMutablePointer<Float>,
    leading gatesLeading: Int,
    cell: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>, leading outputLeading: Int,
    frames: Int, backwards: Bool
  ) {
    network_recurrence(
      weight, hiddenSize, gates, gatesLeading, cell, output, outputLeading, frames, backwards)
  }
}

internal import CNetworkKernels

/// The one door to the loops in C; matrices are row-major, `leading` is the distance between rows.
enum NetworkKernels {
  /// Whether this processor has what they need.
  static let areSupported = network_kernels_supported()

  /// Whether networks run in them: not in debug builds, where C without optimisation is slower than OpenBLAS.
  static let areUsed = areSupported && network_kernels_optimised()

  /// Whether this processor multiplies numbers of 16 bits.
  static let isBFloat16Supported = network_bfloat16_supported()

  /// Whether networks may do so: as above.
  static let isBFloat16Used = areUsed && isBFloat16Supported

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

  /// The upper half of the nearest single precision number that has no lower one, ties to even; for finite numbers.
  static func rounded(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
  }

  /// The same for many numbers at once.
  static func round(_ values: UnsafePointer<Float>, count: Int, into result: UnsafeMutablePointer<UInt16>) {
    network_round(values, count, result)
  }

  /// As ``multiplyAdd(_:leading:_:start:startLeading:into:leading:rows:inner:columns:)``, with factors of 16 bits; `b`'s panels are
  /// `[inner / 2, columns, 2]`.
  static func multiplyAdd(
    _ a: UnsafePointer<UInt16>, leading leadingA: Int, _ b: UnsafePointer<UInt16>,
    start: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, leading leadingC: Int, rows: Int,
    inner: Int, columns: Int
  ) {
    network_multiply_add_bfloat16(a, leadingA, b, start, 0, c, leadingC, rows, inner, columns)
  }

  /// As the other, with a weight `[hiddenSize / 2, 4 * hiddenSize, 2]` of 16 bits; `room` takes `hiddenSize` numbers.
  static func recur(
    weight: UnsafePointer<UInt16>, hiddenSize: Int, gates: UnsafeMutablePointer<Float>,
    leading gatesLeading: Int, cell: UnsafeMutablePointer<Float>, room: UnsafeMutablePointer<UInt16>,
    into output: UnsafeMutablePointer<Float>, leading outputLeading: Int, frames: Int, backwards: Bool
  ) {
    network_recurrence_bfloat16(
      weight, hiddenSize, gates, gatesLeading, cell, room, output, outputLeading, frames, backwards)
  }
}

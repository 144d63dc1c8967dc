/// How exact the factors of a network's products are.
public enum NetworkPrecision: Sendable, Hashable, CaseIterable {
  /// Numbers of 32 bits: the same answers on every machine, but for rounding.
  case single
  /// Numbers of 16 bits (bfloat16) with sums of 32, on processors that multiply them, which takes about half the time; elsewhere
  /// ``single``. Dense and dilated layers stay at 32 bits, and so does a convolution or a memory of an odd size. What it costs in
  /// accuracy: Documentation/performance.md.
  case bfloat16

  /// Whether this processor has what ``bfloat16`` needs (AVX-512 BF16), and the program was built with optimisation.
  public static var isBFloat16Supported: Bool { NetworkKernels.isBFloat16Used }
}

/// What computes a network's layers.
enum NetworkArithmetic {
  /// OpenBLAS, and loops in Swift: what the others are tested against.
  case plain
  /// `NetworkKernels`.
  case kernels
  /// `NetworkKernels` with factors of 16 bits.
  case bfloat16

  /// The fastest of a precision that this processor can do.
  static func best(_ precision: NetworkPrecision) -> Self {
    guard NetworkKernels.areUsed else { return .plain }
    return precision == .bfloat16 && NetworkKernels.isBFloat16Used ? .bfloat16 : .kernels
  }
}

internal import CTorch

/// Where a tensor lives and is computed.
public enum Device: Sendable, Hashable, CustomStringConvertible {
  /// The processor and its memory.
  case cpu
  /// A CUDA graphics card, counted from 0. Needs a CUDA build of libtorch (`LIBTORCH=/path`).
  case cuda(index: Int = 0)

  /// The first graphics card where there is one that libtorch can use, otherwise the processor.
  public static var best: Device { ct_cuda_is_available() ? .cuda() : .cpu }

  /// As PyTorch writes it: `cpu`, `cuda:0`.
  public var description: String {
    switch self {
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    }
  }

  var raw: ct_device {
    switch self {
    case .cpu: ct_device(cuda: false, index: 0)
    case .cuda(let index): ct_device(cuda: true, index: Int32(index))
    }
  }

  init(_ raw: ct_device) {
    self = raw.cuda ? .cuda(index: Int(raw.index)) : .cpu
  }
}

internal import CTorch

/// The type of a tensor's elements.
public enum ElementType: Sendable, Hashable, CaseIterable {
  /// Single precision: parameters, features, losses.
  case float32
  /// Class numbers and positions.
  case int64
  /// Masks.
  case bool
  /// Half the bits of single precision with its range: what autocast computes in.
  case bfloat16
  /// Double precision: checks.
  case float64

  var raw: ct_dtype {
    switch self {
    case .float32: CT_FLOAT32
    case .int64: CT_INT64
    case .bool: CT_BOOL
    case .bfloat16: CT_BFLOAT16
    case .float64: CT_FLOAT64
    }
  }

  init?(_ raw: Int32) {
    guard let type = ElementType.allCases.first(where: { $0.raw.rawValue == UInt32(bitPattern: raw) }) else {
      return nil
    }
    self = type
  }
}

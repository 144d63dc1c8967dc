internal import CTorch

/// An array of numbers in libtorch's memory, with the history that gradients flow back through.
///
/// A tensor is a reference: copies of the value, views (`transposed`, slices) and `detached()` share storage, and
/// what happens in place is seen by all of them. Operations return new tensors. All of them throw a ``TorchError``
/// where shapes, types or memory do not allow them, so one `try` covers an expression: `try (a + b) * c`.
///
/// Tensors are not `Sendable`: a network belongs to the thread that trains it.
public struct Tensor {
  /// Owner of one C handle.
  final class Storage {
    let raw: ct_tensor

    init(owning raw: ct_tensor) { self.raw = raw }

    deinit { ct_tensor_free(raw) }
  }

  let storage: Storage

  /// The handle, valid as long as this tensor is kept alive.
  var raw: ct_tensor { storage.raw }

  init(owning raw: ct_tensor) { storage = Storage(owning: raw) }

  /// Runs a C call that makes a tensor, and keeps `inputs` alive until it is done.
  static func result(
    of operation: StaticString, _ inputs: Tensor?..., call: (UnsafeMutablePointer<ct_tensor>) -> Int32
  ) throws(TorchError) -> Tensor {
    var raw = ct_tensor()
    let status = withExtendedLifetime(inputs) { call(&raw) }
    try TorchError.check(operation, status)
    return Tensor(owning: raw)
  }

  /// Runs a C call that makes nothing.
  static func perform(
    _ operation: StaticString, _ inputs: Tensor?..., call: () -> Int32
  ) throws(TorchError) {
    try TorchError.check(operation, withExtendedLifetime(inputs) { call() })
  }

  /// Lengths of the dimensions; empty for a scalar.
  public var shape: [Int] {
    withExtendedLifetime(storage) {
      var sizes = [Int64](repeating: 0, count: Int(ct_rank(raw)))
      ct_shape(raw, &sizes)
      return sizes.map { Int($0) }
    }
  }

  /// Number of dimensions.
  public var rank: Int { withExtendedLifetime(storage) { Int(ct_rank(raw)) } }

  /// Number of elements.
  public var count: Int { withExtendedLifetime(storage) { Int(ct_count(raw)) } }

  /// Type of the elements; nil for one that this package has no name for.
  public var elementType: ElementType? { withExtendedLifetime(storage) { ElementType(ct_dtype_of(raw)) } }

  /// Where the elements are.
  public var device: Device { withExtendedLifetime(storage) { Device(ct_device_of(raw)) } }

  /// Whether both are the same tensor, not merely equal ones.
  ///
  /// - Parameter other: The tensor to compare with.
  /// - Returns: True where what happens to one in place happens to the other, history included.
  public func isIdentical(to other: Tensor) -> Bool {
    withExtendedLifetime((self, other)) { ct_is_same(raw, other.raw) }
  }
}

extension Optional where Wrapped == Tensor {
  /// The handle, or a null one.
  var raw: ct_tensor { self?.raw ?? ct_tensor() }
}

extension Array where Element == Int {
  /// As C wants it.
  var int64s: [Int64] { map { Int64($0) } }
}

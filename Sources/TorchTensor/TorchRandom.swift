internal import CTorch

/// libtorch's own random numbers, which dropout draws from. They belong to the process.
public enum TorchRandom {
  /// Starts the generators of all devices from a seed.
  ///
  /// - Parameter seed: Any number; the same one gives the same draws.
  /// - Throws: ``TorchError`` where libtorch refuses.
  public static func seed(_ seed: UInt64) throws(TorchError) {
    try TorchError.check("seeding", ct_manual_seed(seed))
  }

  /// Where the generator of a device stands, to be kept in a checkpoint.
  ///
  /// - Parameter device: The device whose generator is meant.
  /// - Returns: Bytes that ``restore(_:device:)`` takes; about 5 kB for the processor.
  /// - Throws: ``TorchError`` where the device is not there.
  public static func state(device: Device = .cpu) throws(TorchError) -> [UInt8] {
    let tensor = try Tensor.result(of: "reading the random state") { ct_random_state(device.raw, $0) }
    var bytes = [UInt8](repeating: 0, count: tensor.count)
    try Tensor.perform("reading the random state", tensor) { ct_to_bytes(tensor.raw, &bytes) }
    return bytes
  }

  /// Continues from where a generator stood.
  ///
  /// - Parameters:
  ///   - state: What ``state(device:)`` gave.
  ///   - device: The device whose generator is meant.
  /// - Throws: ``TorchError`` where the bytes are no such state.
  public static func restore(_ state: [UInt8], device: Device = .cpu) throws(TorchError) {
    let tensor = try Tensor.result(of: "restoring the random state") {
      ct_from_bytes(state, state.count, $0)
    }
    try Tensor.perform("restoring the random state", tensor) { ct_set_random_state(device.raw, tensor.raw) }
  }
}

internal import CTorch

/// Mixed precision: parameters stay in single precision, matrix products and convolutions run in half.
public enum Autocast {
  /// Runs `body` with matrix products, convolutions and LSTMs in bfloat16, on this thread.
  ///
  /// Put the forward pass in it; call ``Tensor/backward()`` outside. Weights are cast once and kept until the end.
  ///
  /// - Parameters:
  ///   - device: The device whose operations are meant.
  ///   - enabled: False runs `body` as it is.
  ///   - body: What to compute.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public static func bfloat16<Result, Failure: Error>(
    on device: Device = .cpu, enabled: Bool = true, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard enabled else { return try body() }
    var token: Int32 = 0
    // Neither call can fail for a device that libtorch was built for.
    precondition(ct_autocast_begin(device.raw, &token) == 0, "autocast on \(device)")
    defer { _ = ct_autocast_end(device.raw, token) }
    return try body()
  }
}

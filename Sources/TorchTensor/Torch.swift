internal import CTorch

/// What concerns libtorch as a whole.
public enum Torch {
  /// Version of the library, such as `2.13.0`.
  public static var version: String { String(cString: ct_version()) }

  /// Number of threads an operation may use.
  public static var threadCount: Int { Int(ct_thread_count()) }

  /// Sets the number of threads an operation may use; results may differ in the last bits between counts.
  ///
  /// - Parameter count: At least 1.
  /// - Throws: ``TorchError`` where libtorch refuses the number.
  public static func setThreadCount(_ count: Int) throws(TorchError) {
    try TorchError.check("setting the number of threads", ct_set_thread_count(Int32(clamping: count)))
  }

  /// Lets the C library keep freed memory instead of giving it back to the system: for programs that only train.
  ///
  /// Each step frees what the next one allocates again, and memory that comes fresh from the system is zeroed page by page:
  /// a tenth of the time of a step in bf16. Without effect where the C library is not glibc.
  public static func keepFreedMemory() { ct_keep_freed_memory() }
}

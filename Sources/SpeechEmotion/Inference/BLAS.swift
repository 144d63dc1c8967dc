internal import COpenBLAS

/// The one door to OpenBLAS: matrices are row-major, `leading` is the distance between rows.
enum BLAS {
  /// Clips run in parallel, matrix products do not: many small products on many threads are slower than one
  /// product per thread, and OpenBLAS takes a lock around its own threads.
  static let singleThreaded: Void = openblas_set_num_threads(1)

  /// `c += a * b` with `a [rows, inner]`, `b [inner, columns]`, `c [rows, columns]`.
  static func multiplyAdd(
    _ a: UnsafePointer<Float>, leading leadingA: Int, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows: Int, inner: Int, columns: Int
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(inner),
      1, a, blasint(leadingA), b, blasint(columns), 1, c, blasint(columns))
  }

  /// `y += matrix^T * x` with `matrix [rows, columns]`, `x [rows]`, `y [columns]`.
  static func multiplyAddTransposed(
    _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, _ x: UnsafePointer<Float>,
    into y: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemv(
      CblasRowMajor, CblasTrans, blasint(rows), blasint(columns), 1, matrix, blasint(columns), x, 1, 1, y, 1)
  }

  /// `y = matrix * x` with `matrix [rows, columns]`, `x [columns]`, `y [rows]`.
  static func multiply(
    _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, _ x: UnsafePointer<Float>,
    into y: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemv(
      CblasRowMajor, CblasNoTrans, blasint(rows), blasint(columns), 1, matrix, blasint(columns), x, 1, 0, y, 1
    )
  }
}

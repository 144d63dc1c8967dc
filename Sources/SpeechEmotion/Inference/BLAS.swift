internal import Foundation

/// Products of matrices: the one door to OpenBLAS. Matrices are row-major, `leading` is the distance between rows.
///
/// OpenBLAS is loaded when the first product is asked for, which with AVX-512 hardly ever happens: it takes several milliseconds and
/// starts a thread for every core, which then spins for a while. Where it is not installed, loops do its work, slower.
enum BLAS {
  /// What is used of the C interface to BLAS, with its types (`cblas.h`).
  private struct Library: Sendable {
    typealias Product =
      @convention(c) @Sendable (
        _ order: CInt, _ transposesA: CInt, _ transposesB: CInt, _ rows: CInt, _ columns: CInt, _ inner: CInt,
        _ alpha: Float, _ a: UnsafePointer<Float>, _ leadingA: CInt, _ b: UnsafePointer<Float>,
        _ leadingB: CInt,
        _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ leadingC: CInt
      ) -> Void
    typealias VectorProduct =
      @convention(c) @Sendable (
        _ order: CInt, _ transposes: CInt, _ rows: CInt, _ columns: CInt, _ alpha: Float,
        _ matrix: UnsafePointer<Float>, _ leading: CInt, _ x: UnsafePointer<Float>, _ strideX: CInt,
        _ beta: Float,
        _ y: UnsafeMutablePointer<Float>, _ strideY: CInt
      ) -> Void

    let multiply: Product
    let multiplyVector: VectorProduct

    init?() {
      for name in Self.names {
        if let library = dlopen(name, RTLD_LAZY | RTLD_LOCAL), let found = Self(library) {
          self = found
          return
        }
      }
      return nil
    }

    private init?(_ library: UnsafeMutableRawPointer) {
      guard
        let multiply = dlsym(library, "cblas_sgemm"), let multiplyVector = dlsym(library, "cblas_sgemv")
      else { return nil }
      self.multiply = unsafeBitCast(multiply, to: Product.self)
      self.multiplyVector = unsafeBitCast(multiplyVector, to: VectorProduct.self)
      // Clips run in parallel, matrix products do not: many small products on many threads are slower than one
      // product per thread, and OpenBLAS takes a lock around its own threads.
      if let limit = dlsym(library, "openblas_set_num_threads") {
        unsafeBitCast(limit, to: (@convention(c) (CInt) -> Void).self)(1)
      }
    }

    private static let names = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"]
    static let rowMajor: CInt = 101
    static let asItIs: CInt = 111
    static let transposed: CInt = 112
  }

  private static let library = Library()

  /// Whether OpenBLAS is there; asking loads it.
  static var isLibraryThere: Bool { library != nil }

  /// `c += a * b` with `a [rows, inner]`, `b [inner, columns]`, `c [rows, columns]`.
  static func multiplyAdd(
    _ a: UnsafePointer<Float>, leading leadingA: Int, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows: Int, inner: Int, columns: Int
  ) {
    guard let library else {
      return multiplyAddInLoops(a, leading: leadingA, b, into: c, rows: rows, inner: inner, columns: columns)
    }
    library.multiply(
      Library.rowMajor, Library.asItIs, Library.asItIs, CInt(rows), CInt(columns), CInt(inner), 1, a,
      CInt(leadingA), b, CInt(columns), 1, c, CInt(columns))
  }

  /// `y += matrix^T * x` with `matrix [rows, columns]`, `x [rows]`, `y [columns]`.
  static func multiplyAddTransposed(
    _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, _ x: UnsafePointer<Float>,
    into y: UnsafeMutablePointer<Float>
  ) {
    guard let library else {
      return multiplyAddInLoops(x, leading: rows, matrix, into: y, rows: 1, inner: rows, columns: columns)
    }
    library.multiplyVector(
      Library.rowMajor, Library.transposed, CInt(rows), CInt(columns), 1, matrix, CInt(columns), x, 1, 1, y, 1
    )
  }

  /// ``multiplyAdd(_:leading:_:into:rows:inner:columns:)`` without OpenBLAS; the innermost loop runs over neighbours.
  static func multiplyAddInLoops(
    _ a: UnsafePointer<Float>, leading leadingA: Int, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows: Int, inner: Int, columns: Int
  ) {
    for row in 0..<rows {
      let sums = c + row * columns
      for place in 0..<inner {
        let (factor, weights) = (a[row * leadingA + place], b + place * columns)
        for column in 0..<columns { sums[column] += factor * weights[column] }
      }
    }
  }
}

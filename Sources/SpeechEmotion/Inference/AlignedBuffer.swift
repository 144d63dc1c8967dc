/// Numbers at a 64-byte boundary (a cache line, an AVX-512 register), written once and then only read.
final class AlignedBuffer: @unchecked Sendable {  // never written after `init`
  private let storage: UnsafeMutablePointer<Float>

  /// How many numbers there are.
  let count: Int

  /// The first number.
  var pointer: UnsafePointer<Float> { UnsafePointer(storage) }

  /// Has `count` numbers written, every one of them.
  init(count: Int, writing body: (UnsafeMutablePointer<Float>) -> Void) {
    self.count = count
    storage = .allocateAligned(count)
    body(storage)
  }

  /// Copies values.
  convenience init(_ values: [Float]) {
    self.init(count: values.count) { storage in
      values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        storage.initialize(from: start, count: values.count)
      }
    }
  }

  /// Copies a matrix `[rows, columns]` as `[columns, rows]`.
  convenience init(transposing values: [Float], rows: Int, columns: Int) {
    self.init(count: rows * columns) { transposed in
      values.withUnsafeBufferPointer { values in
        for row in 0..<rows {
          for column in 0..<columns { transposed[column * rows + row] = values[row * columns + column] }
        }
      }
    }
  }

  deinit { storage.deallocate() }
}

extension UnsafeMutablePointer<Float> {
  static func allocateAligned(_ count: Int) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer.allocate(byteCount: Swift.max(4 * count, 64), alignment: 64)
      .bindMemory(to: Float.self, capacity: count)
  }
}

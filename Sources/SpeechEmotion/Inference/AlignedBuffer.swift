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

  /// Copies a matrix `[outputs, inner]`, rounded to 16 bits, as panels of `panelWidth` outputs, each `[inner / 2, outputs, 2]`; `inner`
  /// is even.
  convenience init(pairing values: UnsafePointer<Float>, outputs: Int, inner: Int, panelWidth: Int) {
    self.init(count: (outputs * inner + 1) / 2) { pairs in
      let halves = UnsafeMutableRawPointer(pairs).assumingMemoryBound(to: UInt16.self)
      for output in 0..<outputs {
        let first = output - output % panelWidth
        let width = min(panelWidth, outputs - first)
        let column = halves + first * inner + 2 * (output - first)
        for place in 0..<inner {
          column[place / 2 * 2 * width + place % 2] = NetworkKernels.rounded(values[output * inner + place])
        }
      }
    }
  }

  /// The first number of 16 bits, where `init(pairing:outputs:inner:panelWidth:)` has written them.
  var halves: UnsafePointer<UInt16> { UnsafeRawPointer(storage).assumingMemoryBound(to: UInt16.self) }

  deinit { storage.deallocate() }
}

extension UnsafeMutablePointer<Float> {
  static func allocateAligned(_ count: Int) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer.allocate(byteCount: Swift.max(4 * count, 64), alignment: 64)
      .bindMemory(to: Float.self, capacity: count)
  }
}

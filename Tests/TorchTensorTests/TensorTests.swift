import Testing
import TorchTensor

@Suite struct TensorTests {
  @Test("Values go in and come out, in every type and shape")
  func values() throws {
    let matrix = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
    #expect(matrix.shape == [2, 3])
    #expect(matrix.rank == 2)
    #expect(matrix.count == 6)
    #expect(matrix.elementType == .float32)
    #expect(matrix.device == .cpu)
    #expect(try matrix.floats() == [1, 2, 3, 4, 5, 6])
    #expect(try matrix.transposed().floats() == [1, 4, 2, 5, 3, 6])
    #expect(try Tensor([3, -1]).integers() == [3, -1])
    #expect(try Tensor([true, false]).elementType == .bool)
    #expect(try Tensor(2.5).scalar() == 2.5)
    #expect(try Tensor([] as [Float]).floats().isEmpty)
    #expect(try matrix.converted(to: .bfloat16).elementType == .bfloat16)
    #expect(try matrix.converted(to: .float64).converted(to: .int64).integers() == [1, 2, 3, 4, 5, 6])
    #expect(try Tensor.range(3).integers() == [0, 1, 2])
    #expect(try Tensor.ones([2]).floats() == [1, 1])
  }

  @Test("The caller's array is copied, not kept")
  func copies() throws {
    var values: [Float] = [1, 2]
    let tensor = try Tensor(values)
    values[0] = 9
    #expect(try tensor.floats() == [1, 2])
    let view = try tensor.sliced(0, 0..<1)
    let copy = try tensor.copy()
    try tensor.fillInPlace(7)
    #expect(try view.floats() == [7])
    #expect(try copy.floats() == [1, 2])
  }

  @Test("Arithmetic, comparisons and choices, with shapes stretched to each other")
  func arithmetic() throws {
    let row = try Tensor([1, -2, 3] as [Float])
    let column = try Tensor([10, 20] as [Float], shape: [2, 1])
    #expect(try (row + column).floats() == [11, 8, 13, 21, 18, 23])
    #expect(try (2 * row - 1).floats() == [1, -5, 5])
    #expect(try (row / 2).floats() == [0.5, -1, 1.5])
    #expect(try (1 - row).floats() == [0, 3, -2])
    #expect(try (-row).floats() == [-1, 2, -3])
    #expect(try (row .> 0).integers() == [1, 0, 1])
    #expect(try ((row .> 0) .& (row .< 2)).integers() == [1, 0, 0])
    #expect(try (row .> 0).choosing(row, else: row * 0).floats() == [1, 0, 3])
    #expect(try row.filled(where: row .< 0, with: 5).floats() == [1, 5, 3])
    #expect(try row.maximum(2).floats() == [2, 2, 3])
    #expect(try row.leakyReLU(slope: 0.5).floats() == [1, -1, 3])
    #expect(try row.squared().sum().scalar() == 14)
    #expect(try row.clamped(to: -1...1).floats() == [1, -1, 1])
  }

  @Test("Reductions, products, and moving things about")
  func shapes() throws {
    let matrix = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
    #expect(try matrix.sum(over: 0).floats() == [5, 7, 9])
    #expect(try matrix.mean(over: 1, keeping: true).shape == [2, 1])
    #expect(try matrix.max().scalar() == 6)
    #expect(try matrix.variance(over: 1).floats() == [2 / 3, 2 / 3])
    #expect(try matrix.argmax().integers() == [2, 2])
    #expect(try matrix.cumulativeSum(dimension: 1).floats() == [1, 3, 6, 4, 9, 15])
    #expect(try matrix.matmul(matrix.transposed()).floats() == [14, 32, 32, 77])
    #expect(try matrix.flipped(1).floats() == [3, 2, 1, 6, 5, 4])
    #expect(try matrix.selected(0, at: -1).floats() == [4, 5, 6])
    #expect(try matrix.selected(1, indices: Tensor([2, 0])).floats() == [3, 1, 6, 4])
    #expect(try matrix.gathered(1, indices: Tensor([0, 2], shape: [2, 1])).floats() == [1, 6])
    #expect(try matrix.sliced(1, 0..<3, step: 2).floats() == [1, 3, 4, 6])
    #expect(try matrix.padded(1, before: 1).floats() == [0, 1, 2, 3, 0, 4, 5, 6])
    #expect(try Tensor.concatenated([matrix, matrix]).shape == [4, 3])
    #expect(try Tensor.stacked([matrix, matrix], dimension: 2).shape == [2, 3, 2])
    #expect(try matrix.permuted([1, 0]).reshaped([-1]).floats() == [1, 4, 2, 5, 3, 6])
    #expect(try Tensor([1, 0]).oneHot(classes: 3).floats() == [0, 1, 0, 1, 0, 0])
    #expect(try matrix.unsqueezed(0).expanded(to: [2, 2, 3]).squeezed(0).shape == [2, 2, 3])
    let sums = try matrix.softmax().sum(over: 1).floats()
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-6 })
  }

  @Test("Columns of a decomposed matrix are orthogonal")
  func orthogonal() throws {
    let q = try Tensor.normal([12, 5], seed: 1).orthogonalized()
    let product = try q.transposed().matmul(q).floats()
    for row in 0..<5 {
      for column in 0..<5 { #expect(abs(product[row * 5 + column] - (row == column ? 1 : 0)) < 1e-5) }
    }
  }

  @Test("What libtorch refuses is an error with the operation and one line of explanation")
  func errors() throws {
    let matrix = try Tensor.zeros([2, 3])
    let error = #expect(throws: TorchError.self) { try matrix.matmul(matrix) }
    #expect(error?.operation == "a matrix product")
    let message = error?.message ?? ""
    #expect(message.contains("2x3") && !message.contains("\n") && !message.contains("frame #"), "\(message)")
    #expect(throws: TorchError.self) { try matrix.reshaped([4]) }
    #expect(throws: TorchError.self) { try matrix.copyInPlace(Tensor.zeros([3])) }
    #expect(throws: TorchError.self) { try matrix.backward() }
  }

  @Test("Random numbers follow from the seed, and have the moments they should")
  func random() throws {
    let normal = try Tensor.normal([100, 100], seed: 5)
    #expect(try normal.floats() == Tensor.normal([100, 100], seed: 5).floats())
    #expect(try normal.floats() != Tensor.normal([100, 100], seed: 6).floats())
    #expect(abs(try normal.mean().scalar()) < 0.03)
    #expect(abs(try normal.variance().scalar() - 1) < 0.05)
    let uniform = try Tensor.uniform([100, 100], seed: 5)
    #expect(abs(try uniform.mean().scalar() - 0.5) < 0.01)
    #expect(try uniform.min().scalar() >= 0)
    #expect(try uniform.max().scalar() < 1)
  }
}

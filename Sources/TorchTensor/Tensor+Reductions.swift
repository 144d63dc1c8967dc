internal import CTorch

extension Tensor {
  private func reduce(
    _ reduction: ct_reduction, _ name: StaticString, _ dimensions: [Int], _ keep: Bool
  ) throws(TorchError) -> Tensor {
    try .result(of: name, self) {
      ct_reduce(reduction, raw, dimensions.int64s, dimensions.count, keep, $0)
    }
  }

  /// Sums over `dimensions`, all of them where none is given; with `keeping` they stay, with length 1.
  public func sum(over dimensions: Int..., keeping: Bool = false) throws(TorchError) -> Tensor {
    try reduce(CT_SUM, "a sum", dimensions, keeping)
  }

  /// Means over `dimensions`, all of them where none is given; with `keeping` they stay, with length 1.
  public func mean(over dimensions: Int..., keeping: Bool = false) throws(TorchError) -> Tensor {
    try reduce(CT_MEAN, "a mean", dimensions, keeping)
  }

  /// Largest elements over `dimensions`, all of them where none is given.
  public func max(over dimensions: Int..., keeping: Bool = false) throws(TorchError) -> Tensor {
    try reduce(CT_MAX, "a maximum", dimensions, keeping)
  }

  /// Smallest elements over `dimensions`, all of them where none is given.
  public func min(over dimensions: Int..., keeping: Bool = false) throws(TorchError) -> Tensor {
    try reduce(CT_MIN, "a minimum", dimensions, keeping)
  }

  /// Whether any element over `dimensions` is true.
  public func any(over dimensions: Int..., keeping: Bool = false) throws(TorchError) -> Tensor {
    try reduce(CT_ANY, "any", dimensions, keeping)
  }

  /// Whether all elements over `dimensions` are true.
  public func all(over dimensions: Int..., keeping: Bool = false) throws(TorchError) -> Tensor {
    try reduce(CT_ALL, "all", dimensions, keeping)
  }

  /// Variances over `dimensions`, divided by n, or by n - 1 where `unbiased`.
  public func variance(
    over dimensions: Int..., unbiased: Bool = false, keeping: Bool = false
  ) throws(TorchError) -> Tensor {
    try .result(of: "a variance", self) {
      ct_variance(raw, dimensions.int64s, dimensions.count, unbiased, keeping, $0)
    }
  }

  /// Places of the largest elements along `dimension`, as 64-bit integers.
  public func argmax(dimension: Int = -1) throws(TorchError) -> Tensor {
    try .result(of: "argmax", self) { ct_argmax(raw, Int64(dimension), $0) }
  }

  /// Running sums along `dimension`.
  public func cumulativeSum(dimension: Int) throws(TorchError) -> Tensor {
    try .result(of: "cumsum", self) { ct_cumulative_sum(raw, Int64(dimension), $0) }
  }
}

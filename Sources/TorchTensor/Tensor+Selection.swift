internal import CTorch

extension Tensor {
  /// Places `range` along `dimension`, every `step`-th, without a copy.
  public func sliced(_ dimension: Int, _ range: Range<Int>, step: Int = 1) throws(TorchError) -> Tensor {
    try .result(of: "slice", self) {
      ct_slice(raw, Int64(dimension), Int64(range.lowerBound), Int64(range.upperBound), Int64(step), $0)
    }
  }

  /// One place along `dimension`, which disappears; negative counts from the end.
  public func selected(_ dimension: Int, at index: Int) throws(TorchError) -> Tensor {
    try .result(of: "select", self) { ct_select(raw, Int64(dimension), Int64(index), $0) }
  }

  /// The places along `dimension` that `indices` (64-bit integers, one dimension) name, copied.
  public func selected(_ dimension: Int, indices: Tensor) throws(TorchError) -> Tensor {
    try .result(of: "index select", self, indices) {
      ct_index_select(raw, Int64(dimension), indices.raw, $0)
    }
  }

  /// For every place of `indices` the element that it names along `dimension`.
  public func gathered(_ dimension: Int, indices: Tensor) throws(TorchError) -> Tensor {
    try .result(of: "gather", self, indices) { ct_gather(raw, Int64(dimension), indices.raw, $0) }
  }

  /// `yes` where this condition is true, `no` elsewhere.
  public func choosing(_ yes: Tensor, else no: Tensor) throws(TorchError) -> Tensor {
    try .result(of: "where", self, yes, no) { ct_where(raw, yes.raw, no.raw, $0) }
  }

  /// `value` where `mask` is true, this tensor elsewhere.
  public func filled(where mask: Tensor, with value: Double) throws(TorchError) -> Tensor {
    try .result(of: "masked fill", self, mask) { ct_masked_fill(raw, mask.raw, value, $0) }
  }

  /// Class numbers as rows of zeros with one 1; shape `[..., classes]`, single precision.
  public func oneHot(classes: Int) throws(TorchError) -> Tensor {
    try .result(of: "one hot", self) { ct_one_hot(raw, Int64(classes), $0) }
  }
}

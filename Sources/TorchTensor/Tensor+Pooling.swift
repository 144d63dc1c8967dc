internal import CTorch

extension Tensor {
  /// Maximum over windows of `size` frames of `[batch, frames, channels]`, stride `size`; a partial last window counts.
  public func maxPooledTimeMajor(size: Int) throws(TorchError) -> Tensor {
    try .result(of: "max pooling", self) { ct_max_pool_time_major(raw, Int64(size), $0) }
  }

  /// Mean over windows of `size` frames of `[batch, frames, channels]`, stride `size`; a partial last window is
  /// averaged over what it has.
  public func averagePooledTimeMajor(size: Int) throws(TorchError) -> Tensor {
    try .result(of: "average pooling", self) { ct_average_pool_time_major(raw, Int64(size), $0) }
  }

  /// Maximum over windows of the last dimension, as PyTorch's `max_pool1d`.
  public func maxPool1d(
    size: Int, stride: Int? = nil, padding: Int = 0, ceiling: Bool = false
  ) throws(TorchError) -> Tensor {
    try .result(of: "max pooling", self) {
      ct_max_pool1d(raw, Int64(size), Int64(stride ?? size), Int64(padding), ceiling, $0)
    }
  }

  /// Mean over windows of the last dimension, as PyTorch's `avg_pool1d`.
  public func averagePool1d(
    size: Int, stride: Int? = nil, padding: Int = 0, ceiling: Bool = false, countingPadding: Bool = true
  ) throws(TorchError) -> Tensor {
    try .result(of: "average pooling", self) {
      ct_average_pool1d(
        raw, Int64(size), Int64(stride ?? size), Int64(padding), ceiling, countingPadding, $0)
    }
  }
}

internal import TorchTensor

/// A batch of clips of different length, padded to the longest: `values [batch, frames, channels]`.
///
/// What stands in the padding has no meaning, unless `paddingIsZero`; layers that look across frames ask for zeros
/// by `cleaned`. All of it is finite.
struct PaddedSequences {
  var values: Tensor
  var frames: FrameCounts
  var paddingIsZero: Bool

  init(_ values: Tensor, frames: FrameCounts, paddingIsZero: Bool) {
    self.values = values
    self.frames = frames
    self.paddingIsZero = paddingIsZero || !frames.isRagged
  }

  /// The same clips with other values in each frame.
  func replacing(_ values: Tensor, paddingIsZero: Bool) -> PaddedSequences {
    PaddedSequences(values, frames: frames, paddingIsZero: paddingIsZero)
  }

  /// The same with zeros in the padding.
  func cleaned() throws(TorchError) -> PaddedSequences {
    guard !paddingIsZero else { return self }
    let mask = try frames.valid(as: values.elementType ?? .float32)
    return replacing(try values * mask, paddingIsZero: true)
  }

  /// All frames of all clips one behind the other: `[batch * frames, channels]`.
  func rows() throws(TorchError) -> Tensor {
    try values.reshaped([-1, values.shape[2]])
  }
}

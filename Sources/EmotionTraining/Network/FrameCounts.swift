internal import TorchTensor

/// How many frames each clip of a padded batch has, and the masks that follow from it.
///
/// Masks are made once, when a layer first asks.
final class FrameCounts {
  /// Valid frames of each clip, at least 1.
  let counts: [Int]
  /// The longest clip, to which the others are padded.
  let longest: Int
  /// Whether clips differ, so that there is padding.
  let isRagged: Bool
  /// `counts` as 64-bit integers on the processor, `[batch]`.
  let tensor: Tensor

  private let device: Device
  private var validByType: [ElementType: Tensor] = [:]
  private var thinnedByStride: [Int: FrameCounts] = [:]

  init(_ counts: [Int], device: Device) throws(TorchError) {
    self.counts = counts
    self.device = device
    longest = counts.max() ?? 0
    isRagged = counts.contains { [longest] in $0 != longest }
    tensor = try Tensor(counts)
  }

  /// The counts behind a layer that keeps one of `stride` frames, the last partial group counted.
  func thinned(by stride: Int) throws(TorchError) -> FrameCounts {
    guard stride > 1 else { return self }
    if let known = thinnedByStride[stride] { return known }
    let thinned = try FrameCounts(counts.map { ($0 + stride - 1) / stride }, device: device)
    thinnedByStride[stride] = thinned
    return thinned
  }

  /// Ones for valid frames, zeros for padding: `[batch, frames, 1]`.
  func valid(as type: ElementType = .float32) throws(TorchError) -> Tensor {
    if let known = validByType[type] { return known }
    let places = try Tensor.range(longest).unsqueezed(0)  // [1, frames]
    let mask = try (places .< tensor.unsqueezed(1)).unsqueezed(2).moved(to: device).converted(to: type)
    validByType[type] = mask
    return mask
  }

  /// True for padding: `[batch, frames, 1]`.
  func padding() throws(TorchError) -> Tensor { try valid(as: .bool).not() }

  /// `1 / count` of each clip: `[batch, 1]`.
  func reciprocals() throws(TorchError) -> Tensor {
    try Tensor(counts.map { 1 / Float($0) }, shape: [counts.count, 1], device: device)
  }

  /// Row numbers of each clip's last frame in `[batch * frames]`.
  func lastRows() throws(TorchError) -> Tensor {
    try Tensor(counts.enumerated().map { $0.offset * longest + $0.element - 1 }, device: device)
  }
}

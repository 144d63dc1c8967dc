internal import TorchTensor

extension PaddedSequences {
  /// Hidden states of an LSTM over each clip, of a two-way one with the backward states behind the forward ones.
  ///
  /// With clips of different length the backward direction is a forward one over frames that are reversed within each
  /// clip, so that it starts at the clip's own end. `recurrentDropout` is 0 outside training.
  func recurrent(
    forward: LSTMParameters, backward: LSTMParameters?, recurrentDropout: Double
  ) throws(TorchError) -> PaddedSequences {
    guard let backward else {
      return replacing(
        try states(of: values, forward, dropping: recurrentDropout), paddingIsZero: false)
    }
    if !frames.isRagged && recurrentDropout == 0 {
      return replacing(try values.lstm(forward, reverse: backward), paddingIsZero: false)
    }
    let ahead = try states(of: values, forward, dropping: recurrentDropout)
    let behind = try states(
      of: values.reversedFrames(lengths: frames.tensor), backward, dropping: recurrentDropout
    ).reversedFrames(lengths: frames.tensor)
    return replacing(try .concatenated([ahead, behind], dimension: 2), paddingIsZero: false)
  }

  private func states(
    of input: Tensor, _ parameters: LSTMParameters, dropping rate: Double
  ) throws(TorchError) -> Tensor {
    guard rate > 0 else { return try input.lstm(parameters) }
    let ones = try Tensor.ones([input.shape[0], parameters.hiddenWeight.shape[1]], device: input.device)
    return try input.lstm(parameters, stateMask: ones.dropout(rate: rate, training: true))
  }
}

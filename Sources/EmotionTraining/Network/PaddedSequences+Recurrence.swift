internal import TorchTensor

extension PaddedSequences {
  /// Hidden states of an LSTM over each clip, of a two-way one with the backward states behind the forward ones.
  ///
  /// With clips of different length the backward direction is a forward one over frames that are reversed within each
  /// clip, so that it starts at the clip's own end. Recurrent dropout draws one mask per clip and direction, all frames
  /// alike.
  func recurrent(
    forward: LSTMParameters, backward: LSTMParameters?, recurrentDropout: Dropout?
  ) throws(TorchError) -> PaddedSequences {
    guard let backward else {
      return replacing(
        try states(of: values, forward, dropping: recurrentDropout), paddingIsZero: false)
    }
    if !frames.isRagged && recurrentDropout == nil {
      return replacing(try values.lstm(forward, reverse: backward), paddingIsZero: false)
    }
    let ahead = try states(of: values, forward, dropping: recurrentDropout)
    let behind = try states(
      of: values.reversedFrames(lengths: frames.tensor), backward,
      dropping: recurrentDropout.map { Dropout(rate: $0.rate, seed: ~$0.seed) }
    ).reversedFrames(lengths: frames.tensor)
    return replacing(try .concatenated([ahead, behind], dimension: 2), paddingIsZero: false)
  }

  private func states(
    of input: Tensor, _ parameters: LSTMParameters, dropping dropout: Dropout?
  ) throws(TorchError) -> Tensor {
    guard let dropout else { return try input.lstm(parameters) }
    let ones = try Tensor.ones([input.shape[0], parameters.hiddenWeight.shape[1]], device: input.device)
    return try input.lstm(parameters, stateMask: ones.dropout(rate: dropout.rate, seed: dropout.seed))
  }
}

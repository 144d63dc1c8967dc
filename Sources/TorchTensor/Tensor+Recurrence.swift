internal import CTorch

/// What one direction of an LSTM needs, gates in the order input, forget, cell, output.
public struct LSTMParameters {
  /// Input to gates, `[4 * hidden, inputs]`.
  public var inputWeight: Tensor
  /// Hidden state to gates, `[4 * hidden, hidden]`.
  public var hiddenWeight: Tensor
  /// `[4 * hidden]`.
  public var bias: Tensor

  /// Puts parameters together.
  public init(inputWeight: Tensor, hiddenWeight: Tensor, bias: Tensor) {
    self.inputWeight = inputWeight
    self.hiddenWeight = hiddenWeight
    self.bias = bias
  }
}

extension Tensor {
  /// The hidden states of an LSTM over `[batch, frames, inputs]`, starting from zero: `[batch, frames, hidden]`.
  ///
  /// With `reverse` a second LSTM reads the frames backward, and its states stand behind the first one's:
  /// `[batch, frames, 2 * hidden]`. Clips must then be of full length; see ``reversedFrames(lengths:)`` for others.
  public func lstm(_ forward: LSTMParameters, reverse: LSTMParameters? = nil) throws(TorchError) -> Tensor {
    let backward = reverse.map { [$0.inputWeight, $0.hiddenWeight, $0.bias] } ?? []
    var result = ct_tensor()
    let status = withExtendedLifetime((self, forward)) {
      Tensor.withHandles(of: backward) {
        ct_lstm(
          raw, forward.inputWeight.raw, forward.hiddenWeight.raw, forward.bias.raw,
          backward.isEmpty ? nil : $0, &result)
      }
    }
    try TorchError.check("an LSTM", status)
    return Tensor(owning: result)
  }

  /// The same with the hidden state multiplied by `stateMask [batch, hidden]` before it enters the gates: recurrent
  /// dropout with one mask per sequence, as Keras has it.
  public func lstm(_ parameters: LSTMParameters, stateMask: Tensor) throws(TorchError) -> Tensor {
    let p = parameters
    return try .result(
      of: "an LSTM with recurrent dropout", self, p.inputWeight, p.hiddenWeight, p.bias, stateMask
    ) {
      ct_lstm_masked_state(raw, p.inputWeight.raw, p.hiddenWeight.raw, p.bias.raw, stateMask.raw, $0)
    }
  }

  /// `[batch, frames, channels]` with the first `lengths[i]` frames of each clip in reverse order; padding stays.
  ///
  /// `lengths` are 64-bit integers on the processor, `[batch]`.
  public func reversedFrames(lengths: Tensor) throws(TorchError) -> Tensor {
    try .result(of: "reversing frames", self, lengths) { ct_reverse_frames(raw, lengths.raw, $0) }
  }
}

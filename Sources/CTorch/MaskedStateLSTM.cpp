// An LSTM whose hidden state is multiplied by one mask per sequence before it enters the gates: Keras'
// `recurrent_dropout` (Gal and Ghahramani 2016, https://arxiv.org/abs/1512.05287). libtorch has none, and autograd over a time
// loop would keep a dozen small tensors per frame, so the way back is written out here.
#include "Shim.hpp"

#include <torch/csrc/autograd/custom_function.h>

using namespace shim;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

struct MaskedStateLSTM : torch::autograd::Function<MaskedStateLSTM> {
  /// `projected [frames, batch, 4 * hidden]` is `W_ih x + b`; the result is `[frames, batch, hidden]`.
  static at::Tensor forward(
    AutogradContext *context, const at::Tensor &projected, const at::Tensor &weight_hh, const at::Tensor &mask) {
    const auto frames = projected.size(0), batch = projected.size(1), hidden = weight_hh.size(1);
    auto gates = projected.clone();                                               // [frames, batch, 4 * hidden]
    auto cells = at::zeros({frames + 1, batch, hidden}, projected.options());     // cells[t + 1] belongs to frame t
    auto entering = at::zeros({frames, batch, hidden}, projected.options());      // mask * h of the frame before
    auto outputs = at::empty({frames, batch, hidden}, projected.options());
    auto recurrent = weight_hh.t().contiguous();
    for (int64_t t = 0; t < frames; ++t) {
      auto gate = gates[t];
      if (t > 0) {
        auto state = entering[t];
        at::mul_out(state, outputs[t - 1], mask);
        gate.addmm_(state, recurrent);
      }
      auto parts = gate.chunk(4, 1);
      parts[0].sigmoid_();
      parts[1].sigmoid_();
      parts[2].tanh_();
      parts[3].sigmoid_();
      auto cell = cells[t + 1];
      at::mul_out(cell, parts[1], cells[t]).addcmul_(parts[0], parts[2]);
      auto output = outputs[t];
      at::tanh_out(output, cell).mul_(parts[3]);
    }
    context->save_for_backward({gates, cells, entering, weight_hh, mask});
    return outputs;
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    auto saved = context->get_saved_variables();
    const auto &gates = saved[0], &cells = saved[1], &entering = saved[2], &weight_hh = saved[3], &mask = saved[4];
    const auto frames = gates.size(0), batch = gates.size(1), hidden = weight_hh.size(1);
    auto output_gradients = gradients[0].contiguous();
    auto gate_gradients = at::empty_like(gates);
    auto state_gradient = at::zeros({batch, hidden}, gates.options());
    auto cell_gradient = at::zeros({batch, hidden}, gates.options());
    for (int64_t t = frames - 1; t >= 0; --t) {
      auto parts = gates[t].chunk(4, 1);
      const auto &input = parts[0], &forget = parts[1], &candidate = parts[2], &output = parts[3];
      auto squashed = cells[t + 1].tanh();
      auto reaching = output_gradients[t] + state_gradient;
      cell_gradient.add_(reaching * output * (1 - squashed.square()));
      auto into = gate_gradients[t].chunk(4, 1);
      into[0].copy_(cell_gradient * candidate * input * (1 - input));
      into[1].copy_(cell_gradient * cells[t] * forget * (1 - forget));
      into[2].copy_(cell_gradient * input * (1 - candidate.square()));
      into[3].copy_(reaching * squashed * output * (1 - output));
      cell_gradient.mul_(forget);
      state_gradient = at::mm(gate_gradients[t], weight_hh).mul_(mask);
    }
    auto weight_gradient = gate_gradients.view({-1, 4 * hidden}).t().mm(entering.view({-1, hidden}));
    return {gate_gradients, weight_gradient, at::Tensor()};
  }
};

}  // namespace

int ct_lstm_masked_state(
  ct_tensor input, ct_tensor weight_ih, ct_tensor weight_hh, ct_tensor bias, ct_tensor mask, ct_tensor *out) {
  return delivering(out, [&] {
    const auto &x = unwrap(input);
    TORCH_CHECK(x.dim() == 3, "a sequence has shape [batch, frames, channels], not ", x.sizes());
    auto projected = at::linear(x, unwrap(weight_ih), unwrap(bias)).transpose(0, 1).contiguous();
    auto result = MaskedStateLSTM::apply(projected.to(at::kFloat), unwrap(weight_hh), unwrap(mask));
    return result.transpose(0, 1).contiguous();
  });
}

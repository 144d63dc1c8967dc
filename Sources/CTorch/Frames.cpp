// Sequences of different length in one batch: reversal within each clip's own length.
#include "Shim.hpp"

#include <torch/csrc/autograd/custom_function.h>

using namespace shim;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

/// Row numbers of `[batch * frames]` in the order that reverses the first `lengths[i]` frames of each clip.
at::Tensor reversed_rows(const at::Tensor &lengths, int64_t frames, at::Device device) {
  auto order = at::empty({lengths.numel() * frames}, at::kLong);
  auto *row = order.data_ptr<int64_t>();
  const auto *length = lengths.const_data_ptr<int64_t>();
  for (int64_t clip = 0; clip < lengths.numel(); ++clip) {
    for (int64_t t = 0; t < frames; ++t) {
      *row++ = clip * frames + (t < length[clip] ? length[clip] - 1 - t : t);
    }
  }
  return order.to(device);
}

at::Tensor selected(const at::Tensor &input, const at::Tensor &rows) {
  return input.contiguous().view({-1, input.size(2)}).index_select(0, rows).view(input.sizes());
}

/// The order is its own inverse, so the way back is the way there; libtorch's would add up rows one by one.
struct ReverseFrames : torch::autograd::Function<ReverseFrames> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &input, const at::Tensor &rows) {
    context->save_for_backward({rows});
    return selected(input, rows);
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    return {selected(gradients[0], context->get_saved_variables()[0]), at::Tensor()};
  }
};

}  // namespace

int ct_reverse_frames(ct_tensor input, ct_tensor lengths, ct_tensor *out) {
  return delivering(out, [&] {
    const auto &x = unwrap(input);
    const auto &counts = unwrap(lengths);
    TORCH_CHECK(x.dim() == 3, "a sequence has shape [batch, frames, channels], not ", x.sizes());
    TORCH_CHECK(counts.numel() == x.size(0), counts.numel(), " lengths for ", x.size(0), " clips");
    for (int64_t i = 0; i < counts.numel(); ++i) {
      const auto length = counts.const_data_ptr<int64_t>()[i];
      TORCH_CHECK(length >= 0 && length <= x.size(1), "a clip of ", length, " frames among ", x.size(1));
    }
    return ReverseFrames::apply(x, reversed_rows(counts, x.size(1), x.device()));
  });
}

// Layers that libtorch has. Time-major means [batch, frames, channels]: what LSTMs and dense layers want, and what
// oneDNN's convolution takes as it is when it is told that it looks at a channels-last image of height 1.
#include "Shim.hpp"

using namespace shim;

/// `[batch, frames, channels]` as `[batch, channels, 1, frames]`, no copy.
static at::Tensor as_image(const at::Tensor &sequence) { return sequence.transpose(1, 2).unsqueeze(2); }

static at::Tensor as_sequence(const at::Tensor &image) { return image.squeeze(2).transpose(1, 2).contiguous(); }

int ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor *out) {
  return delivering(out, [&] { return at::linear(unwrap(input), unwrap(weight), unwrap_optional(bias)); });
}

int ct_conv1d(
  ct_tensor input, ct_tensor weight, ct_tensor bias, int64_t stride, int64_t padding, int64_t dilation,
  ct_tensor *out) {
  return delivering(out, [&] {
    return at::conv1d(unwrap(input), unwrap(weight), unwrap_optional(bias), stride, padding, dilation);
  });
}

int ct_conv1d_time_major(
  ct_tensor input, ct_tensor weight, ct_tensor bias, int64_t stride, int64_t before, int64_t after,
  int64_t dilation, ct_tensor *out) {
  return delivering(out, [&] {
    auto sequence = unwrap(input);
    TORCH_CHECK(sequence.dim() == 3, "a sequence has shape [batch, frames, channels], not ", sequence.sizes());
    auto padding = before;
    if (before != after) {
      sequence = at::constant_pad_nd(sequence, {0, 0, before, after});
      padding = 0;
    }
    const std::array<int64_t, 2> strides{1, stride}, paddings{0, padding}, dilations{1, dilation};
    return as_sequence(at::conv2d(
      as_image(sequence.contiguous()), unwrap(weight).unsqueeze(2), unwrap_optional(bias),
      at::IntArrayRef(strides), at::IntArrayRef(paddings), at::IntArrayRef(dilations)));
  });
}

int ct_batch_norm(
  ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor running_mean, ct_tensor running_variance,
  bool training, double momentum, double epsilon, ct_tensor *out) {
  return delivering(out, [&] {
    return at::batch_norm(
      unwrap(input), unwrap_optional(weight), unwrap_optional(bias), unwrap_optional(running_mean),
      unwrap_optional(running_variance), training, momentum, epsilon, /*cudnn_enabled=*/true);
  });
}

int ct_layer_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, double epsilon, ct_tensor *out) {
  return delivering(out, [&] {
    const auto &x = unwrap(input);
    return at::layer_norm(x, {x.size(-1)}, unwrap_optional(weight), unwrap_optional(bias), epsilon);
  });
}

int ct_lstm(
  ct_tensor input, ct_tensor weight_ih, ct_tensor weight_hh, ct_tensor bias, const ct_tensor *reverse_weights,
  ct_tensor *out) {
  return delivering(out, [&] {
    const auto &x = unwrap(input);
    TORCH_CHECK(x.dim() == 3, "a sequence has shape [batch, frames, channels], not ", x.sizes());
    const auto hidden = unwrap(weight_hh).size(1);
    // cuDNN and oneDNN know two biases; our layers have one, and a second that is zero adds nothing.
    std::vector<at::Tensor> weights{
      unwrap(weight_ih), unwrap(weight_hh), unwrap(bias), at::zeros_like(unwrap(bias))};
    const bool two_way = reverse_weights != nullptr;
    if (two_way) {
      for (size_t i = 0; i < 3; ++i) weights.push_back(unwrap(reverse_weights[i]));
      weights.push_back(at::zeros_like(weights[2]));
    }
    auto start = at::zeros({two_way ? 2 : 1, x.size(0), hidden}, unwrap(weight_hh).options());
    auto result = at::lstm(
      x, {start, start}, weights, /*has_biases=*/true, /*num_layers=*/1, /*dropout=*/0.0,
      /*train=*/at::GradMode::is_enabled(), /*bidirectional=*/two_way, /*batch_first=*/true);
    return std::get<0>(result);
  });
}

int ct_max_pool_time_major(ct_tensor input, int64_t size, ct_tensor *out) {
  return delivering(out, [&] {
    auto image = as_image(unwrap(input));
    return as_sequence(at::max_pool2d(image, {1, size}, {1, size}, {0, 0}, {1, 1}, /*ceil_mode=*/true));
  });
}

int ct_average_pool_time_major(ct_tensor input, int64_t size, ct_tensor *out) {
  return delivering(out, [&] {
    auto image = as_image(unwrap(input));
    return as_sequence(at::avg_pool2d(image, {1, size}, {1, size}, {0, 0}, /*ceil_mode=*/true, false));
  });
}

int ct_max_pool1d(ct_tensor input, int64_t size, int64_t stride, int64_t padding, bool ceil, ct_tensor *out) {
  return delivering(out, [&] { return at::max_pool1d(unwrap(input), size, stride, padding, 1, ceil); });
}

int ct_average_pool1d(
  ct_tensor input, int64_t size, int64_t stride, int64_t padding, bool ceil, bool count_padding, ct_tensor *out) {
  return delivering(out, [&] {
    return at::avg_pool1d(unwrap(input), size, stride, padding, ceil, count_padding);
  });
}

int ct_cross_entropy(
  ct_tensor logits, ct_tensor target, ct_tensor weight, int32_t reduction, double smoothing, ct_tensor *out) {
  return delivering(out, [&] {
    // In single precision whatever autocast made of the logits.
    return at::cross_entropy_loss(
      unwrap(logits).to(at::kFloat), unwrap(target), unwrap_optional(weight), reduction, -100, smoothing);
  });
}

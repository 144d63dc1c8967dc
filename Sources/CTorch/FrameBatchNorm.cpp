// Batch normalisation over the valid frames of padded clips, with an optional (leaky) ReLU in the same pass
// (Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167). libtorch's has no lengths; masking around it costs several more passes
// over memory than normalising does.
#include "Shim.hpp"
#include "Vectorised.hpp"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>

using namespace shim;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

/// Rows that are added up in single precision before the sum goes on in double precision.
constexpr int64_t kBlock = 32;

/// Sums of `x - shift` and of its square over `rows` rows.
template <class Element>
CT_INLINE void add_moments(
  const Element *__restrict x, const float *__restrict shift, int64_t rows, int64_t channels, float *__restrict sum,
  float *__restrict square) {
  for (int64_t row = 0; row < rows; ++row, x += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      const float centred = load(x[c]) - shift[c];
      sum[c] += centred;
      square[c] += centred * centred;
    }
  }
}

/// Sums of the gradient that passes the rectifier, and of its product with the normalised input.
template <class Element>
CT_INLINE void add_gradients(
  const Element *__restrict x, const Element *__restrict y, const Element *__restrict dy, const float *__restrict mean,
  const float *__restrict inverse, float slope, int64_t rows, int64_t channels, float *__restrict sum,
  float *__restrict product) {
  for (int64_t row = 0; row < rows; ++row, x += channels, y += channels, dy += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      const float gradient = load(dy[c]) * (load(y[c]) > 0 ? 1.0f : slope);
      sum[c] += gradient;
      product[c] += gradient * (load(x[c]) - mean[c]) * inverse[c];
    }
  }
}

template <class Element>
CT_INLINE void apply_affine(
  const Element *__restrict x, const float *__restrict scale, const float *__restrict shift, float slope, int64_t rows,
  int64_t channels, Element *__restrict y) {
  for (int64_t row = 0; row < rows; ++row, x += channels, y += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      const float value = load(x[c]) * scale[c] + shift[c];
      store(y[c], value > 0 ? value : value * slope);
    }
  }
}

/// `dx = a * g + b * x + c` with the gradient g that passes the rectifier.
template <class Element>
CT_INLINE void apply_gradient(
  const Element *__restrict x, const Element *__restrict y, const Element *__restrict dy, const float *__restrict a,
  const float *__restrict b, const float *__restrict constant, float slope, int64_t rows, int64_t channels,
  Element *__restrict dx) {
  for (int64_t row = 0; row < rows; ++row, x += channels, y += channels, dy += channels, dx += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      const float gradient = load(dy[c]) * (load(y[c]) > 0 ? 1.0f : slope);
      store(dx[c], a[c] * gradient + b[c] * load(x[c]) + constant[c]);
    }
  }
}

// One instance per element type, because a template cannot be cloned for targets.
#define CT_KERNELS(Element)                                                                                         \
  CT_VECTORISED void moments(                                                                                       \
    const Element *x, const float *shift, int64_t rows, int64_t channels, float *sum, float *square) {              \
    add_moments(x, shift, rows, channels, sum, square);                                                             \
  }                                                                                                                 \
  CT_VECTORISED void gradients(                                                                                     \
    const Element *x, const Element *y, const Element *dy, const float *mean, const float *inverse, float slope,    \
    int64_t rows, int64_t channels, float *sum, float *product) {                                                   \
    add_gradients(x, y, dy, mean, inverse, slope, rows, channels, sum, product);                                    \
  }                                                                                                                 \
  CT_VECTORISED void affine(                                                                                        \
    const Element *x, const float *scale, const float *shift, float slope, int64_t rows, int64_t channels,          \
    Element *y) {                                                                                                   \
    apply_affine(x, scale, shift, slope, rows, channels, y);                                                        \
  }                                                                                                                 \
  CT_VECTORISED void input_gradient(                                                                                \
    const Element *x, const Element *y, const Element *dy, const float *a, const float *b, const float *constant,   \
    float slope, int64_t rows, int64_t channels, Element *dx) {                                                     \
    apply_gradient(x, y, dy, a, b, constant, slope, rows, channels, dx);                                            \
  }
CT_KERNELS(float)
CT_KERNELS(bfloat16)

/// Two sums per clip and channel, in double precision over blocks; then over clips, in their order: the same
/// whatever the number of threads. `add(first row, rows, one, two)` adds a block in single precision.
template <class Add>
void two_sums(const int64_t *lengths, int64_t clips, int64_t frames, int64_t channels, double *one, double *two, Add add) {
  std::vector<double> partial(static_cast<size_t>(2 * clips * channels), 0.0);
  at::parallel_for(0, clips, 1, [&](int64_t begin, int64_t end) {
    std::vector<float> block(static_cast<size_t>(2 * channels));
    for (int64_t clip = begin; clip < end; ++clip) {
      auto *total = partial.data() + 2 * clip * channels;
      for (int64_t t = 0; t < lengths[clip]; t += kBlock) {
        std::fill(block.begin(), block.end(), 0.0f);
        add(clip * frames + t, std::min(kBlock, lengths[clip] - t), block.data(), block.data() + channels);
        for (int64_t c = 0; c < 2 * channels; ++c) total[c] += block[static_cast<size_t>(c)];
      }
    }
  });
  std::fill(one, one + channels, 0.0);
  std::fill(two, two + channels, 0.0);
  for (int64_t clip = 0; clip < clips; ++clip) {
    const auto *total = partial.data() + 2 * clip * channels;
    for (int64_t c = 0; c < channels; ++c) {
      one[c] += total[c];
      two[c] += total[channels + c];
    }
  }
}

/// Runs `body(first row, rows)` over the valid rows of every clip and zeroes the rest of `target`.
template <class Element, class Body>
void over_valid_rows(const int64_t *lengths, int64_t clips, int64_t frames, int64_t channels, Element *target, Body body) {
  at::parallel_for(0, clips, 1, [&](int64_t begin, int64_t end) {
    for (int64_t clip = begin; clip < end; ++clip) {
      body(clip * frames, lengths[clip]);
      auto *padding = target + (clip * frames + lengths[clip]) * channels;
      std::memset(static_cast<void *>(padding), 0, static_cast<size_t>((frames - lengths[clip]) * channels) * sizeof(Element));
    }
  });
}

struct FrameBatchNorm : torch::autograd::Function<FrameBatchNorm> {
  static at::Tensor forward(
    AutogradContext *context, const at::Tensor &input, const at::Tensor &weight, const at::Tensor &bias,
    const at::Tensor &lengths, at::Tensor running_mean, at::Tensor running_variance, bool training, double momentum,
    double epsilon, double slope) {
    auto x = input.contiguous();
    auto output = at::empty_like(x);
    auto mean = at::empty({x.size(2)}, at::kFloat), inverse = at::empty({x.size(2)}, at::kFloat);
    if (x.scalar_type() == at::kBFloat16) {
      run<bfloat16>(x, output, weight, bias, lengths, running_mean, running_variance, mean, inverse, training, momentum, epsilon, slope);
    } else {
      run<float>(x, output, weight, bias, lengths, running_mean, running_variance, mean, inverse, training, momentum, epsilon, slope);
    }
    context->save_for_backward({x, output, weight, lengths, mean, inverse});
    context->saved_data["training"] = training;
    context->saved_data["slope"] = slope;
    return output;
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    auto saved = context->get_saved_variables();
    const auto &x = saved[0];
    auto dy = gradients[0].to(x.scalar_type()).contiguous();
    auto dx = at::empty_like(x);
    auto dw = at::empty({x.size(2)}, at::kFloat), db = at::empty({x.size(2)}, at::kFloat);
    const bool training = context->saved_data["training"].toBool();
    const auto slope = static_cast<float>(context->saved_data["slope"].toDouble());
    if (x.scalar_type() == at::kBFloat16) {
      run_back<bfloat16>(x, saved[1], dy, dx, saved[2], saved[3], saved[4], saved[5], dw, db, training, slope);
    } else {
      run_back<float>(x, saved[1], dy, dx, saved[2], saved[3], saved[4], saved[5], dw, db, training, slope);
    }
    variable_list result(10);
    result[0] = dx;
    result[1] = dw;
    result[2] = db;
    return result;
  }

  template <class Element>
  static void run(
    const at::Tensor &input, at::Tensor &output, const at::Tensor &weight, const at::Tensor &bias,
    const at::Tensor &lengths, at::Tensor &running_mean, at::Tensor &running_variance, at::Tensor &mean,
    at::Tensor &inverse, bool training, double momentum, double epsilon, double slope) {
    const auto clips = input.size(0), frames = input.size(1), channels = input.size(2);
    const auto size = static_cast<size_t>(channels);
    const auto *x = static_cast<const Element *>(input.const_data_ptr());
    auto *y = static_cast<Element *>(output.data_ptr());
    const auto *length = lengths.const_data_ptr<int64_t>();
    auto *m = mean.data_ptr<float>(), *inv = inverse.data_ptr<float>();
    auto *rm = running_mean.data_ptr<float>(), *rv = running_variance.data_ptr<float>();
    if (training) {
      // Values relative to one frame of the data, so that squares stay small where means are large.
      std::vector<float> shift(size);
      for (size_t c = 0; c < size; ++c) shift[c] = load(x[c]);
      std::vector<double> sum(size), square(size);
      two_sums(length, clips, frames, channels, sum.data(), square.data(), [&](int64_t row, int64_t rows, float *one, float *two) {
        moments(x + row * channels, shift.data(), rows, channels, one, two);
      });
      double count = 0;
      for (int64_t clip = 0; clip < clips; ++clip) count += static_cast<double>(length[clip]);
      for (size_t c = 0; c < size; ++c) {
        const double relative = sum[c] / count;
        const double variance = std::max(square[c] / count - relative * relative, 0.0);
        const double centre = relative + shift[c];
        m[c] = static_cast<float>(centre);
        inv[c] = static_cast<float>(1 / std::sqrt(variance + epsilon));
        const double unbiased = count > 1 ? variance * count / (count - 1) : variance;
        rm[c] = static_cast<float>((1 - momentum) * rm[c] + momentum * centre);
        rv[c] = static_cast<float>((1 - momentum) * rv[c] + momentum * unbiased);
      }
    } else {
      for (size_t c = 0; c < size; ++c) {
        m[c] = rm[c];
        inv[c] = 1 / std::sqrt(rv[c] + static_cast<float>(epsilon));
      }
    }
    const auto *w = weight.const_data_ptr<float>(), *b = bias.const_data_ptr<float>();
    std::vector<float> scale(size), offset(size);
    for (size_t c = 0; c < size; ++c) {
      scale[c] = w[c] * inv[c];
      offset[c] = b[c] - m[c] * scale[c];
    }
    over_valid_rows(length, clips, frames, channels, y, [&](int64_t row, int64_t rows) {
      affine(x + row * channels, scale.data(), offset.data(), static_cast<float>(slope), rows, channels, y + row * channels);
    });
  }

  template <class Element>
  static void run_back(
    const at::Tensor &input, const at::Tensor &output, const at::Tensor &gradient, at::Tensor &result,
    const at::Tensor &weight, const at::Tensor &lengths, const at::Tensor &mean, const at::Tensor &inverse,
    at::Tensor &weight_gradient, at::Tensor &bias_gradient, bool training, float slope) {
    const auto clips = input.size(0), frames = input.size(1), channels = input.size(2);
    const auto size = static_cast<size_t>(channels);
    const auto *x = static_cast<const Element *>(input.const_data_ptr());
    const auto *y = static_cast<const Element *>(output.const_data_ptr());
    const auto *dy = static_cast<const Element *>(gradient.const_data_ptr());
    auto *dx = static_cast<Element *>(result.data_ptr());
    const auto *length = lengths.const_data_ptr<int64_t>();
    const auto *m = mean.const_data_ptr<float>(), *inv = inverse.const_data_ptr<float>();
    const auto *w = weight.const_data_ptr<float>();
    std::vector<double> sum(size), product(size);
    two_sums(length, clips, frames, channels, sum.data(), product.data(), [&](int64_t row, int64_t rows, float *one, float *two) {
      const auto at = row * channels;
      ::gradients(x + at, y + at, dy + at, m, inv, slope, rows, channels, one, two);
    });
    double count = 0;
    for (int64_t clip = 0; clip < clips; ++clip) count += static_cast<double>(length[clip]);
    // In training dx = w * inv * (g - mean(g) - normalised * mean(g * normalised)); otherwise the first term alone.
    std::vector<float> a(size), b(size, 0.0f), constant(size, 0.0f);
    for (size_t c = 0; c < size; ++c) {
      weight_gradient.data_ptr<float>()[c] = static_cast<float>(product[c]);
      bias_gradient.data_ptr<float>()[c] = static_cast<float>(sum[c]);
      a[c] = w[c] * inv[c];
      if (!training) continue;
      const double curvature = a[c] * inv[c] * product[c] / count;
      b[c] = static_cast<float>(-curvature);
      constant[c] = static_cast<float>(m[c] * curvature - a[c] * sum[c] / count);
    }
    over_valid_rows(length, clips, frames, channels, dx, [&](int64_t row, int64_t rows) {
      const auto at = row * channels;
      input_gradient(x + at, y + at, dy + at, a.data(), b.data(), constant.data(), slope, rows, channels, dx + at);
    });
  }
};

/// The same from libtorch's operations, for other devices.
at::Tensor composed(
  const at::Tensor &input, const at::Tensor &lengths, const at::Tensor &weight, const at::Tensor &bias,
  at::Tensor &running_mean, at::Tensor &running_variance, bool training, double momentum, double epsilon, double slope) {
  auto x = input.to(at::kFloat);
  auto places = at::arange(x.size(1), x.options().dtype(at::kLong));
  auto mask = (places.unsqueeze(0) < lengths.to(x.device()).unsqueeze(1)).unsqueeze(2).to(at::kFloat);
  auto mean = running_mean, variance = running_variance;
  if (training) {
    const auto count = lengths.sum().item<double>();
    mean = (x * mask).sum({0, 1}) / count;
    variance = ((x - mean) * mask).square().sum({0, 1}) / count;
    at::NoGradGuard guard;
    running_mean.lerp_(mean, momentum);
    running_variance.lerp_(variance * (count > 1 ? count / (count - 1) : 1.0), momentum);
  }
  auto scale = weight * (variance + epsilon).rsqrt();
  auto normalised = (x - mean) * scale + bias;
  if (slope != 1) normalised = at::leaky_relu(normalised, slope);
  return (normalised * mask).to(input.scalar_type());
}

}  // namespace

int ct_batch_norm_time_major(
  ct_tensor input, ct_tensor lengths, ct_tensor weight, ct_tensor bias, ct_tensor running_mean,
  ct_tensor running_variance, bool training, double momentum, double epsilon, double negative_slope,
  ct_tensor *out) {
  return delivering(out, [&] {
    const auto &x = unwrap(input);
    const auto &counts = unwrap(lengths);
    auto &mean = unwrap(running_mean), &variance = unwrap(running_variance);
    TORCH_CHECK(x.dim() == 3, "a sequence has shape [batch, frames, channels], not ", x.sizes());
    TORCH_CHECK(counts.numel() == x.size(0), counts.numel(), " lengths for ", x.size(0), " clips");
    for (int64_t i = 0; i < counts.numel(); ++i) {
      const auto length = counts.const_data_ptr<int64_t>()[i];
      TORCH_CHECK(length >= 1 && length <= x.size(1), "a clip of ", length, " frames among ", x.size(1));
    }
    for (const auto *each : {&unwrap(weight), &unwrap(bias), &mean, &variance}) {
      TORCH_CHECK(
        each->numel() == x.size(2) && each->scalar_type() == at::kFloat && each->is_contiguous(),
        "batch normalisation of ", x.size(2), " channels with a parameter of shape ", each->sizes());
    }
    const bool fast = x.is_cpu() && (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
    if (!fast) {
      return composed(
        x, counts, unwrap(weight), unwrap(bias), mean, variance, training, momentum, epsilon, negative_slope);
    }
    return FrameBatchNorm::apply(
      x, unwrap(weight), unwrap(bias), counts, mean, variance, training, momentum, epsilon, negative_slope);
  });
}

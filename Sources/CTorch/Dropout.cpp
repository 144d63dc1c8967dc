// Dropout whose choices are a function of a seed and each element's place (Srivastava et al. 2014): nothing is kept for
// the way back, any number of threads gives the same, and it costs a pass over memory where libtorch's generator, one
// number after the other, costs several times that.
#include "Shim.hpp"
#include "Vectorised.hpp"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

using namespace shim;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

/// Elements that share a key.
constexpr int64_t kBlock = 1 << 14;

/// SplitMix64's output function.
uint64_t mixed(uint64_t value) {
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

/// Hashes places by MurmurHash3's finaliser between two halves of the key.
template <class Element>
CT_INLINE void drop(
  const Element *__restrict x, int64_t count, uint64_t key, uint32_t threshold, float scale, Element *__restrict y) {
  const auto first = static_cast<uint32_t>(key), second = static_cast<uint32_t>(key >> 32);
  for (int64_t i = 0; i < count; ++i) {
    uint32_t hash = (static_cast<uint32_t>(i) * 0x9e3779b1u) ^ first;
    hash = (hash ^ (hash >> 16)) * 0x85ebca6bu + second;
    hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
    hash ^= hash >> 16;
    store(y[i], hash >= threshold ? load(x[i]) * scale : 0.0f);
  }
}

CT_VECTORISED void drop_block(
  const float *x, int64_t count, uint64_t key, uint32_t threshold, float scale, float *y) {
  drop(x, count, key, threshold, scale, y);
}

CT_VECTORISED void drop_block(
  const bfloat16 *x, int64_t count, uint64_t key, uint32_t threshold, float scale, bfloat16 *y) {
  drop(x, count, key, threshold, scale, y);
}

template <class Element>
at::Tensor dropped_as(const at::Tensor &input, double rate, uint64_t seed) {
  auto x = input.contiguous();
  auto y = at::empty_like(x);
  const auto *from = static_cast<const Element *>(x.const_data_ptr());
  auto *to = static_cast<Element *>(y.data_ptr());
  const auto count = x.numel();
  const auto threshold = static_cast<uint32_t>(rate * 4294967296.0);
  const auto scale = static_cast<float>(1 / (1 - rate));
  at::parallel_for(0, (count + kBlock - 1) / kBlock, 1, [&](int64_t begin, int64_t end) {
    for (int64_t block = begin; block < end; ++block) {
      const auto start = block * kBlock;
      const auto key = mixed(mixed(seed) ^ static_cast<uint64_t>(block));
      drop_block(from + start, std::min(kBlock, count - start), key, threshold, scale, to + start);
    }
  });
  return y;
}

at::Tensor dropped(const at::Tensor &x, double rate, uint64_t seed) {
  if (x.is_cpu() && x.scalar_type() == at::kBFloat16) return dropped_as<bfloat16>(x, rate, seed);
  if (x.is_cpu() && x.scalar_type() == at::kFloat) return dropped_as<float>(x, rate, seed);
  // Elsewhere the device's own generator, started from the seed.
  auto generator = at::globalContext().defaultGenerator(x.device());
  {
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(mixed(seed));
  }
  return x * (at::rand(x.sizes(), generator, x.options().dtype(at::kFloat)) >= rate).to(x.scalar_type()) / (1 - rate);
}

struct SeededDropout : torch::autograd::Function<SeededDropout> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &input, double rate, int64_t seed) {
    context->saved_data["rate"] = rate;
    context->saved_data["seed"] = seed;
    return dropped(input, rate, static_cast<uint64_t>(seed));
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const auto seed = static_cast<uint64_t>(context->saved_data["seed"].toInt());
    return {dropped(gradients[0], context->saved_data["rate"].toDouble(), seed), at::Tensor(), at::Tensor()};
  }
};

}  // namespace

int ct_dropout(ct_tensor input, double rate, uint64_t seed, ct_tensor *out) {
  return delivering(out, [&] {
    TORCH_CHECK(rate >= 0 && rate < 1, "a dropout rate is from 0 to below 1, not ", rate);
    return SeededDropout::apply(unwrap(input), rate, static_cast<int64_t>(seed));
  });
}

// Gradient clipping and optimizer steps. The state lives with the caller, as tensors.
#include "Shim.hpp"

using namespace shim;

int ct_clip_gradient_norm(const ct_tensor *parameters, size_t count, double maximum, double *norm) {
  return guarded([&] {
    at::NoGradGuard guard;
    std::vector<at::Tensor> gradients;
    for (size_t i = 0; i < count; ++i) {
      const auto &gradient = unwrap(parameters[i]).grad();
      if (gradient.defined()) gradients.push_back(gradient);
    }
    *norm = 0;
    if (gradients.empty()) return;
    std::vector<at::Tensor> norms;
    for (const auto &gradient : gradients) norms.push_back(gradient.norm());
    *norm = at::stack(norms).norm().item<double>();
    if (*norm <= maximum) return;
    // The same small number as PyTorch's clip_grad_norm_. A norm that is not finite poisons every gradient: the
    // caller sees it in `*norm` and skips the step.
    auto scale = maximum / (*norm + 1e-6);
    for (auto &gradient : gradients) gradient.mul_(scale);
  });
}

int ct_sgd_step(
  const ct_tensor *parameters, const ct_tensor *momenta, const double *decays, size_t count, double rate,
  double momentum, bool nesterov) {
  return guarded([&] {
    at::NoGradGuard guard;
    for (size_t i = 0; i < count; ++i) {
      auto &parameter = unwrap(parameters[i]);
      auto gradient = parameter.grad();
      if (!gradient.defined()) continue;
      if (decays[i] != 0) gradient = gradient.add(parameter, decays[i]);
      if (momenta != nullptr && momentum != 0) {
        // The buffer starts at zero, where PyTorch starts with the first gradient: the same sequence.
        auto &buffer = unwrap(momenta[i]).mul_(momentum).add_(gradient);
        gradient = nesterov ? gradient.add(buffer, momentum) : buffer;
      }
      parameter.add_(gradient, -rate);
    }
  });
}

int ct_rmsprop_step(
  const ct_tensor *parameters, const ct_tensor *squares, const double *decays, size_t count, double rate,
  double smoothing, double epsilon) {
  return guarded([&] {
    at::NoGradGuard guard;
    for (size_t i = 0; i < count; ++i) {
      auto &parameter = unwrap(parameters[i]);
      auto gradient = parameter.grad();
      if (!gradient.defined()) continue;
      if (decays[i] != 0) gradient = gradient.add(parameter, decays[i]);
      auto &square = unwrap(squares[i]).mul_(smoothing).addcmul_(gradient, gradient, 1 - smoothing);
      parameter.addcdiv_(gradient, square.add(epsilon).sqrt_(), -rate);
    }
  });
}

int ct_adamw_step(
  const ct_tensor *parameters, const ct_tensor *means, const ct_tensor *squares, const double *decays,
  size_t count, int64_t step, double rate, double beta1, double beta2, double epsilon) {
  return guarded([&] {
    at::NoGradGuard guard;
    const auto steps = static_cast<double>(step);
    const auto rate_corrected = rate / (1 - std::pow(beta1, steps));
    const auto square_correction = std::sqrt(1 - std::pow(beta2, steps));
    for (size_t i = 0; i < count; ++i) {
      auto &parameter = unwrap(parameters[i]);
      const auto &gradient = parameter.grad();
      if (!gradient.defined()) continue;
      // Decoupled: Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101
      if (decays[i] != 0) parameter.mul_(1 - rate * decays[i]);
      auto &mean = unwrap(means[i]).lerp_(gradient, 1 - beta1);
      auto &square = unwrap(squares[i]).mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
      parameter.addcdiv_(mean, square.sqrt().div_(square_correction).add_(epsilon), -rate_corrected);
    }
  });
}

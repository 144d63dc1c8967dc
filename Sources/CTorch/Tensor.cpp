// Making tensors, reading them, and their gradients.
#include "Shim.hpp"

#include <ATen/CPUGeneratorImpl.h>

using namespace shim;

static at::Tensor copied(const void *values, at::IntArrayRef shape, at::ScalarType type, ct_device device) {
  // from_blob does not take ownership, and the caller's array ends with the call: clone or copy to the device.
  auto view = at::from_blob(const_cast<void *>(values), shape, at::TensorOptions().dtype(type));
  return device.cuda ? view.to(unwrap(device)) : view.clone();
}

int ct_from_floats(const float *values, const int64_t *shape, size_t rank, ct_device device, ct_tensor *out) {
  return delivering(out, [&] { return copied(values, dimensions(shape, rank), at::kFloat, device); });
}

int ct_from_int64s(const int64_t *values, const int64_t *shape, size_t rank, ct_device device, ct_tensor *out) {
  return delivering(out, [&] { return copied(values, dimensions(shape, rank), at::kLong, device); });
}

int ct_full(double value, const int64_t *shape, size_t rank, ct_dtype dtype, ct_device device, ct_tensor *out) {
  return delivering(out, [&] {
    auto options = at::TensorOptions().dtype(unwrap(dtype)).device(unwrap(device));
    return at::full(dimensions(shape, rank), value, options);
  });
}

int ct_arange(int64_t count, ct_device device, ct_tensor *out) {
  return delivering(out, [&] {
    return at::arange(count, at::TensorOptions().dtype(at::kLong).device(unwrap(device)));
  });
}

int ct_random(
  bool normal, uint64_t seed, const int64_t *shape, size_t rank, ct_device device, ct_tensor *out) {
  return delivering(out, [&] {
    // Drawn on the processor for any device, so that the numbers are the same there.
    auto generator = at::detail::createCPUGenerator(seed);
    auto sizes = dimensions(shape, rank);
    auto drawn = normal ? at::randn(sizes, generator, at::kFloat) : at::rand(sizes, generator, at::kFloat);
    return drawn.to(unwrap(device));
  });
}

int ct_orthogonal(ct_tensor matrix, ct_tensor *out) {
  return delivering(out, [&] {
    auto [q, r] = at::linalg_qr(unwrap(matrix));
    return q * r.diagonal().sign();
  });
}

void ct_tensor_free(ct_tensor tensor) { delete static_cast<at::Tensor *>(tensor.pointer); }

int32_t ct_rank(ct_tensor tensor) { return static_cast<int32_t>(unwrap(tensor).dim()); }

int64_t ct_count(ct_tensor tensor) { return unwrap(tensor).numel(); }

void ct_shape(ct_tensor tensor, int64_t *shape) {
  auto sizes = unwrap(tensor).sizes();
  for (size_t i = 0; i < sizes.size(); ++i) shape[i] = sizes[i];
}

int32_t ct_dtype_of(ct_tensor tensor) {
  switch (unwrap(tensor).scalar_type()) {
    case at::kFloat: return CT_FLOAT32;
    case at::kLong: return CT_INT64;
    case at::kBool: return CT_BOOL;
    case at::kBFloat16: return CT_BFLOAT16;
    case at::kDouble: return CT_FLOAT64;
    default: return -1;
  }
}

ct_device ct_device_of(ct_tensor tensor) {
  auto device = unwrap(tensor).device();
  return ct_device{device.is_cuda(), device.is_cuda() ? static_cast<int32_t>(device.index()) : 0};
}

bool ct_is_same(ct_tensor left, ct_tensor right) { return unwrap(left).is_same(unwrap(right)); }

template <class Element>
static void read_out(ct_tensor tensor, Element *values, at::ScalarType type) {
  at::NoGradGuard guard;
  auto source = unwrap(tensor).detach().to(at::kCPU, type).contiguous();
  std::memcpy(values, source.const_data_ptr(), static_cast<size_t>(source.numel()) * sizeof(Element));
}

int ct_to_floats(ct_tensor tensor, float *values) {
  return guarded([&] { read_out(tensor, values, at::kFloat); });
}

int ct_to_int64s(ct_tensor tensor, int64_t *values) {
  return guarded([&] { read_out(tensor, values, at::kLong); });
}

bool ct_requires_gradient(ct_tensor tensor) { return unwrap(tensor).requires_grad(); }

int ct_set_requires_gradient(ct_tensor tensor, bool required) {
  return guarded([&] { unwrap(tensor).set_requires_grad(required); });
}

int ct_gradient(ct_tensor tensor, bool *present, ct_tensor *out) {
  return guarded([&] {
    const auto &gradient = unwrap(tensor).grad();
    *present = gradient.defined();
    if (gradient.defined()) deliver(gradient, out);
  });
}

int ct_clear_gradient(ct_tensor tensor) {
  return guarded([&] { unwrap(tensor).mutable_grad() = at::Tensor(); });
}

int ct_backward(ct_tensor scalar) {
  return guarded([&] { unwrap(scalar).backward(); });
}

int ct_detach(ct_tensor tensor, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).detach(); });
}

int ct_clone(ct_tensor tensor, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).clone(); });
}

int ct_convert(ct_tensor tensor, ct_dtype dtype, ct_device device, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).to(unwrap(device), unwrap(dtype)); });
}

int ct_contiguous(ct_tensor tensor, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).contiguous(); });
}

// What the shim's files share: unwrapping handles, delivering results, and the one place where exceptions stop.
#pragma once

#if !__has_include(<ATen/ATen.h>)
#error "libtorch was not found. Run `make setup-training` to unpack it into .deps/libtorch, or set LIBTORCH=/path/to/libtorch to name a copy (the folder with include/ and lib/). Detection needs none of this: `swift build --product speech-emotion`."
#endif

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <optional>
#include <string>
#include <vector>

#include "CTorch.h"

namespace shim {

/// The calling thread's last message.
std::string &last_error();

/// Keeps the first line of a message: libtorch appends advice and stack traces.
void remember(const char *message);

/// Runs `body` and turns every exception into a status. Nothing may throw past this.
template <class Body>
int guarded(Body &&body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error &error) {
    remember(error.what_without_backtrace());
  } catch (const std::exception &error) {
    remember(error.what());
  } catch (...) {
    remember("an exception of unknown type");
  }
  return 1;
}

inline at::Tensor &unwrap(ct_tensor handle) { return *static_cast<at::Tensor *>(handle.pointer); }

inline at::Tensor unwrap_or_undefined(ct_tensor handle) {
  return handle.pointer == nullptr ? at::Tensor() : unwrap(handle);
}

inline std::optional<at::Tensor> unwrap_optional(ct_tensor handle) {
  if (handle.pointer == nullptr) return std::nullopt;
  return unwrap(handle);
}

inline std::vector<at::Tensor> unwrap(const ct_tensor *handles, size_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (size_t i = 0; i < count; ++i) tensors.push_back(unwrap(handles[i]));
  return tensors;
}

inline void deliver(at::Tensor tensor, ct_tensor *out) { out->pointer = new at::Tensor(std::move(tensor)); }

/// The common form: compute a tensor, hand it out.
template <class Body>
int delivering(ct_tensor *out, Body &&body) noexcept {
  return guarded([&] { deliver(body(), out); });
}

inline at::IntArrayRef dimensions(const int64_t *values, size_t count) { return {values, count}; }

inline at::Device unwrap(ct_device device) {
  if (!device.cuda) return at::Device(at::kCPU);
  return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device.index));
}

inline at::ScalarType unwrap(ct_dtype dtype) {
  switch (dtype) {
    case CT_FLOAT32: return at::kFloat;
    case CT_INT64: return at::kLong;
    case CT_BOOL: return at::kBool;
    case CT_BFLOAT16: return at::kBFloat16;
    case CT_FLOAT64: return at::kDouble;
  }
  TORCH_CHECK(false, "an element type this shim does not know: ", static_cast<int>(dtype));
}

}  // namespace shim

// Errors, devices, threads, gradient mode and autocast.
#include "Shim.hpp"

#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <torch/headeronly/version.h>

namespace shim {

std::string &last_error() {
  thread_local std::string message;
  return message;
}

void remember(const char *message) {
  std::string text(message);
  last_error() = text.substr(0, text.find('\n'));
}

}  // namespace shim

using namespace shim;

const char *ct_last_error(void) { return last_error().c_str(); }

const char *ct_version(void) { return TORCH_VERSION; }

bool ct_cuda_is_available(void) {
  static const bool available = [] {
    try {
      // We link the CPU half alone; the CUDA half registers itself when it is loaded, where it lies beside.
      if (!at::hasCUDA()) dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
      return at::hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0;
    } catch (...) {
      return false;
    }
  }();
  return available;
}

int ct_set_thread_count(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}

int32_t ct_thread_count(void) { return at::get_num_threads(); }

void ct_keep_freed_memory(void) {
#if defined(__GLIBC__)
  // 32 MiB is the most that glibc takes as the first threshold.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_TOP_PAD, 64 << 20);
#endif
}

bool ct_gradients_enabled(void) { return at::GradMode::is_enabled(); }

void ct_set_gradients_enabled(bool enabled) { at::GradMode::set_enabled(enabled); }

int ct_autocast_begin(ct_device device, int32_t *token) {
  return guarded([&] {
    auto kind = unwrap(device).type();
    *token = at::autocast::is_autocast_enabled(kind) ? 1 : 0;
    at::autocast::set_autocast_enabled(kind, true);
    at::autocast::set_autocast_dtype(kind, at::kBFloat16);
    at::autocast::increment_nesting();
  });
}

int ct_autocast_end(ct_device device, int32_t token) {
  return guarded([&] {
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(unwrap(device).type(), token != 0);
  });
}

#include "CNetworkKernels.h"

bool network_kernels_supported(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f");
#else
  return false;
#endif
}

bool network_bfloat16_supported(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return network_kernels_supported() && __builtin_cpu_supports("avx512bf16");
#else
  return false;
#endif
}

bool network_kernels_optimised(void) {
#if defined(__OPTIMIZE__)
  return true;
#else
  return false;
#endif
}

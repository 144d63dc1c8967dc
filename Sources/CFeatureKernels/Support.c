#include "CFeatureKernels.h"

bool feature_kernels_supported(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
  return false;
#endif
}

bool feature_kernels_optimised(void) {
#if defined(__OPTIMIZE__)
  return true;
#else
  return false;
#endif
}

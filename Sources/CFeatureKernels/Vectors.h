#ifndef VECTORS_H
#define VECTORS_H

#if defined(__x86_64__)
#include <immintrin.h>

/// The functions that carry this are compiled for AVX-512 whatever the rest of the program is compiled for; whoever calls them has
/// asked `feature_kernels_supported` first.
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl")))
#define AVX512_INLINE static inline __attribute__((always_inline)) AVX512
#endif

#endif

#ifndef VECTORS_H
#define VECTORS_H

#if defined(__x86_64__)
#include <immintrin.h>

/// The functions that carry this are compiled for AVX-512 whatever the rest of the program is compiled for; whoever calls them has
/// asked `network_kernels_supported` first.
#define AVX512 __attribute__((target("avx512f")))
#define AVX512_INLINE static inline __attribute__((always_inline)) AVX512

/// Loops over registers: unrolled whole, or the arrays of registers would live in memory.
#define UNROLLED _Pragma("clang loop unroll(full)")

/// Numbers in a vector register.
enum { LANES = 16 };

/// Which lanes hold the last `count` columns of a row, of which at most 16 go into one register.
static inline __mmask16 lanes(ptrdiff_t count) {
  return count >= LANES ? (__mmask16)0xffff : (__mmask16)((1u << count) - 1);
}
#endif

#endif

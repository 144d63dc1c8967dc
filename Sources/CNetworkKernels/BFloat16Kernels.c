#include "CNetworkKernels.h"
#include "Gates.h"
#include "Vectors.h"

#if defined(__x86_64__)

typedef uint16_t Element;
typedef __m512bh Factors;

#define KERNEL __attribute__((target("avx512f,avx512bf16")))
#define KERNEL_INLINE static inline __attribute__((always_inline)) KERNEL

KERNEL_INLINE __m512bh spread_pair(const uint16_t *address) {
  int pair;
  __builtin_memcpy(&pair, address, sizeof pair);
  return (__m512bh)_mm512_set1_epi32(pair);
}

/// Rounds to the nearest.
KERNEL_INLINE const uint16_t *rounded(const float *values, uint16_t *room, ptrdiff_t count) {
  for (ptrdiff_t first = 0; first < count; first += LANES) {
    const __mmask16 mask = lanes(count - first);
    const __m256bh halves = _mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(mask, values + first));
    if (mask == 0xffff)
      _mm256_storeu_si256((__m256i *)(room + first), (__m256i)halves);
    else
      __builtin_memcpy(room + first, &halves, 2 * (size_t)(count - first));
  }
  return room;
}

/// Two factors of each row and column at a time.
#define DEPTH 2
#define LOAD(mask, address) ((__m512bh)_mm512_maskz_loadu_epi32(mask, address))
#define SPREAD(address) spread_pair(address)
#define MULTIPLY_ADD(a, b, sum) _mm512_dpbf16_ps(sum, a, b)
#define FACTORS(state, room, count) rounded(state, room, count)
#include "Products.h"

KERNEL void network_round(const float *values, ptrdiff_t count, uint16_t *result) { rounded(values, result, count); }

KERNEL void network_multiply_add_bfloat16(
    const uint16_t *a, ptrdiff_t a_stride, const uint16_t *b, const float *start, ptrdiff_t start_stride, float *c,
    ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns) {
  multiply(a, a_stride, b, start, start_stride, c, c_stride, rows, inner / 2, columns);
}

KERNEL void network_recurrence_bfloat16(
    const uint16_t *weight, ptrdiff_t hidden, float *gates, ptrdiff_t gates_stride, float *cell, uint16_t *room,
    float *output, ptrdiff_t output_stride, ptrdiff_t frames, bool backwards) {
  recur(weight, hidden, gates, gates_stride, cell, room, output, output_stride, frames, backwards);
}

#else

void network_round(const float *values, ptrdiff_t count, uint16_t *result) { __builtin_trap(); }

void network_multiply_add_bfloat16(
    const uint16_t *a, ptrdiff_t a_stride, const uint16_t *b, const float *start, ptrdiff_t start_stride, float *c,
    ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns) {
  __builtin_trap();
}

void network_recurrence_bfloat16(
    const uint16_t *weight, ptrdiff_t hidden, float *gates, ptrdiff_t gates_stride, float *cell, uint16_t *room,
    float *output, ptrdiff_t output_stride, ptrdiff_t frames, bool backwards) {
  __builtin_trap();
}

#endif

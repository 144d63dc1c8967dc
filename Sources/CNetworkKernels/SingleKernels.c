#include "CNetworkKernels.h"
#include "Gates.h"
#include "Vectors.h"

#if defined(__x86_64__)

typedef float Element;
typedef __m512 Factors;

#define KERNEL AVX512
#define KERNEL_INLINE AVX512_INLINE
/// One factor of each row and column at a time.
#define DEPTH 1
#define LOAD(mask, address) _mm512_maskz_loadu_ps(mask, address)
#define SPREAD(address) _mm512_set1_ps(*(address))
#define MULTIPLY_ADD(a, b, sum) _mm512_fmadd_ps(a, b, sum)
#define FACTORS(state, room, count) (state)
#include "Products.h"

AVX512 void network_multiply_add(
    const float *a, ptrdiff_t a_stride, const float *b, const float *start, ptrdiff_t start_stride, float *c,
    ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns) {
  multiply(a, a_stride, b, start, start_stride, c, c_stride, rows, inner, columns);
}

AVX512 void network_recurrence(
    const float *weight, ptrdiff_t hidden, float *gates, ptrdiff_t gates_stride, float *cell, float *output,
    ptrdiff_t output_stride, ptrdiff_t frames, bool backwards) {
  recur(weight, hidden, gates, gates_stride, cell, 0, output, output_stride, frames, backwards);
}

#else

void network_multiply_add(
    const float *a, ptrdiff_t a_stride, const float *b, const float *start, ptrdiff_t start_stride, float *c,
    ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns) {
  __builtin_trap();
}

void network_recurrence(
    const float *weight, ptrdiff_t hidden, float *gates, ptrdiff_t gates_stride, float *cell, float *output,
    ptrdiff_t output_stride, ptrdiff_t frames, bool backwards) {
  __builtin_trap();
}

#endif

#ifndef ROW_PRODUCT_H
#define ROW_PRODUCT_H

#include "Vectors.h"

#if defined(__x86_64__)

/// One row times `VECTORS` vectors of columns; the last vector has `last` lanes.
AVX512_INLINE void multiply_row_panel(
    const int VECTORS, __mmask16 last, const float *a, const float *b, ptrdiff_t b_stride, const float *start, float *c,
    ptrdiff_t inner) {
  __m512 sums[8];
  UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
    __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
    sums[vector] = _mm512_maskz_loadu_ps(mask, start + LANES * vector);
  }
  for (ptrdiff_t k = 0; k < inner; k++) {
    __m512 value = _mm512_set1_ps(a[k]);
    UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
      __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
      __m512 weights = _mm512_maskz_loadu_ps(mask, b + k * b_stride + LANES * vector);
      sums[vector] = _mm512_fmadd_ps(value, weights, sums[vector]);
    }
  }
  UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
    __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
    _mm512_mask_storeu_ps(c + LANES * vector, mask, sums[vector]);
  }
}

/// `c[j] = start[j] + sum over k of a[k] * b[k][j]`: eight sums side by side, since each waits four cycles for itself.
AVX512_INLINE void multiply_row(
    const float *a, const float *b, const float *start, float *c, ptrdiff_t inner, ptrdiff_t columns) {
  ptrdiff_t column = 0;
  for (; columns - column >= 8 * LANES; column += 8 * LANES)
    multiply_row_panel(8, 0xffff, a, b + column, columns, start + column, c + column, inner);
  for (; columns - column >= 2 * LANES; column += 2 * LANES)
    multiply_row_panel(2, 0xffff, a, b + column, columns, start + column, c + column, inner);
  for (; column < columns; column += LANES)
    multiply_row_panel(1, lanes(columns - column), a, b + column, columns, start + column, c + column, inner);
}

#endif

#endif

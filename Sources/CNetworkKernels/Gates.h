#ifndef GATES_H
#define GATES_H

#include "Vectors.h"

#if defined(__x86_64__)

/// `e^x`, relative error below 3e-7, saturating outside -87...88: the series of ElementFunctions.swift, 16 numbers at once.
AVX512_INLINE __m512 exponential(__m512 x) {
  // In this order of operands what is no number stays none.
  x = _mm512_max_ps(_mm512_set1_ps(-87), _mm512_min_ps(_mm512_set1_ps(88), x));
  __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)), 0);
  __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375f), x);
  r = _mm512_fmadd_ps(n, _mm512_set1_ps(2.1219444e-4f), r);
  __m512 series = _mm512_set1_ps(1 / 720.f);
  series = _mm512_fmadd_ps(series, r, _mm512_set1_ps(1 / 120.f));
  series = _mm512_fmadd_ps(series, r, _mm512_set1_ps(1 / 24.f));
  series = _mm512_fmadd_ps(series, r, _mm512_set1_ps(1 / 6.f));
  series = _mm512_fmadd_ps(series, r, _mm512_set1_ps(0.5f));
  series = _mm512_fmadd_ps(series, r, _mm512_set1_ps(1));
  series = _mm512_fmadd_ps(series, r, _mm512_set1_ps(1));
  return _mm512_scalef_ps(series, n);
}

AVX512_INLINE __m512 sigmoid(__m512 x) {
  const __m512 one = _mm512_set1_ps(1);
  return _mm512_div_ps(one, _mm512_add_ps(one, exponential(_mm512_sub_ps(_mm512_setzero_ps(), x))));
}

AVX512_INLINE __m512 hyperbolic_tangent(__m512 x) {
  const __m512 one = _mm512_set1_ps(1);
  return _mm512_sub_ps(one, _mm512_div_ps(_mm512_set1_ps(2), _mm512_add_ps(one, exponential(_mm512_add_ps(x, x)))));
}

/// `c = sigmoid(f) * c + sigmoid(i) * tanh(g)`, `h = sigmoid(o) * tanh(c)`.
AVX512_INLINE void advance(const float *gates, ptrdiff_t hidden, float *cell, float *output) {
  for (ptrdiff_t unit = 0; unit < hidden; unit += LANES) {
    __mmask16 mask = lanes(hidden - unit);
    __m512 input = sigmoid(_mm512_maskz_loadu_ps(mask, gates + unit));
    __m512 forget = sigmoid(_mm512_maskz_loadu_ps(mask, gates + hidden + unit));
    __m512 candidate = hyperbolic_tangent(_mm512_maskz_loadu_ps(mask, gates + 2 * hidden + unit));
    __m512 opening = sigmoid(_mm512_maskz_loadu_ps(mask, gates + 3 * hidden + unit));
    __m512 kept = _mm512_mul_ps(forget, _mm512_maskz_loadu_ps(mask, cell + unit));
    __m512 value = _mm512_fmadd_ps(input, candidate, kept);
    _mm512_mask_storeu_ps(cell + unit, mask, value);
    _mm512_mask_storeu_ps(output + unit, mask, _mm512_mul_ps(opening, hyperbolic_tangent(value)));
  }
}

#endif

#endif

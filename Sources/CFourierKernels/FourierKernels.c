#include "CFourierKernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl")))
#define AVX512_INLINE static inline __attribute__((always_inline)) AVX512

bool fourier_kernels_supported(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

// A register holds two places: [real real imaginary imaginary | real real imaginary imaginary].

/// Numbers of a place.
enum { PLACE = 4 };

/// Real and imaginary parts, exchanged.
AVX512_INLINE __m512d exchanged(__m512d value) {
  return _mm512_permutex_pd(value, 0x4e);
}

/// Minus where the imaginary parts are, as a sign to be flipped.
AVX512_INLINE __m512d imaginary_signs(void) {
  return _mm512_setr_pd(0.0, 0.0, -0.0, -0.0, 0.0, 0.0, -0.0, -0.0);
}

/// Times -i.
AVX512_INLINE __m512d turned_back(__m512d value) {
  return _mm512_xor_pd(exchanged(value), imaginary_signs());
}

/// Times a (cosine, sine) pair.
AVX512_INLINE __m512d rotated(__m512d value, const double *twiddle) {
  const __m512d cosine = _mm512_set1_pd(twiddle[0]);
  const __m512d sine = _mm512_xor_pd(_mm512_set1_pd(twiddle[1]), imaginary_signs());
  // real: c * re - s * im; imaginary: c * im + s * re.
  return _mm512_fnmadd_pd(sine, exchanged(value), _mm512_mul_pd(cosine, value));
}

/// The same for two neighbouring places of one sequence, whose twiddles differ; what comes out is interleaved.
AVX512_INLINE void split_places_in_two(const double *input, double *output, ptrdiff_t step, const double *twiddle) {
  const __m512d x0 = _mm512_loadu_pd(input), x1 = _mm512_loadu_pd(input + step);
  const __m512d sum = _mm512_add_pd(x0, x1), difference = _mm512_sub_pd(x0, x1);
  const __m512d cosine = _mm512_insertf64x4(_mm512_set1_pd(twiddle[0]), _mm256_set1_pd(twiddle[2]), 1);
  const __m512d plain = _mm512_insertf64x4(_mm512_set1_pd(twiddle[1]), _mm256_set1_pd(twiddle[3]), 1);
  const __m512d sine = _mm512_xor_pd(plain, imaginary_signs());
  const __m512d turned = _mm512_fnmadd_pd(sine, exchanged(difference), _mm512_mul_pd(cosine, difference));
  _mm512_storeu_pd(output, _mm512_shuffle_f64x2(sum, turned, 0x44));
  _mm512_storeu_pd(output + 2 * PLACE, _mm512_shuffle_f64x2(sum, turned, 0xee));
}

AVX512 void fourier_split_in_two(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles) {
  const ptrdiff_t step = PLACE * stride * count;
  ptrdiff_t place = 0;
  if (stride == 1) {
    for (; place + 2 <= count; place += 2)
      split_places_in_two(source + PLACE * place, target + 2 * PLACE * place, step, twiddles + 2 * place);
  }
  for (; place < count; place++) {
    const double *input = source + PLACE * stride * place;
    double *output = target + 2 * PLACE * stride * place;
    const double *twiddle = twiddles + 2 * place;
    ptrdiff_t sequence = 0;
    for (; sequence + 2 <= stride; sequence += 2) {
      __m512d x0 = _mm512_loadu_pd(input + PLACE * sequence);
      __m512d x1 = _mm512_loadu_pd(input + PLACE * sequence + step);
      _mm512_storeu_pd(output + PLACE * sequence, _mm512_add_pd(x0, x1));
      _mm512_storeu_pd(output + PLACE * (sequence + stride), rotated(_mm512_sub_pd(x0, x1), twiddle));
    }
    if (sequence < stride) {
      // One place alone, in half a register.
      __m512d x0 = _mm512_zextpd256_pd512(_mm256_loadu_pd(input + PLACE * sequence));
      __m512d x1 = _mm512_zextpd256_pd512(_mm256_loadu_pd(input + PLACE * sequence + step));
      _mm256_storeu_pd(output + PLACE * sequence, _mm512_castpd512_pd256(_mm512_add_pd(x0, x1)));
      _mm256_storeu_pd(
          output + PLACE * (sequence + stride), _mm512_castpd512_pd256(rotated(_mm512_sub_pd(x0, x1), twiddle)));
    }
  }
}

AVX512 void fourier_split_in_three(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles) {
  const ptrdiff_t step = PLACE * stride * count;
  const ptrdiff_t next = PLACE * stride;
  const __m512d half = _mm512_set1_pd(0.5), sine = _mm512_set1_pd(0.86602540378443865);
  for (ptrdiff_t place = 0; place < count; place++) {
    const double *twiddle = twiddles + 4 * place;
    for (ptrdiff_t sequence = 0; sequence < stride; sequence += 2) {
      const double *input = source + PLACE * (stride * place + sequence);
      double *output = target + PLACE * (3 * stride * place + sequence);
      __m512d x0 = _mm512_loadu_pd(input), x1 = _mm512_loadu_pd(input + step), x2 = _mm512_loadu_pd(input + 2 * step);
      __m512d sum = _mm512_add_pd(x1, x2);
      __m512d even = _mm512_fnmadd_pd(half, sum, x0);
      __m512d odd = _mm512_mul_pd(sine, turned_back(_mm512_sub_pd(x1, x2)));
      _mm512_storeu_pd(output, _mm512_add_pd(x0, sum));
      _mm512_storeu_pd(output + next, rotated(_mm512_add_pd(even, odd), twiddle));
      _mm512_storeu_pd(output + 2 * next, rotated(_mm512_sub_pd(even, odd), twiddle + 2));
    }
  }
}

AVX512 void fourier_split_in_four(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles) {
  const ptrdiff_t step = PLACE * stride * count;
  const ptrdiff_t next = PLACE * stride;
  for (ptrdiff_t place = 0; place < count; place++) {
    const double *twiddle = twiddles + 6 * place;
    for (ptrdiff_t sequence = 0; sequence < stride; sequence += 2) {
      const double *input = source + PLACE * (stride * place + sequence);
      double *output = target + PLACE * (4 * stride * place + sequence);
      __m512d x0 = _mm512_loadu_pd(input), x1 = _mm512_loadu_pd(input + step);
      __m512d x2 = _mm512_loadu_pd(input + 2 * step), x3 = _mm512_loadu_pd(input + 3 * step);
      __m512d even_sum = _mm512_add_pd(x0, x2), even_difference = _mm512_sub_pd(x0, x2);
      __m512d odd_sum = _mm512_add_pd(x1, x3), odd_difference = turned_back(_mm512_sub_pd(x1, x3));
      _mm512_storeu_pd(output, _mm512_add_pd(even_sum, odd_sum));
      _mm512_storeu_pd(output + next, rotated(_mm512_add_pd(even_difference, odd_difference), twiddle));
      _mm512_storeu_pd(output + 2 * next, rotated(_mm512_sub_pd(even_sum, odd_sum), twiddle + 2));
      _mm512_storeu_pd(output + 3 * next, rotated(_mm512_sub_pd(even_difference, odd_difference), twiddle + 4));
    }
  }
}

AVX512 void fourier_split_in_five(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles) {
  const ptrdiff_t step = PLACE * stride * count;
  const ptrdiff_t next = PLACE * stride;
  // Cosines and sines of a fifth and two fifths of a turn.
  const __m512d c1 = _mm512_set1_pd(0.30901699437494742), c2 = _mm512_set1_pd(-0.80901699437494742);
  const __m512d s1 = _mm512_set1_pd(0.95105651629515357), s2 = _mm512_set1_pd(0.58778525229247313);
  for (ptrdiff_t place = 0; place < count; place++) {
    const double *twiddle = twiddles + 8 * place;
    for (ptrdiff_t sequence = 0; sequence < stride; sequence += 2) {
      const double *input = source + PLACE * (stride * place + sequence);
      double *output = target + PLACE * (5 * stride * place + sequence);
      __m512d x0 = _mm512_loadu_pd(input);
      __m512d x1 = _mm512_loadu_pd(input + step), x2 = _mm512_loadu_pd(input + 2 * step);
      __m512d x3 = _mm512_loadu_pd(input + 3 * step), x4 = _mm512_loadu_pd(input + 4 * step);
      __m512d sum1 = _mm512_add_pd(x1, x4), sum2 = _mm512_add_pd(x2, x3);
      __m512d difference1 = turned_back(_mm512_sub_pd(x1, x4)), difference2 = turned_back(_mm512_sub_pd(x2, x3));
      __m512d even1 = _mm512_fmadd_pd(c2, sum2, _mm512_fmadd_pd(c1, sum1, x0));
      __m512d even2 = _mm512_fmadd_pd(c1, sum2, _mm512_fmadd_pd(c2, sum1, x0));
      __m512d odd1 = _mm512_fmadd_pd(s2, difference2, _mm512_mul_pd(s1, difference1));
      __m512d odd2 = _mm512_fnmadd_pd(s1, difference2, _mm512_mul_pd(s2, difference1));
      _mm512_storeu_pd(output, _mm512_add_pd(x0, _mm512_add_pd(sum1, sum2)));
      _mm512_storeu_pd(output + next, rotated(_mm512_add_pd(even1, odd1), twiddle));
      _mm512_storeu_pd(output + 2 * next, rotated(_mm512_add_pd(even2, odd2), twiddle + 2));
      _mm512_storeu_pd(output + 3 * next, rotated(_mm512_sub_pd(even2, odd2), twiddle + 4));
      _mm512_storeu_pd(output + 4 * next, rotated(_mm512_sub_pd(even1, odd1), twiddle + 6));
    }
  }
}

AVX512 void fourier_taper(
    const float *const frames[4], const double *window, ptrdiff_t count, double *target) {
  ptrdiff_t index = 0;
  for (; index + 4 <= count; index += 4) {
    // Four samples of four frames, turned into four places of four signals.
    __m128 row0 = _mm_loadu_ps(frames[0] + index), row1 = _mm_loadu_ps(frames[1] + index);
    __m128 row2 = _mm_loadu_ps(frames[2] + index), row3 = _mm_loadu_ps(frames[3] + index);
    _MM_TRANSPOSE4_PS(row0, row1, row2, row3);
    const __m128 places[4] = {row0, row1, row2, row3};
    for (int place = 0; place < 4; place++) {
      const __m256d factor = _mm256_set1_pd(window[index + place]);
      _mm256_storeu_pd(target + PLACE * (index + place), _mm256_mul_pd(factor, _mm256_cvtps_pd(places[place])));
    }
  }
  for (; index < count; index++)
    for (int signal = 0; signal < PLACE; signal++)
      target[PLACE * index + signal] = window[index] * (double)frames[signal][index];
}

/// Of `Z[k]` and `Z[N - k]`, the power of the four signals: sum and difference squared, the difference's parts exchanged.
AVX512_INLINE __m512d power_of(__m512d one, __m512d other) {
  const __m512d sum = _mm512_add_pd(one, other), difference = exchanged(_mm512_sub_pd(one, other));
  return _mm512_mul_pd(_mm512_set1_pd(0.25), _mm512_fmadd_pd(sum, sum, _mm512_mul_pd(difference, difference)));
}

AVX512 void fourier_power(const double *spectrum, ptrdiff_t length, ptrdiff_t count, float *power) {
  if (count < 1)
    return;
  const __m512d zero = _mm512_zextpd256_pd512(_mm256_loadu_pd(spectrum));
  _mm_storeu_ps(power, _mm256_cvtpd_ps(_mm512_castpd512_pd256(power_of(zero, zero))));
  ptrdiff_t frequency = 1;
  for (; frequency + 2 <= count; frequency += 2) {
    const __m512d one = _mm512_loadu_pd(spectrum + PLACE * frequency);
    const __m512d mirrored = _mm512_loadu_pd(spectrum + PLACE * (length - frequency - 1));
    const __m512d other = _mm512_shuffle_f64x2(mirrored, mirrored, 0x4e);
    _mm256_storeu_ps(power + PLACE * frequency, _mm512_cvtpd_ps(power_of(one, other)));
  }
  if (frequency < count) {
    const __m512d one = _mm512_zextpd256_pd512(_mm256_loadu_pd(spectrum + PLACE * frequency));
    const __m512d other = _mm512_zextpd256_pd512(_mm256_loadu_pd(spectrum + PLACE * (length - frequency)));
    _mm_storeu_ps(power + PLACE * frequency, _mm256_cvtpd_ps(_mm512_castpd512_pd256(power_of(one, other))));
  }
}

#else

bool fourier_kernels_supported(void) {
  return false;
}

void fourier_split_in_two(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles) {
  __builtin_trap();
}

void fourier_split_in_three(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles) {
  __builtin_trap();
}

void fourier_split_in_four(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles) {
  __builtin_trap();
}

void fourier_split_in_five(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles) {
  __builtin_trap();
}

void fourier_taper(const float *const frames[4], const double *window, ptrdiff_t count, double *target) {
  __builtin_trap();
}

void fourier_power(const double *spectrum, ptrdiff_t length, ptrdiff_t count, float *power) {
  __builtin_trap();
}

#endif

bool fourier_kernels_optimised(void) {
#if defined(__OPTIMIZE__)
  return true;
#else
  return false;
#endif
}

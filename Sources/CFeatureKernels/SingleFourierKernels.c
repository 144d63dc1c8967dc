#include "CFeatureKernels.h"
#include "Vectors.h"

typedef float Number;
#define NAME(function) fourier_single_##function

#if defined(__x86_64__)

typedef __m256 Place;
typedef __m512 Vector;

/// Numbers of a place: eight signals, four as real and four as imaginary parts.
enum { PLACE = 8 };

#define WHOLE(operation) _mm512_##operation##_ps
#define HALF(operation) _mm256_##operation##_ps
#define QUARTERS _mm512_shuffle_f32x4
#define WIDENED _mm512_zextps256_ps512
#define FIRST_HALF _mm512_castps512_ps256
#define WITH_SECOND_HALF _mm512_insertf32x8
/// Minus where the imaginary parts are, as a sign to be flipped.
#define IMAGINARY_SIGNS                                                                                               \
  _mm512_setr_ps(                                                                                                     \
      0.0f, 0.0f, 0.0f, 0.0f, -0.0f, -0.0f, -0.0f, -0.0f, 0.0f, 0.0f, 0.0f, 0.0f, -0.0f, -0.0f, -0.0f, -0.0f)
#define STORE_PLACE _mm256_storeu_ps
#define STORE_PLACES _mm512_storeu_ps

#endif

#include "FourierPasses.h"

#if defined(__x86_64__)

/// Four samples of four signals, turned into four places' halves.
AVX512_INLINE void load_turned(const float *const frames[4], ptrdiff_t index, __m128 places[4]) {
  __m128 row0 = _mm_loadu_ps(frames[0] + index), row1 = _mm_loadu_ps(frames[1] + index);
  __m128 row2 = _mm_loadu_ps(frames[2] + index), row3 = _mm_loadu_ps(frames[3] + index);
  _MM_TRANSPOSE4_PS(row0, row1, row2, row3);
  places[0] = row0, places[1] = row1, places[2] = row2, places[3] = row3;
}

AVX512 void fourier_single_taper(
    const float *const frames[8], const float *window, ptrdiff_t count, float *target) {
  ptrdiff_t index = 0;
  for (; index + 4 <= count; index += 4) {
    __m128 low[4], high[4];
    load_turned(frames, index, low);
    load_turned(frames + 4, index, high);
    for (int place = 0; place < 4; place++) {
      const __m256 factor = _mm256_set1_ps(window[index + place]);
      const __m256 samples = _mm256_insertf128_ps(_mm256_castps128_ps256(low[place]), high[place], 1);
      _mm256_storeu_ps(target + PLACE * (index + place), _mm256_mul_ps(factor, samples));
    }
  }
  for (; index < count; index++)
    for (int signal = 0; signal < PLACE; signal++)
      target[PLACE * index + signal] = window[index] * frames[signal][index];
}

#endif

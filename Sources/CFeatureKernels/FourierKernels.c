#include "CFeatureKernels.h"
#include "Vectors.h"

typedef double Number;
#define NAME(function) fourier_##function

#if defined(__x86_64__)

typedef __m256d Place;
typedef __m512d Vector;

/// Numbers of a place: four signals, two as real and two as imaginary parts.
enum { PLACE = 4 };

#define WHOLE(operation) _mm512_##operation##_pd
#define HALF(operation) _mm256_##operation##_pd
#define QUARTERS _mm512_shuffle_f64x2
#define WIDENED _mm512_zextpd256_pd512
#define FIRST_HALF _mm512_castpd512_pd256
#define WITH_SECOND_HALF _mm512_insertf64x4
/// Minus where the imaginary parts are, as a sign to be flipped.
#define IMAGINARY_SIGNS _mm512_setr_pd(0.0, 0.0, -0.0, -0.0, 0.0, 0.0, -0.0, -0.0)
#define STORE_PLACE(target, place) _mm_storeu_ps(target, _mm256_cvtpd_ps(place))
#define STORE_PLACES(target, places) _mm256_storeu_ps(target, _mm512_cvtpd_ps(places))

#endif

#include "FourierPasses.h"

#if defined(__x86_64__)

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

#endif

#include "CFeatureKernels.h"
#include "Vectors.h"

// Plain loops, which the compiler turns into vector instructions: once for every processor, once for those with AVX-512.

#define INLINE static inline __attribute__((always_inline))

/// One block: samples are dealt out to `factor` rows, so that those of neighbouring outputs are neighbours.
INLINE void decimate_block(
    const float *samples, ptrdiff_t factor, const float *taps, ptrdiff_t tap_count, float *rows, ptrdiff_t row_length,
    float *output, ptrdiff_t count) {
  // What the last output reads, and nothing behind it.
  const ptrdiff_t used = (count - 1) * factor + tap_count;
  for (ptrdiff_t row = 0; row < factor; row++)
    for (ptrdiff_t place = 0, index = row; index < used; place++, index += factor)
      rows[row * row_length + place] = samples[index];
  enum { SUMS = 32 };
  ptrdiff_t first = 0;
  for (; first + SUMS <= count; first += SUMS) {
    float sums[SUMS] = {0};
    ptrdiff_t row = 0;
    const float *values = rows + first;
    for (ptrdiff_t tap = 0; tap < tap_count; tap++) {
      for (int lane = 0; lane < SUMS; lane++) sums[lane] += taps[tap] * values[row * row_length + lane];
      if (++row == factor) {
        row = 0;
        values++;
      }
    }
    for (int lane = 0; lane < SUMS; lane++) output[first + lane] = sums[lane];
  }
  for (; first < count; first++) {
    float sum = 0;
    for (ptrdiff_t tap = 0; tap < tap_count; tap++) sum += taps[tap] * samples[first * factor + tap];
    output[first] = sum;
  }
}

INLINE void decimate(
    const float *samples, ptrdiff_t factor, const float *taps, ptrdiff_t tap_count, float *rows, float *output,
    ptrdiff_t outputs) {
  const ptrdiff_t row_length = VOICE_BLOCK + tap_count / factor + 1;
  for (ptrdiff_t start = 0; start < outputs; start += VOICE_BLOCK)
    decimate_block(
        samples + start * factor, factor, taps, tap_count, rows, row_length, output + start,
        outputs - start < VOICE_BLOCK ? outputs - start : VOICE_BLOCK);
}

ptrdiff_t voice_peaks(const double *values, ptrdiff_t first, ptrdiff_t last, int32_t *places) {
  ptrdiff_t count = 0;
  for (ptrdiff_t place = first; place <= last; place++) {
    const double value = values[place];
    // Without branches, which a processor would guess wrong at every other peak.
    places[count] = (int32_t)place;
    count += (value > values[place - 1]) & (value >= values[place + 1]) & (value > 0);
  }
  return count;
}

#if defined(__x86_64__)

AVX512 static void decimate_in_vectors(
    const float *samples, ptrdiff_t factor, const float *taps, ptrdiff_t tap_count, float *rows, float *output,
    ptrdiff_t outputs) {
  decimate(samples, factor, taps, tap_count, rows, output, outputs);
}

#endif

void voice_decimate(
    const float *samples, ptrdiff_t factor, const float *taps, ptrdiff_t tap_count, float *rows, float *output,
    ptrdiff_t outputs) {
#if defined(__x86_64__)
  if (feature_kernels_supported()) {
    decimate_in_vectors(samples, factor, taps, tap_count, rows, output, outputs);
    return;
  }
#endif
  decimate(samples, factor, taps, tap_count, rows, output, outputs);
}

#ifndef C_FEATURE_KERNELS_H
#define C_FEATURE_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The loops that features spend their time in, for processors with AVX-512. Nothing here allocates, and every pointer stays the caller's.
/// Where a processor has no AVX-512, `feature_kernels_supported` says so and nothing else here may be called, but for what
/// VoiceActivity.c has, which every processor can run.

/// Whether this processor can run what is declared here.
bool feature_kernels_supported(void);

/// Whether it is worth while: not where the compiler was told not to optimise, as in debug builds.
bool feature_kernels_optimised(void);

// The passes of FourierPass.swift, but for that of radix 7, and what stands before and behind them.

/// Splits `stride` interleaved sequences in two. `source` and `target` hold `2 * count * stride` pairs of complex numbers, each as two
/// real and two imaginary parts, and do not overlap; `twiddles` holds `count` rows of one (cosine, sine) pair.
void fourier_split_in_two(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles);

/// The same in three of `stride` sequences, an even number of them; `twiddles` holds `count` rows of two pairs.
void fourier_split_in_three(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles);

/// The same in four of `stride` sequences, an even number of them; `twiddles` holds `count` rows of three pairs.
void fourier_split_in_four(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles);

/// The same in five of `stride` sequences, an even number of them; `twiddles` holds `count` rows of four pairs.
void fourier_split_in_five(
    const double *source, double *target, ptrdiff_t count, ptrdiff_t stride, const double *twiddles);

/// Four frames of `count` samples, times a window, side by side as the passes want them: `target` is `[count, 4]`.
void fourier_taper(const float *const frames[4], const double *window, ptrdiff_t count, double *target);

/// The power of four real signals whose spectrum of `length` pairs of complex numbers came out of the passes, at its first `count`
/// frequencies, `length / 2 + 1` at most; `power` is `[count, 4]`.
void fourier_power(const double *spectrum, ptrdiff_t length, ptrdiff_t count, float *power);

// The same in single precision, of eight signals: four real and four imaginary parts to a place.

void fourier_single_split_in_two(
    const float *source, float *target, ptrdiff_t count, ptrdiff_t stride, const float *twiddles);

void fourier_single_split_in_three(
    const float *source, float *target, ptrdiff_t count, ptrdiff_t stride, const float *twiddles);

void fourier_single_split_in_four(
    const float *source, float *target, ptrdiff_t count, ptrdiff_t stride, const float *twiddles);

void fourier_single_split_in_five(
    const float *source, float *target, ptrdiff_t count, ptrdiff_t stride, const float *twiddles);

/// Eight frames of `count` samples; `target` is `[count, 8]`.
void fourier_single_taper(const float *const frames[8], const float *window, ptrdiff_t count, float *target);

/// The power of eight signals; `power` is `[count, 8]`.
void fourier_single_power(const float *spectrum, ptrdiff_t length, ptrdiff_t count, float *power);

// What VoiceActivity looks for in frames; on every processor.

/// `output[k] = sum over t of taps[t] * samples[k * factor + t]`, `outputs` of them. `rows` is room for
/// `factor * (VOICE_BLOCK + taps / factor + 1)` numbers.
void voice_decimate(
    const float *samples, ptrdiff_t factor, const float *taps, ptrdiff_t tap_count, float *rows, float *output,
    ptrdiff_t outputs);

/// Outputs that `voice_decimate` computes together.
enum { VOICE_BLOCK = 512 };

/// Lists the places from `first` to `last` at which `values` is positive, above its left neighbour and not below its right one, and returns
/// their number; `places` is room for all.
ptrdiff_t voice_peaks(const double *values, ptrdiff_t first, ptrdiff_t last, int32_t *places);

#endif

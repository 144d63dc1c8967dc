#ifndef C_FOURIER_KERNELS_H
#define C_FOURIER_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

/// The passes of FourierPass.swift, but for that of radix 7, and what stands before and behind them, for processors with AVX-512. Nothing
/// here allocates, and every pointer stays the caller's. Where a processor has no AVX-512, `fourier_kernels_supported` says so and nothing else here may be called.

/// Whether this processor can run what is declared here.
bool fourier_kernels_supported(void);

/// Whether it is worth while: not where the compiler was told not to optimise, as in debug builds.
bool fourier_kernels_optimised(void);

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

#endif

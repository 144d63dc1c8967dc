#ifndef C_FOURIER_KERNELS_H
#define C_FOURIER_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

/// The passes of FourierPass.swift, but for that of radix 7, for processors with AVX-512. Nothing here allocates, and every pointer stays
/// the caller's. Where a processor has no AVX-512, `fourier_kernels_supported` says so and nothing else here may be called.

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

#endif

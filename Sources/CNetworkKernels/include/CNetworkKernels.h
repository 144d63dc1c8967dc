#ifndef C_NETWORK_KERNELS_H
#define C_NETWORK_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The loops that a network spends its time in, for processors with AVX-512, with factors of 32 and of 16 bits. Nothing here allocates, and every pointer stays the
/// caller's. Where a processor has no AVX-512, `network_kernels_supported` says so and nothing else here may be called.

/// Whether this processor can run what is declared here.
bool network_kernels_supported(void);

/// Whether it is worth while: not where the compiler was told not to optimise, as in debug builds.
bool network_kernels_optimised(void);

/// Columns that a matrix is stored together in: see `network_multiply_add`.
enum { NETWORK_PANEL_WIDTH = 32 };

/// `c[r][j] = start[r][j] + sum over k of a[r][k] * b[k][j]`, rounded to nearest in single precision.
///
/// `a` is `[rows, inner]`, rows `a_stride` apart, which may be less than `inner`: rows may overlap, as the windows of a convolution
/// do. `b` is `[inner, columns]`, stored panel after panel of `NETWORK_PANEL_WIDTH` columns (the last one as many as are left), each
/// row after row without gaps, since rows of a wide matrix lie too far apart for the caches. `start` is `[rows, columns]`, rows
/// `start_stride` apart, 0 for the same row (a bias) everywhere; it may be `c`. `c` is `[rows, columns]`, rows `c_stride` apart, and
/// overlaps neither `a` nor `b`.
void network_multiply_add(
    const float *a, ptrdiff_t a_stride, const float *b, const float *start, ptrdiff_t start_stride, float *c,
    ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns);

/// One direction of a long short-term memory, from a state of zeros.
///
/// `gates` is `[frames, 4 * hidden]`, rows `gates_stride` apart, and holds what does not depend on the state; the order is input,
/// forget, candidate, output. It is overwritten. `weight` is `[hidden, 4 * hidden]`. `cell` is room for `hidden` numbers. `output` is
/// `[frames, hidden]`, rows `output_stride` apart. `backwards` goes from the last frame to the first.
void network_recurrence(
    const float *weight, ptrdiff_t hidden, float *gates, ptrdiff_t gates_stride, float *cell, float *output,
    ptrdiff_t output_stride, ptrdiff_t frames, bool backwards);

// The same with factors of 16 bits, the upper half of a single precision number each. Sums are single precision; two products are added
// before they are.

/// Whether this processor can run what is declared below.
bool network_bfloat16_supported(void);

/// Rounds to the nearest number of 16 bits.
void network_round(const float *values, ptrdiff_t count, uint16_t *result);

/// As `network_multiply_add`. `inner` is even, and a panel's rows are stored in pairs: `[inner / 2, its columns, 2]`.
void network_multiply_add_bfloat16(
    const uint16_t *a, ptrdiff_t a_stride, const uint16_t *b, const float *start, ptrdiff_t start_stride, float *c,
    ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns);

/// As `network_recurrence`. `hidden` is even, `weight` is `[hidden / 2, 4 * hidden, 2]`, and `room` takes `hidden` numbers.
void network_recurrence_bfloat16(
    const uint16_t *weight, ptrdiff_t hidden, float *gates, ptrdiff_t gates_stride, float *cell, uint16_t *room,
    float *output, ptrdiff_t output_stride, ptrdiff_t frames, bool backwards);

#endif

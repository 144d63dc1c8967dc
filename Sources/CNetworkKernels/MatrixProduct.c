#include "CNetworkKernels.h"
#include "Vectors.h"

#if defined(__x86_64__)

// A tile of the result, 12 rows of 32 columns at most, stays in 24 of the 32 registers while the inner dimension goes by; two more hold
// a row of `b`, and each number of `a` is spread over a register once for two multiplications. So a processor with one
// 512-bit multiplication a cycle never waits for memory: a panel of `b` comes from the second-level cache, 128 bytes for each
// 24 multiplications. `b` lies in that order already; `a`, which changes with every call, is read as it is. (Goto and van de
// Geijn, Anatomy of high-performance matrix multiplication, 2008, who copy both.)

/// `ROWS` and `VECTORS` are constants where this is called, so that the loops over them disappear.
AVX512_INLINE void multiply_tile(
    const int ROWS, const int VECTORS, __mmask16 last, const float *a, ptrdiff_t a_stride, const float *b,
    ptrdiff_t b_stride, const float *start, ptrdiff_t start_stride, float *c, ptrdiff_t c_stride, ptrdiff_t inner) {
  __m512 sums[12][2];
  UNROLLED for (int row = 0; row < ROWS; row++) {
    UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
      __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
      sums[row][vector] = _mm512_maskz_loadu_ps(mask, start + row * start_stride + LANES * vector);
    }
  }
  for (ptrdiff_t k = 0; k < inner; k++) {
    __m512 weights[2];
    UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
      __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
      weights[vector] = _mm512_maskz_loadu_ps(mask, b + k * b_stride + LANES * vector);
    }
    UNROLLED for (int row = 0; row < ROWS; row++) {
      __m512 value = _mm512_set1_ps(a[row * a_stride + k]);
      UNROLLED for (int vector = 0; vector < VECTORS; vector++)
        sums[row][vector] = _mm512_fmadd_ps(value, weights[vector], sums[row][vector]);
    }
  }
  UNROLLED for (int row = 0; row < ROWS; row++) {
    UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
      __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
      _mm512_mask_storeu_ps(c + row * c_stride + LANES * vector, mask, sums[row][vector]);
    }
  }
}

typedef void (*Tile)(
    __mmask16 last, const float *a, ptrdiff_t a_stride, const float *b, ptrdiff_t b_stride, const float *start,
    ptrdiff_t start_stride, float *c, ptrdiff_t c_stride, ptrdiff_t inner);

#define TILE(ROWS, VECTORS)                                                                                           \
  AVX512 static void tile_##ROWS##x##VECTORS(                                                                         \
      __mmask16 last, const float *a, ptrdiff_t a_stride, const float *b, ptrdiff_t b_stride, const float *start,     \
      ptrdiff_t start_stride, float *c, ptrdiff_t c_stride, ptrdiff_t inner) {                                        \
    multiply_tile(ROWS, VECTORS, last, a, a_stride, b, b_stride, start, start_stride, c, c_stride, inner);            \
  }

#define TILES(ROWS) TILE(ROWS, 1) TILE(ROWS, 2)
TILES(1) TILES(2) TILES(3) TILES(4) TILES(5) TILES(6) TILES(7) TILES(8) TILES(9) TILES(10) TILES(11) TILES(12)
#define PAIR(ROWS) {tile_##ROWS##x1, tile_##ROWS##x2}

enum { TALLEST = 12 };
static const Tile tiles[TALLEST][2] = {PAIR(1), PAIR(2), PAIR(3), PAIR(4),  PAIR(5),  PAIR(6),
                                       PAIR(7), PAIR(8), PAIR(9), PAIR(10), PAIR(11), PAIR(12)};

void network_multiply_add(
    const float *a, ptrdiff_t a_stride, const float *b, const float *start, ptrdiff_t start_stride, float *c,
    ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns) {
  // As few tiles as possible, of heights that differ by one at most.
  const ptrdiff_t count = (rows + TALLEST - 1) / TALLEST;
  for (ptrdiff_t column = 0; column < columns; column += NETWORK_PANEL_WIDTH) {
    const ptrdiff_t width = columns - column < NETWORK_PANEL_WIDTH ? columns - column : NETWORK_PANEL_WIDTH;
    const int vectors = width > LANES ? 2 : 1;
    const __mmask16 last = lanes(width - (vectors - 1) * LANES);
    for (ptrdiff_t tile = 0; tile < count; tile++) {
      const ptrdiff_t row = rows * tile / count;
      const ptrdiff_t height = rows * (tile + 1) / count - row;
      tiles[height - 1][vectors - 1](
          last, a + row * a_stride, a_stride, b + column * inner, width, start + row * start_stride + column, start_stride,
          c + row * c_stride + column, c_stride, inner);
    }
  }
}

#else

void network_multiply_add(
    const float *a, ptrdiff_t a_stride, const float *b, const float *start, ptrdiff_t start_stride, float *c,
    ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns) {
  __builtin_trap();
}

#endif

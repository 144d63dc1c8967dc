// Products of matrices and what is made of them, for factors of one kind: included by a file that says what an `Element` is, how many of
// them, `DEPTH`, one step along the inner dimension takes, and the operations on registers of them. Sums are single precision
// always.

// A tile of the result, 12 rows of 32 columns at most, stays in 24 of the 32 registers while the inner dimension goes by; two more hold
// a row of `b`, and each number of `a` is spread over a register once for two multiplications. So a processor with one
// 512-bit multiplication a cycle never waits for memory: a panel of `b` comes from the second-level cache, 128 bytes for each
// 24 multiplications. `b` lies in that order already; `a`, which changes with every call, is read as it is. (Goto and van de
// Geijn, Anatomy of high-performance matrix multiplication, 2008, who copy both.)

/// `ROWS` and `VECTORS` are constants where this is called, so that the loops over them disappear.
KERNEL_INLINE void multiply_tile(
    const int ROWS, const int VECTORS, __mmask16 last, const Element *a, ptrdiff_t a_stride, const Element *b,
    ptrdiff_t b_stride, const float *start, ptrdiff_t start_stride, float *c, ptrdiff_t c_stride, ptrdiff_t inner) {
  __m512 sums[12][2];
  UNROLLED for (int row = 0; row < ROWS; row++) {
    UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
      __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
      sums[row][vector] = _mm512_maskz_loadu_ps(mask, start + row * start_stride + LANES * vector);
    }
  }
  for (ptrdiff_t k = 0; k < inner; k++) {
    Factors weights[2];
    UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
      __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
      weights[vector] = LOAD(mask, b + DEPTH * (k * b_stride + LANES * vector));
    }
    UNROLLED for (int row = 0; row < ROWS; row++) {
      Factors value = SPREAD(a + row * a_stride + DEPTH * k);
      UNROLLED for (int vector = 0; vector < VECTORS; vector++)
        sums[row][vector] = MULTIPLY_ADD(value, weights[vector], sums[row][vector]);
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
    __mmask16 last, const Element *a, ptrdiff_t a_stride, const Element *b, ptrdiff_t b_stride, const float *start,
    ptrdiff_t start_stride, float *c, ptrdiff_t c_stride, ptrdiff_t inner);

#define TILE(ROWS, VECTORS)                                                                                           \
  KERNEL static void tile_##ROWS##x##VECTORS(                                                                         \
      __mmask16 last, const Element *a, ptrdiff_t a_stride, const Element *b, ptrdiff_t b_stride, const float *start,     \
      ptrdiff_t start_stride, float *c, ptrdiff_t c_stride, ptrdiff_t inner) {                                        \
    multiply_tile(ROWS, VECTORS, last, a, a_stride, b, b_stride, start, start_stride, c, c_stride, inner);            \
  }

#define TILES(ROWS) TILE(ROWS, 1) TILE(ROWS, 2)
TILES(1) TILES(2) TILES(3) TILES(4) TILES(5) TILES(6) TILES(7) TILES(8) TILES(9) TILES(10) TILES(11) TILES(12)
#define PAIR(ROWS) {tile_##ROWS##x1, tile_##ROWS##x2}

enum { TALLEST = 12 };
static const Tile tiles[TALLEST][2] = {PAIR(1), PAIR(2), PAIR(3), PAIR(4),  PAIR(5),  PAIR(6),
                                       PAIR(7), PAIR(8), PAIR(9), PAIR(10), PAIR(11), PAIR(12)};

KERNEL_INLINE void multiply(
    const Element *a, ptrdiff_t a_stride, const Element *b, const float *start, ptrdiff_t start_stride, float *c,
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
          last, a + row * a_stride, a_stride, b + DEPTH * column * inner, width, start + row * start_stride + column, start_stride,
          c + row * c_stride + column, c_stride, inner);
    }
  }
}

/// One row times `VECTORS` vectors of columns; the last vector has `last` lanes.
KERNEL_INLINE void multiply_row_panel(
    const int VECTORS, __mmask16 last, const Element *a, const Element *b, ptrdiff_t b_stride, const float *start, float *c,
    ptrdiff_t inner) {
  __m512 sums[8];
  UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
    __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
    sums[vector] = _mm512_maskz_loadu_ps(mask, start + LANES * vector);
  }
  for (ptrdiff_t k = 0; k < inner; k++) {
    Factors value = SPREAD(a + DEPTH * k);
    UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
      __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
      Factors weights = LOAD(mask, b + DEPTH * (k * b_stride + LANES * vector));
      sums[vector] = MULTIPLY_ADD(value, weights, sums[vector]);
    }
  }
  UNROLLED for (int vector = 0; vector < VECTORS; vector++) {
    __mmask16 mask = vector == VECTORS - 1 ? last : (__mmask16)0xffff;
    _mm512_mask_storeu_ps(c + LANES * vector, mask, sums[vector]);
  }
}

/// `c[j] = start[j] + sum over k of a[k] * b[k][j]`: eight sums side by side, since each waits four cycles for itself.
KERNEL_INLINE void multiply_row(
    const Element *a, const Element *b, const float *start, float *c, ptrdiff_t inner, ptrdiff_t columns) {
  ptrdiff_t column = 0;
  for (; columns - column >= 8 * LANES; column += 8 * LANES)
    multiply_row_panel(8, 0xffff, a, b + DEPTH * column, columns, start + column, c + column, inner);
  for (; columns - column >= 2 * LANES; column += 2 * LANES)
    multiply_row_panel(2, 0xffff, a, b + DEPTH * column, columns, start + column, c + column, inner);
  for (; column < columns; column += LANES)
    multiply_row_panel(1, lanes(columns - column), a, b + DEPTH * column, columns, start + column, c + column, inner);
}

/// One direction of a long short-term memory; `FACTORS` makes elements of the state, in `room`.
KERNEL_INLINE void recur(
    const Element *weight, ptrdiff_t hidden, float *gates, ptrdiff_t gates_stride, float *cell, Element *room,
    float *output, ptrdiff_t output_stride, ptrdiff_t frames, bool backwards) {
  const ptrdiff_t columns = 4 * hidden;
  for (ptrdiff_t unit = 0; unit < hidden; unit++) cell[unit] = 0;
  for (ptrdiff_t step = 0; step < frames; step++) {
    const ptrdiff_t frame = backwards ? frames - 1 - step : step;
    float *row = gates + frame * gates_stride;
    float *state = output + frame * output_stride;
    if (step > 0) {
      // Bound by the second-level cache, which gives 32 bytes a cycle here: the weights of 96 units are 144 KiB and come by
      // in every step.
      const float *previous = backwards ? state + output_stride : state - output_stride;
      multiply_row(FACTORS(previous, room, hidden), weight, row, row, hidden / DEPTH, columns);
    }
    advance(row, hidden, cell, state);
  }
}

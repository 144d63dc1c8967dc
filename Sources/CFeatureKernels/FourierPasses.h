// The passes of the Fourier transform and what comes out of them, for numbers of one precision: included once for each, by a file that
// says what `Number`, `Place`, `Vector` and the operations on them are. A place holds one number of each signal that is transformed, half
// of them as real parts, then the others as imaginary ones, and is half a register:
// [real ... imaginary ... | real ... imaginary ...].

#if defined(__x86_64__)

/// Real and imaginary parts, exchanged.
AVX512_INLINE Vector exchanged(Vector value) {
  return QUARTERS(value, value, 0xb1);
}

/// Times -i.
AVX512_INLINE Vector turned_back(Vector value) {
  return WHOLE(xor)(exchanged(value), IMAGINARY_SIGNS);
}

/// Times a (cosine, sine) pair.
AVX512_INLINE Vector rotated(Vector value, const Number *twiddle) {
  const Vector cosine = WHOLE(set1)(twiddle[0]);
  const Vector sine = WHOLE(xor)(WHOLE(set1)(twiddle[1]), IMAGINARY_SIGNS);
  // real: c * re - s * im; imaginary: c * im + s * re.
  return WHOLE(fnmadd)(sine, exchanged(value), WHOLE(mul)(cosine, value));
}

/// The same for two neighbouring places of one sequence, whose twiddles differ; what comes out is interleaved.
AVX512_INLINE void split_places_in_two(const Number *input, Number *output, ptrdiff_t step, const Number *twiddle) {
  const Vector x0 = WHOLE(loadu)(input), x1 = WHOLE(loadu)(input + step);
  const Vector sum = WHOLE(add)(x0, x1), difference = WHOLE(sub)(x0, x1);
  const Vector cosine = WITH_SECOND_HALF(WHOLE(set1)(twiddle[0]), HALF(set1)(twiddle[2]), 1);
  const Vector plain = WITH_SECOND_HALF(WHOLE(set1)(twiddle[1]), HALF(set1)(twiddle[3]), 1);
  const Vector sine = WHOLE(xor)(plain, IMAGINARY_SIGNS);
  const Vector turned = WHOLE(fnmadd)(sine, exchanged(difference), WHOLE(mul)(cosine, difference));
  WHOLE(storeu)(output, QUARTERS(sum, turned, 0x44));
  WHOLE(storeu)(output + 2 * PLACE, QUARTERS(sum, turned, 0xee));
}

AVX512 void NAME(split_in_two)(
    const Number *source, Number *target, ptrdiff_t count, ptrdiff_t stride, const Number *twiddles) {
  const ptrdiff_t step = PLACE * stride * count;
  ptrdiff_t place = 0;
  if (stride == 1) {
    for (; place + 2 <= count; place += 2)
      split_places_in_two(source + PLACE * place, target + 2 * PLACE * place, step, twiddles + 2 * place);
  }
  for (; place < count; place++) {
    const Number *input = source + PLACE * stride * place;
    Number *output = target + 2 * PLACE * stride * place;
    const Number *twiddle = twiddles + 2 * place;
    ptrdiff_t sequence = 0;
    for (; sequence + 2 <= stride; sequence += 2) {
      Vector x0 = WHOLE(loadu)(input + PLACE * sequence);
      Vector x1 = WHOLE(loadu)(input + PLACE * sequence + step);
      WHOLE(storeu)(output + PLACE * sequence, WHOLE(add)(x0, x1));
      WHOLE(storeu)(output + PLACE * (sequence + stride), rotated(WHOLE(sub)(x0, x1), twiddle));
    }
    if (sequence < stride) {
      // One place alone, in half a register.
      Vector x0 = WIDENED(HALF(loadu)(input + PLACE * sequence));
      Vector x1 = WIDENED(HALF(loadu)(input + PLACE * sequence + step));
      HALF(storeu)(output + PLACE * sequence, FIRST_HALF(WHOLE(add)(x0, x1)));
      HALF(storeu)(
          output + PLACE * (sequence + stride), FIRST_HALF(rotated(WHOLE(sub)(x0, x1), twiddle)));
    }
  }
}

AVX512 void NAME(split_in_three)(
    const Number *source, Number *target, ptrdiff_t count, ptrdiff_t stride, const Number *twiddles) {
  const ptrdiff_t step = PLACE * stride * count;
  const ptrdiff_t next = PLACE * stride;
  const Vector half = WHOLE(set1)(0.5), sine = WHOLE(set1)(0.86602540378443865);
  for (ptrdiff_t place = 0; place < count; place++) {
    const Number *twiddle = twiddles + 4 * place;
    for (ptrdiff_t sequence = 0; sequence < stride; sequence += 2) {
      const Number *input = source + PLACE * (stride * place + sequence);
      Number *output = target + PLACE * (3 * stride * place + sequence);
      Vector x0 = WHOLE(loadu)(input), x1 = WHOLE(loadu)(input + step), x2 = WHOLE(loadu)(input + 2 * step);
      Vector sum = WHOLE(add)(x1, x2);
      Vector even = WHOLE(fnmadd)(half, sum, x0);
      Vector odd = WHOLE(mul)(sine, turned_back(WHOLE(sub)(x1, x2)));
      WHOLE(storeu)(output, WHOLE(add)(x0, sum));
      WHOLE(storeu)(output + next, rotated(WHOLE(add)(even, odd), twiddle));
      WHOLE(storeu)(output + 2 * next, rotated(WHOLE(sub)(even, odd), twiddle + 2));
    }
  }
}

AVX512 void NAME(split_in_four)(
    const Number *source, Number *target, ptrdiff_t count, ptrdiff_t stride, const Number *twiddles) {
  const ptrdiff_t step = PLACE * stride * count;
  const ptrdiff_t next = PLACE * stride;
  for (ptrdiff_t place = 0; place < count; place++) {
    const Number *twiddle = twiddles + 6 * place;
    for (ptrdiff_t sequence = 0; sequence < stride; sequence += 2) {
      const Number *input = source + PLACE * (stride * place + sequence);
      Number *output = target + PLACE * (4 * stride * place + sequence);
      Vector x0 = WHOLE(loadu)(input), x1 = WHOLE(loadu)(input + step);
      Vector x2 = WHOLE(loadu)(input + 2 * step), x3 = WHOLE(loadu)(input + 3 * step);
      Vector even_sum = WHOLE(add)(x0, x2), even_difference = WHOLE(sub)(x0, x2);
      Vector odd_sum = WHOLE(add)(x1, x3), odd_difference = turned_back(WHOLE(sub)(x1, x3));
      WHOLE(storeu)(output, WHOLE(add)(even_sum, odd_sum));
      WHOLE(storeu)(output + next, rotated(WHOLE(add)(even_difference, odd_difference), twiddle));
      WHOLE(storeu)(output + 2 * next, rotated(WHOLE(sub)(even_sum, odd_sum), twiddle + 2));
      WHOLE(storeu)(output + 3 * next, rotated(WHOLE(sub)(even_difference, odd_difference), twiddle + 4));
    }
  }
}

AVX512 void NAME(split_in_five)(
    const Number *source, Number *target, ptrdiff_t count, ptrdiff_t stride, const Number *twiddles) {
  const ptrdiff_t step = PLACE * stride * count;
  const ptrdiff_t next = PLACE * stride;
  // Cosines and sines of a fifth and two fifths of a turn.
  const Vector c1 = WHOLE(set1)(0.30901699437494742), c2 = WHOLE(set1)(-0.80901699437494742);
  const Vector s1 = WHOLE(set1)(0.95105651629515357), s2 = WHOLE(set1)(0.58778525229247313);
  for (ptrdiff_t place = 0; place < count; place++) {
    const Number *twiddle = twiddles + 8 * place;
    for (ptrdiff_t sequence = 0; sequence < stride; sequence += 2) {
      const Number *input = source + PLACE * (stride * place + sequence);
      Number *output = target + PLACE * (5 * stride * place + sequence);
      Vector x0 = WHOLE(loadu)(input);
      Vector x1 = WHOLE(loadu)(input + step), x2 = WHOLE(loadu)(input + 2 * step);
      Vector x3 = WHOLE(loadu)(input + 3 * step), x4 = WHOLE(loadu)(input + 4 * step);
      Vector sum1 = WHOLE(add)(x1, x4), sum2 = WHOLE(add)(x2, x3);
      Vector difference1 = turned_back(WHOLE(sub)(x1, x4)), difference2 = turned_back(WHOLE(sub)(x2, x3));
      Vector even1 = WHOLE(fmadd)(c2, sum2, WHOLE(fmadd)(c1, sum1, x0));
      Vector even2 = WHOLE(fmadd)(c1, sum2, WHOLE(fmadd)(c2, sum1, x0));
      Vector odd1 = WHOLE(fmadd)(s2, difference2, WHOLE(mul)(s1, difference1));
      Vector odd2 = WHOLE(fnmadd)(s1, difference2, WHOLE(mul)(s2, difference1));
      WHOLE(storeu)(output, WHOLE(add)(x0, WHOLE(add)(sum1, sum2)));
      WHOLE(storeu)(output + next, rotated(WHOLE(add)(even1, odd1), twiddle));
      WHOLE(storeu)(output + 2 * next, rotated(WHOLE(add)(even2, odd2), twiddle + 2));
      WHOLE(storeu)(output + 3 * next, rotated(WHOLE(sub)(even2, odd2), twiddle + 4));
      WHOLE(storeu)(output + 4 * next, rotated(WHOLE(sub)(even1, odd1), twiddle + 6));
    }
  }
}

/// Of `Z[k]` and `Z[N - k]`, the power of the four signals: sum and difference squared, the difference's parts exchanged.
AVX512_INLINE Vector power_of(Vector one, Vector other) {
  const Vector sum = WHOLE(add)(one, other), difference = exchanged(WHOLE(sub)(one, other));
  return WHOLE(mul)(WHOLE(set1)(0.25), WHOLE(fmadd)(sum, sum, WHOLE(mul)(difference, difference)));
}

/// The power at one frequency alone, from half a register each of `Z[k]` and `Z[N - k]`.
AVX512_INLINE Place power_of_place(const Number *one, const Number *other) {
  return FIRST_HALF(power_of(WIDENED(HALF(loadu)(one)), WIDENED(HALF(loadu)(other))));
}

AVX512 void NAME(power)(const Number *spectrum, ptrdiff_t length, ptrdiff_t count, float *power) {
  if (count < 1)
    return;
  STORE_PLACE(power, power_of_place(spectrum, spectrum));
  ptrdiff_t frequency = 1;
  for (; frequency + 2 <= count; frequency += 2) {
    const Vector one = WHOLE(loadu)(spectrum + PLACE * frequency);
    const Vector mirrored = WHOLE(loadu)(spectrum + PLACE * (length - frequency - 1));
    STORE_PLACES(power + PLACE * frequency, power_of(one, QUARTERS(mirrored, mirrored, 0x4e)));
  }
  if (frequency < count)
    STORE_PLACE(
        power + PLACE * frequency,
        power_of_place(spectrum + PLACE * frequency, spectrum + PLACE * (length - frequency)));
}

#else

void NAME(split_in_two)(
    const Number *source, Number *target, ptrdiff_t count, ptrdiff_t stride, const Number *twiddles) {
  __builtin_trap();
}

void NAME(split_in_three)(
    const Number *source, Number *target, ptrdiff_t count, ptrdiff_t stride, const Number *twiddles) {
  __builtin_trap();
}

void NAME(split_in_four)(
    const Number *source, Number *target, ptrdiff_t count, ptrdiff_t stride, const Number *twiddles) {
  __builtin_trap();
}

void NAME(split_in_five)(
    const Number *source, Number *target, ptrdiff_t count, ptrdiff_t stride, const Number *twiddles) {
  __builtin_trap();
}

void NAME(power)(const Number *spectrum, ptrdiff_t length, ptrdiff_t count, float *power) {
  __builtin_trap();
}

void NAME(taper)(const float *const *frames, const Number *window, ptrdiff_t count, Number *target) {
  __builtin_trap();
}

#endif

// A C door to SoundTouch, which is C++: pitch and tempo of a whole sound at once.
//
// Who owns what: `input` stays the caller's and is read during the call. On success `*output` belongs to the caller, who
// gives it back with `st_free`; on failure nothing is written to it. No C++ exception leaves this library.
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Shifts the pitch of mono samples and changes their tempo, each without the other.
///
/// `*output` gets `count / tempo` samples, rounded, aligned with the input: SoundTouch's own delay is taken off. Returns 0, or
/// another number where memory does not suffice or SoundTouch refuses the rate.
int st_process(
  const float *input, size_t count, int sample_rate, double semitones, double tempo, float **output,
  size_t *output_count);

void st_free(float *samples);

#ifdef __cplusplus
}
#endif

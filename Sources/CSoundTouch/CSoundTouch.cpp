#include "CSoundTouch.h"

#if !__has_include(<soundtouch/SoundTouch.h>)
#error "SoundTouch was not found. Run `make setup-training`, or install Debian's libsoundtouch-dev."
#endif

#include <soundtouch/SoundTouch.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>

static_assert(sizeof(soundtouch::SAMPLETYPE) == sizeof(float), "SoundTouch built for 16-bit samples");

int st_process(
  const float *input, size_t count, int sample_rate, double semitones, double tempo, float **output,
  size_t *output_count) {
  try {
    const auto wanted = static_cast<size_t>(std::llround(static_cast<double>(count) / tempo));
    std::unique_ptr<float[]> result(new float[std::max<size_t>(wanted, 1)]());

    // SoundTouch takes its initial silence off the front itself (2.1 and later), and `flush` pads the end.
    soundtouch::SoundTouch pipeline;
    pipeline.setSampleRate(static_cast<unsigned int>(sample_rate));
    pipeline.setChannels(1);
    pipeline.setPitchSemiTones(semitones);
    pipeline.setTempo(tempo);
    size_t received = 0;
    auto drain = [&] {
      while (received < wanted) {
        const auto room = static_cast<unsigned int>(std::min<size_t>(wanted - received, 1u << 20));
        const auto got = pipeline.receiveSamples(result.get() + received, room);
        if (got == 0) return;
        received += got;
      }
    };
    for (size_t start = 0; start < count; start += 1u << 16) {
      pipeline.putSamples(input + start, static_cast<unsigned int>(std::min<size_t>(count - start, 1u << 16)));
      drain();
    }
    pipeline.flush();
    drain();
    *output = result.release();
    *output_count = wanted;
    return 0;
  } catch (...) {
    return 1;
  }
}

void st_free(float *samples) { delete[] samples; }

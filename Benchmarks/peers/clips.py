"""Makes audio to measure with from the project's voices: `clips.py VOICES SECONDS RATE CHANNELS [SHARE] FILE`.

The suffix of FILE is its format. Two channels differ a little, so that no codec can make one out of them. SHARE is
how much of the time somebody speaks; between the voices there is then the noise of a quiet room.
"""

import sys
from pathlib import Path

import numpy as np
import soundfile
import soxr


def voices(folder, rate):
    """All voices at this rate, one after another in the order of their names."""
    clips = []
    for file in sorted(Path(folder).glob("*.opus")):
        samples, found = soundfile.read(file, dtype="float32")
        clips.append(soxr.resample(samples, found, rate))
    return clips


def speech(folder, seconds, rate, channels, share=1.0):
    """The voices in turn until there are so many seconds of them and of the pauses; [samples, channels]."""
    room = np.random.default_rng(1)
    parts = []
    for voice in voices(folder, rate):
        parts += [voice, room.normal(0, 3e-4, int(len(voice) * (1 / share - 1))).astype(np.float32)]
    samples = np.concatenate(parts)
    count = int(seconds * rate)
    samples = np.resize(samples, count)
    if channels == 1:
        return samples[:, None]
    noise = np.random.default_rng(0).normal(0, 1e-3, (count, channels)).astype(np.float32)
    return samples[:, None] * np.linspace(1, 0.8, channels, dtype=np.float32) + noise


if __name__ == "__main__":
    folder, seconds, rate, channels, *share, file = sys.argv[1:]
    samples = speech(folder, float(seconds), int(rate), int(channels), *map(float, share))
    soundfile.write(file, samples, int(rate))

"""A folder of clips made from the project's voices: `clip_folder.py VOICES COUNT DISTINCT FOLDER`.

Each of the first DISTINCT files is a voice from a random place on, 2 to 4 s of it, with a gain and noise of its own, in FLAC at
16 kHz; the others up to COUNT are further names of these.
"""

import os
import sys
from pathlib import Path

import numpy as np
import soundfile
from clips import voices

RATE = 16000


def variation(clips, random):
    samples = np.roll(clips[random.integers(len(clips))], random.integers(RATE))
    samples = np.resize(samples, random.integers(2 * RATE, 4 * RATE))
    noise = random.normal(0, 10 ** random.uniform(-4, -2.5), len(samples))
    return np.clip(samples * 10 ** random.uniform(-0.8, 0) + noise, -1, 1)


if __name__ == "__main__":
    folder, count, distinct, target = sys.argv[1:]
    clips, random, target = voices(folder, RATE), np.random.default_rng(0), Path(target)
    target.mkdir(parents=True)
    for index in range(int(count)):
        file = target / f"{index:06}.flac"
        if index < int(distinct):
            soundfile.write(file, variation(clips, random), RATE)
        else:
            os.link(target / f"{index % int(distinct):06}.flac", file)

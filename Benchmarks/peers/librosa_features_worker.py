"""A log-mel spectrogram by librosa: `librosa_features_worker.py MODEL FILE COUNT`, the file's samples so often."""

import sys

import numpy as np
from features import read
from librosa_features import log_mel
from model import Model
from worker import serve

folder, file, count = sys.argv[1:]
recipe = Model.read(folder).recipe
samples = read(file, recipe["sample_rate"])
log_mel(samples, recipe)


def work():
    frames = 0
    for _ in range(int(count)):
        values = log_mel(samples, recipe)
        frames += len(values)
    return {"frames": frames, "first": np.ravel(values[:3]).tolist()}


serve(work)

"""A log-mel spectrogram by torchaudio: `torch_features_worker.py MODEL FILE COUNT`, the file's samples so often."""

import os
import sys

import torch
from features import read
from model import Model
from torch_features import LogMel
from worker import serve

folder, file, count = sys.argv[1:]
torch.set_num_threads(int(os.environ.get("BENCH_THREADS", "1")))
recipe = Model.read(folder).recipe
samples = torch.from_numpy(read(file, recipe["sample_rate"]))
log_mel = LogMel(recipe)


def work():
    frames = 0
    for _ in range(int(count)):
        values = log_mel(samples)
        frames += len(values)
    return {"frames": frames, "first": values[:3].flatten().tolist()}


with torch.inference_mode():
    log_mel(samples)
    serve(work)

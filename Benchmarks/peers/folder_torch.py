"""A folder of clips in PyTorch: `folder_torch.py MODEL FOLDER`. A DataLoader's workers read and make features by torchaudio."""

import os
import sys

import numpy as np
import torch
import torch_network
from features import prepared, read
from folder_answers import BATCH, clips_of, padded, write
from model import Model
from torch.utils.data import DataLoader, Dataset
from torch_features import LogMel, normalised


class Clips(Dataset):
    def __init__(self, files, recipe):
        self.files, self.recipe, self.log_mel = files, recipe, LogMel(recipe)

    def __len__(self):
        return len(self.files)

    @torch.inference_mode()
    def __getitem__(self, index):
        samples = prepared(read(self.files[index], self.recipe["sample_rate"]), self.recipe)
        return normalised(self.log_mel(torch.from_numpy(samples)))


def batch(clips):
    values, lengths = padded([clip.numpy() for clip in clips])
    return torch.from_numpy(values), torch.from_numpy(lengths)


if __name__ == "__main__":
    folder, clips = sys.argv[1:]
    threads = int(os.environ.get("BENCH_THREADS", "1"))
    torch.set_num_threads(threads)
    model = Model.read(folder)
    network, files = torch_network.of(model), clips_of(clips)
    loader = DataLoader(Clips(files, model.recipe), BATCH, num_workers=threads, collate_fn=batch, prefetch_factor=4)
    with torch.inference_mode():
        logits = [network(values, lengths).numpy() for values, lengths in loader]
    write(model, files, np.concatenate(logits))

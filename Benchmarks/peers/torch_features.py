"""The features of a model by torchaudio."""

import sys
import types

import torch

# torchaudio's compiled part serves alignment and beam search, is built for CUDA on PyPI, and refuses a PyTorch without it. The
# spectrograms are PyTorch's own operations: without that part they import sooner, on any build of PyTorch.
_absent = types.ModuleType("torchaudio._extension")
_absent._IS_TORCHAUDIO_EXT_AVAILABLE = False
_absent.fail_if_no_align = lambda function: function
sys.modules["torchaudio._extension"] = _absent

from torchaudio.transforms import MelSpectrogram  # noqa: E402


class LogMel(torch.nn.Module):
    """Natural logarithm of the mel power of prepared samples: [..., samples] to [..., frames, bins]."""

    def __init__(self, recipe):
        super().__init__()
        framing, bands = recipe["framing"], recipe["representation"]
        self.floor = recipe["logarithm"]["floor"]
        self.mel = MelSpectrogram(
            recipe["sample_rate"], n_fft=framing["fft_length"], win_length=framing["frame_length"],
            hop_length=framing["hop_length"], f_min=bands["minimum_frequency"], f_max=bands["maximum_frequency"],
            n_mels=bands["bins"], pad_mode=framing["edges"], norm=bands["norm"], mel_scale=bands["scale"])

    def forward(self, samples):
        return self.mel(samples).clamp_(min=self.floor).log_().transpose(-1, -2)


def normalised(values):
    """Without each bin's mean over the clip; [frames, bins]."""
    return values - values.mean(0)

"""The features of a model by librosa."""

import features
import librosa
import numpy as np


def prepared(path, recipe):
    """A file's samples, trimmed and levelled."""
    samples, _ = librosa.load(path, sr=recipe["sample_rate"])
    trimming = recipe["preparation"]["trimming"]
    samples, _ = librosa.effects.trim(
        samples, top_db=trimming["decibels"], frame_length=trimming["frame_length"], hop_length=trimming["hop_length"])
    return features.leveled(samples, recipe["preparation"]["level"]["decibels"])


def log_mel(samples, recipe):
    """Natural logarithm of the mel power; [frames, bins]."""
    framing, bands = recipe["framing"], recipe["representation"]
    power = librosa.feature.melspectrogram(
        y=samples, sr=recipe["sample_rate"], n_fft=framing["fft_length"], hop_length=framing["hop_length"],
        win_length=framing["frame_length"], window=framing["window"], pad_mode=framing["edges"], n_mels=bands["bins"],
        fmin=bands["minimum_frequency"], fmax=bands["maximum_frequency"], htk=bands["scale"] == "htk", norm=bands["norm"])
    return np.log(np.maximum(power, recipe["logarithm"]["floor"])).T

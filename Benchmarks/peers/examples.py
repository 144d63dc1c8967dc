"""What the Python peers train on: decoded clips in memory, treated at random by NumPy, SciPy and soxr.

The same treatments with the same probabilities as ours, each by the call that a user would take for it; features are log-mel
bands by SciPy's single-precision Fourier transform and librosa's filter bank.
"""

import librosa
import numpy as np
import scipy.fft
import scipy.signal
import soxr

RATE = 16000


class Clips:
    """An .npz file with `samples` (all clips behind each other), `ends` and `labels`."""

    def __init__(self, path):
        file = np.load(path)
        self.samples, self.labels = file["samples"], file["labels"]
        self.ends = file["ends"]
        self.classes = int(file["classes"])

    def __len__(self):
        return len(self.labels)

    def samples_of(self, index):
        return self.samples[self.ends[index - 1] if index else 0:self.ends[index]]


class Maker:
    """Makes examples: a clip treated at random, as features."""

    def __init__(self, clips, recipe, random):
        self.clips, self.recipe, self.random = clips, recipe, random
        framing, bands = recipe["features"]["framing"], recipe["features"]["representation"]
        self.length, self.hop, self.fft = framing["frame_length"], framing["hop_length"], framing["fft_length"]
        self.window = scipy.signal.get_window("hann", self.length).astype(np.float32)
        self.bank = librosa.filters.mel(
            sr=RATE, n_fft=self.fft, n_mels=bands["bins"], fmin=bands["minimum_frequency"],
            fmax=bands["maximum_frequency"]).T.copy()
        self.floor = recipe["features"]["logarithm"]["floor"]
        self.noise = random.standard_normal(1 << 19, dtype=np.float32)

    def example(self, index):
        samples = self.clips.samples_of(index)
        longest = self.recipe.get("maximum_seconds")
        if longest and len(samples) > longest * RATE:
            start = self.random.integers(len(samples) - int(longest * RATE) + 1)
            samples = samples[start:start + int(longest * RATE)]
        treatments = self.recipe["augmentation"]
        for treatment in treatments:
            if self.random.random() < treatment["probability"]:
                samples = self.treated(samples, treatment)
        features = self.features(samples)
        for treatment in treatments:
            if treatment["type"].endswith("mask"):
                self.mask(features, treatment)
        return features, int(self.clips.labels[index])

    def features(self, samples):
        centred = np.pad(samples, self.length // 2)  # a frame in the middle of each hop, as librosa has it
        frames = np.lib.stride_tricks.sliding_window_view(centred, self.length)[::self.hop]
        spectrum = scipy.fft.rfft(frames * self.window, self.fft, axis=1)
        power = spectrum.real ** 2 + spectrum.imag ** 2
        values = np.log(np.maximum(power @ self.bank, self.floor))
        return values - values.mean(axis=0)

    def treated(self, samples, treatment):
        match treatment["type"]:
            case "speed": return self.speed(samples, treatment)
            case "padding": return self.padding(samples, treatment)
            case "reverberation": return self.reverberation(samples, treatment)
            case "equalizer": return self.equalizer(samples, treatment)
            case "noise": return self.with_noise(samples, treatment)
            case "time_mask" | "frequency_mask": return samples
            case other: raise SystemExit(f"The Python peers have no treatment {other}; leave it out of the recipe.")

    def speed(self, samples, treatment):
        ratio = self.random.uniform(treatment["minimum_ratio"], treatment["maximum_ratio"])
        return soxr.resample(samples, RATE * ratio, RATE)

    def padding(self, samples, treatment):
        counts = [int(self.random.uniform(0, treatment["maximum_seconds"]) * RATE) for _ in range(2)]
        amplitude = 1e-3 * np.sqrt(np.mean(samples ** 2))
        silences = [amplitude * self.some_noise(count) for count in counts]
        return levelled(np.concatenate([silences[0], samples, silences[1]]))

    def reverberation(self, samples, treatment):
        seconds = self.random.uniform(treatment["minimum_seconds"], treatment["maximum_seconds"])
        times = np.arange(int(seconds * RATE), dtype=np.float32)
        response = self.some_noise(len(times)) * np.exp(times * np.float32(-6.908 / (seconds * RATE)))
        response *= np.sqrt(10 ** (-self.random.uniform(-3, 8) / 10) / np.sum(response ** 2))
        response[0] = 1
        return levelled(scipy.signal.fftconvolve(samples, response)[:len(samples)].astype(np.float32))

    def equalizer(self, samples, treatment):
        sections = []
        for centre in np.geomspace(120, 0.4 * RATE, 5):
            amplitude = 10 ** (self.random.uniform(-1, 1) * treatment["decibels"] / 40)
            omega = 2 * np.pi * centre / RATE
            alpha = np.sin(omega) * np.sinh(np.log(2) / 2 * 1.5 * omega / np.sin(omega))
            section = np.array([
                1 + alpha * amplitude, -2 * np.cos(omega), 1 - alpha * amplitude,
                1 + alpha / amplitude, -2 * np.cos(omega), 1 - alpha / amplitude])
            sections.append(section / section[3])
        return scipy.signal.sosfilt(np.array(sections, dtype=np.float32), samples)

    def with_noise(self, samples, treatment):
        decibels = self.random.uniform(treatment["minimum_decibels"], treatment["maximum_decibels"])
        amplitude = np.sqrt(np.mean(samples ** 2) * 10 ** (-decibels / 10))
        return samples + np.float32(amplitude) * self.some_noise(len(samples))

    def some_noise(self, count):
        start = self.random.integers(len(self.noise))
        return np.take(self.noise, np.arange(start, start + count), mode="wrap")

    def mask(self, features, treatment):
        frames, bins = features.shape
        is_time = treatment["type"] == "time_mask"
        whole = frames if is_time else bins
        longest = min(treatment["maximum_seconds"] * 100, frames / 4) if is_time else treatment["maximum_bins"]
        for _ in range(treatment["count"]):
            width = min(int(self.random.uniform(0, longest + 1)), whole)
            start = self.random.integers(whole - width + 1)
            place = slice(start, start + width)
            features[(place, slice(None)) if is_time else (slice(None), place)] = 0


def levelled(samples):
    """At -20 dB below full scale."""
    return samples * np.float32(0.1 / max(np.sqrt(np.mean(samples ** 2)), 1e-7))

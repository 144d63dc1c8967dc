"""The features of a model in NumPy: what someone writes who wants few imports. The recipe's names are those of the manifest."""

import numpy as np

#: A product with a filter bank is fastest in single precision and in pieces that stay in the cache.
FRAMES_AT_ONCE = 512


def trimmed(samples, decibels, frame_length, hop_length):
    """Without the quiet at both ends, as `librosa.effects.trim` cuts it: relative to the loudest centred frame."""
    padded = np.pad(samples, frame_length // 2)
    squares = np.concatenate([[0.0], np.cumsum(np.square(padded, dtype=np.float64))])
    starts = np.arange(0, len(padded) - frame_length + 1, hop_length)
    power = (squares[starts + frame_length] - squares[starts]) / frame_length
    level = (10 * np.log10(np.maximum(power, 1e-10))).astype(np.float32)
    loud = np.flatnonzero(level - level.max() > -decibels)
    return samples[loud[0] * hop_length:min(len(samples), (loud[-1] + 1) * hop_length)]


def leveled(samples, decibels):
    """With this root mean square, in decibels relative to full scale."""
    found = np.sqrt(np.mean(np.square(samples, dtype=np.float64)))
    return samples * np.float32(10 ** (decibels / 20) / found)


def prepared(samples, recipe):
    """Trimmed and levelled as the recipe says."""
    preparation = recipe["preparation"]
    if trimming := preparation.get("trimming"):
        samples = trimmed(samples, trimming["decibels"], trimming["frame_length"], trimming["hop_length"])
    level = preparation.get("level", {"type": "none"})
    if level["type"] == "rms":
        samples = leveled(samples, level["decibels"])
    elif level["type"] != "none":
        raise ValueError(f"no level of type {level['type']} here")
    return samples


def slaney_mel(hertz):
    hertz = np.asarray(hertz, np.float64)
    return np.where(hertz < 1000, hertz * 3 / 200, 15 + 27 * np.log(np.maximum(hertz, 1000) / 1000) / np.log(6.4))


def slaney_hertz(mel):
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((np.maximum(mel, 15) - 15) * np.log(6.4) / 27))


def mel_filter_bank(recipe):
    """Triangles of equal area over the frequencies of one Fourier transform; [frequencies, bins]."""
    bands, framing = recipe["representation"], recipe["framing"]
    if (bands["scale"], bands["norm"]) != ("slaney", "slaney"):
        raise ValueError(f"no mel bands of scale {bands['scale']} and norm {bands['norm']} here")
    ends = slaney_mel([bands["minimum_frequency"], bands["maximum_frequency"]])
    corners = slaney_hertz(np.linspace(*ends, bands["bins"] + 2))
    left, peak, right = corners[:-2], corners[1:-1], corners[2:]
    hertz = np.arange(framing["fft_length"] // 2 + 1)[:, None] * recipe["sample_rate"] / framing["fft_length"]
    weights = np.minimum((hertz - left) / (peak - left), (right - hertz) / (right - peak))
    return (np.maximum(weights, 0) * 2 / (right - left)).astype(np.float32)


class LogMel:
    """Window and filter bank of a recipe, made once."""

    def __init__(self, recipe):
        framing = recipe["framing"]
        if framing["edges"] != "constant" or framing["window"] != "hann":
            raise ValueError(f"no framing with {framing['window']} and {framing['edges']} here")
        self.recipe, self.hop = recipe, framing["hop_length"]
        self.length, self.transform = framing["frame_length"], framing["fft_length"]
        phase = 2 * np.pi * np.arange(self.length) / self.length
        self.window = (0.5 - 0.5 * np.cos(phase)).astype(np.float32)
        self.bank = mel_filter_bank(recipe)
        self.floor = np.float32(recipe["logarithm"]["floor"])

    def __call__(self, samples):
        """Natural logarithm of the mel power of prepared samples; [frames, bins]."""
        edge = (self.transform - self.length) // 2
        padded = np.pad(samples, self.transform // 2)
        # Only the samples under the window are read: the zeros around it come from the transform's own padding.
        frames = np.lib.stride_tricks.sliding_window_view(padded[edge:len(padded) - edge], self.length)[::self.hop]
        mel = np.empty((len(frames), self.bank.shape[1]), np.float32)
        for start in range(0, len(frames), FRAMES_AT_ONCE):
            spectra = np.fft.rfft(frames[start:start + FRAMES_AT_ONCE] * self.window, self.transform)
            power = spectra.real ** 2 + spectra.imag ** 2
            np.matmul(power, self.bank, out=mel[start:start + FRAMES_AT_ONCE])
        return np.log(np.maximum(mel, self.floor, out=mel), out=mel)

    def features(self, samples):
        """Everything from a clip at the recipe's rate to the network's input; [frames, bins]."""
        values = self(prepared(samples, self.recipe))
        return normalised(values, self.recipe)


def normalised(values, recipe):
    """Without each bin's mean over the clip."""
    if recipe["normalisation"] != "mean_per_bin":
        raise ValueError(f"no normalisation {recipe['normalisation']} here")
    return values - values.mean(0, dtype=np.float64).astype(np.float32)


def read(path, rate):
    """A file's samples at this rate, channels averaged."""
    import soundfile

    samples, found = soundfile.read(path, dtype="float32", always_2d=True)
    samples = samples[:, 0] if samples.shape[1] == 1 else samples.mean(1)
    if found != rate:
        import soxr

        samples = soxr.resample(samples, found, rate)
    return samples

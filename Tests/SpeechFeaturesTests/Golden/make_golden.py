"""Makes the golden numbers of SpeechFeaturesTests with librosa 0.11, scipy and numpy.

    python make_golden.py                     writes parts.json and features.json beside this file
    python make_golden.py --corpora DIRECTORY writes corpora.json as well, from real clips in DIRECTORY

Inputs are not stored: both sides compute them from the same formulas in double precision (see TestSignal.swift).
Recipes are stored as the JSON that FeatureRecipe reads; `reference` says in librosa's words what they mean.
"""

import argparse
import json
import math
import pathlib

import librosa
import numpy
import scipy.signal

HERE = pathlib.Path(__file__).parent
RATES = [8000, 16000, 22050, 44100, 48000]


class Noise:
    """Numerical Recipes' linear congruential generator, as numbers within -1...1."""

    def __init__(self, state):
        self.state = state

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        signed = self.state - 2**32 if self.state >= 2**31 else self.state
        return signed / 2147483648.0


def tones(rate, seconds):
    """Three sines, a chirp that rises to 0.4 of the rate, and a little noise."""
    noise = Noise(1)
    count = int(seconds * rate)
    samples = []
    for index in range(count):
        t = index / rate
        value = 0.3 * math.sin(2 * math.pi * 220.0 * t)
        value += 0.2 * math.sin(2 * math.pi * 1000.0 * t)
        value += 0.05 * math.sin(2 * math.pi * 3100.0 * t)
        value += 0.15 * math.sin(2 * math.pi * (100.0 * t + 0.2 * rate / seconds * t * t))
        samples.append(value + 0.002 * noise.next())
    return numpy.array(samples).astype(numpy.float32)


def voice(rate, seconds):
    """Glottal pulses and breath through three formants, between two stretches of faint noise."""
    noise = Noise(7)
    count = int(seconds * rate)
    formants = []
    for frequency, bandwidth in [(700.0, 80.0), (1220.0, 90.0), (2600.0, 120.0)]:
        radius = math.exp(-math.pi * bandwidth / rate)
        formants.append((2 * radius * math.cos(2 * math.pi * frequency / rate), -radius * radius))
    memory = [[0.0, 0.0] for _ in formants]
    phase = 0.0
    samples = []
    for index in range(count):
        t = index / rate
        breath = noise.next()
        phase += 120.0 * (1 + 0.2 * math.sin(2 * math.pi * 2.5 * t)) / rate
        value = 0.02 * breath
        if phase >= 1:
            phase -= 1
            value += 1.0
        for (a, b), state in zip(formants, memory):
            value = (1 - a - b) * value + a * state[0] + b * state[1]
            state[1] = state[0]
            state[0] = value
        place = (t - 0.25) / (seconds - 0.55)
        envelope = math.sin(math.pi * place) if 0 < place < 1 else 0.0
        samples.append(4 * envelope * value + 0.0002 * noise.next())
    return numpy.array(samples).astype(numpy.float32)


SIGNALS = {"tones": tones, "voice": voice}

WINDOWS = {
    "hann": ("hann", True),
    "hann_symmetric": ("hann", False),
    "hamming": ("hamming", True),
    "hamming_symmetric": ("hamming", False),
    "blackman": ("blackman", True),
    "blackman_symmetric": ("blackman", False),
    "rectangular": ("boxcar", True),
}


def window(name, length):
    kind, periodic = WINDOWS[name]
    return scipy.signal.get_window(kind, length, fftbins=periodic)


def prepared(recipe, y):
    """What FeatureExtractor.preparedWaveform does; y as float32 samples at the recipe's rate."""
    preparation = recipe.get("preparation", {})
    trimming = preparation.get("trimming")
    if trimming:
        y, _ = librosa.effects.trim(
            y, top_db=trimming["decibels"], frame_length=trimming["frame_length"], hop_length=trimming["hop_length"]
        )
    crop = preparation.get("crop")
    if crop:
        y = y[crop["offset"] :][: crop["length"]]
    y = y.astype(numpy.float64)
    level = preparation.get("level", {"type": "none"})
    if level["type"] == "peak":
        y = librosa.util.normalize(y)
    elif level["type"] == "rms":
        y = y * 10 ** (level["decibels"] / 20) / numpy.sqrt(numpy.mean(y**2))
    if crop:
        y = librosa.util.fix_length(y, size=crop["length"])
    return y


def logarithm(recipe, power):
    form = recipe["logarithm"]
    if form["type"] == "natural":
        return numpy.log(numpy.maximum(power, form["floor"]))
    if form["type"] == "natural_with_offset":
        return numpy.log(power + form["offset"])
    reference = numpy.max if form["reference"] == "maximum" else 1.0
    return librosa.power_to_db(power, ref=reference, amin=form["floor"], top_db=form.get("range"))


def mel_arguments(representation):
    return {
        "n_mels": representation["bins"],
        "fmin": representation.get("minimum_frequency", 0.0),
        "fmax": representation.get("maximum_frequency"),
        "htk": representation.get("scale", "slaney") == "htk",
        "norm": None if representation.get("norm", "slaney") == "none" else "slaney",
    }


def reference(recipe, y):
    """The matrix of a recipe, [frames, bins]."""
    y = prepared(recipe, y)
    rate, framing, representation = recipe["sample_rate"], recipe["framing"], recipe["representation"]
    taper = window(framing["window"], framing["frame_length"])
    stft = {
        "n_fft": framing["fft_length"],
        "hop_length": framing["hop_length"],
        "win_length": framing["frame_length"],
        "window": taper,
        "center": framing["edges"] != "none",
        "pad_mode": framing["edges"] if framing["edges"] != "none" else "constant",
    }
    kind = representation["type"]
    if kind == "log_spectrogram" and representation["scaling"] == "density":
        _, _, power = scipy.signal.spectrogram(
            y, fs=rate, window=taper, nperseg=framing["frame_length"],
            noverlap=framing["frame_length"] - framing["hop_length"], detrend=False,
        )  # fmt: skip
        features = logarithm(recipe, power)
    elif kind == "log_spectrogram":
        features = logarithm(recipe, numpy.abs(librosa.stft(y, **stft)) ** 2)
    else:
        power = librosa.feature.melspectrogram(y=y, sr=rate, **stft, **mel_arguments(representation))
        features = logarithm(recipe, power)
        if kind == "mfcc":
            features = librosa.feature.mfcc(
                S=features, n_mfcc=representation["coefficients"], lifter=representation["lifter"]
            )
    deltas = recipe.get("deltas")
    if deltas:
        mode = "interp" if deltas["edges"] == "interpolate" else "nearest"
        parts = [features]
        for order in range(1, deltas["orders"] + 1):
            parts.append(librosa.feature.delta(features, width=deltas["width"], order=order, mode=mode))
        features = numpy.concatenate(parts)
    features = features.T
    normalisation = recipe.get("normalisation", "none")
    if normalisation == "standardise":
        deviation = features.std()
        return (features - features.mean()) / (deviation if deviation > 1e-5 else 1)  # silence is constant
    if normalisation != "none":
        features = features - features.mean(axis=0)
    if normalisation == "standardise_per_bin":
        features = features / features.std(axis=0)
    return features


LOG_MEL_80 = {
    "sample_rate": 16000,
    "preparation": {
        "trimming": {"decibels": 40, "frame_length": 1024, "hop_length": 256},
        "level": {"type": "rms", "decibels": -20},
    },
    "framing": {"frame_length": 400, "hop_length": 160, "fft_length": 512, "window": "hann", "edges": "constant"},
    "representation": {
        "type": "log_mel", "bins": 80, "minimum_frequency": 50, "maximum_frequency": 7600, "scale": "slaney",
        "norm": "slaney",
    },
    "logarithm": {"type": "natural", "floor": 1e-6},
    "normalisation": "mean_per_bin",
}  # fmt: skip

SEED = {
    "sample_rate": 22050,
    "preparation": {"crop": {"offset": 4410, "length": 70000}, "level": {"type": "peak"}},
    "framing": {"frame_length": 441, "hop_length": 221, "fft_length": 441, "window": "hann", "edges": "none"},
    "representation": {"type": "log_spectrogram", "scaling": "density"},
    "logarithm": {"type": "natural_with_offset", "offset": 1e-10},
    "normalisation": "standardise",
}


def recipes(rate):
    """Recipes that together touch every choice, scaled to a rate."""
    frame, hop = rate // 40, rate // 100
    fft = 2 ** math.ceil(math.log2(frame))

    def framing(window, edges, frame_length=frame, hop_length=hop, fft_length=fft):
        return {
            "frame_length": frame_length, "hop_length": hop_length, "fft_length": fft_length, "window": window,
            "edges": edges,
        }  # fmt: skip

    decibels = {"type": "decibels", "reference": "one", "floor": 1e-10, "range": 80}
    relative = {"type": "decibels", "reference": "maximum", "floor": 1e-10}
    yield "log-mel, Slaney, decibels", {
        "sample_rate": rate, "framing": framing("hann", "constant"), "logarithm": decibels,
        "representation": {"type": "log_mel", "bins": 40, "minimum_frequency": 20, "scale": "slaney", "norm": "slaney"},
    }  # fmt: skip
    yield "log-mel, HTK without norm, reflected edges, trimmed, levelled, standardised per bin", {
        "sample_rate": rate, "framing": framing("hamming", "reflect"),
        "preparation": {
            "trimming": {"decibels": 30, "frame_length": 2 * fft, "hop_length": fft // 2},
            "level": {"type": "rms", "decibels": -23},
        },
        "representation": {
            "type": "log_mel", "bins": 26, "minimum_frequency": 80, "maximum_frequency": 3800, "scale": "htk",
            "norm": "none",
        },
        "logarithm": {"type": "natural", "floor": 1e-8}, "normalisation": "standardise_per_bin",
    }  # fmt: skip
    yield "cepstrum with lifter and two orders of deltas", {
        "sample_rate": rate, "framing": framing("hann", "constant", frame_length=fft),
        "representation": {
            "type": "mfcc", "coefficients": 13, "lifter": 22, "bins": 40, "minimum_frequency": 0, "scale": "slaney",
            "norm": "slaney",
        },
        "logarithm": decibels, "deltas": {"width": 9, "orders": 2, "edges": "interpolate"},
    }  # fmt: skip
    yield "cepstrum without lifter, nearest deltas, whole frames only", {
        "sample_rate": rate, "framing": framing("hamming_symmetric", "none"),
        "preparation": {"level": {"type": "peak"}},
        "representation": {
            "type": "mfcc", "coefficients": 20, "lifter": 0, "bins": 30, "minimum_frequency": 50, "scale": "htk",
            "norm": "slaney",
        },
        "logarithm": relative, "deltas": {"width": 5, "orders": 1, "edges": "nearest"},
        "normalisation": "mean_per_bin",
    }  # fmt: skip
    yield "log spectrogram, Blackman", {
        "sample_rate": rate, "framing": framing("blackman", "reflect"), "logarithm": decibels,
        "representation": {"type": "log_spectrogram", "scaling": "power"},
    }  # fmt: skip
    yield "log density, odd frames, standardised", {
        "sample_rate": rate, "framing": framing("hann", "none", 441, 221, 441),
        "preparation": {"crop": {"offset": 441, "length": 12000}, "level": {"type": "peak"}},
        "logarithm": {"type": "natural_with_offset", "offset": 1e-10}, "normalisation": "standardise",
        "representation": {"type": "log_spectrogram", "scaling": "density"},
    }  # fmt: skip


def summary(matrix, wanted=120):
    """Shape, mean, root mean square, and values on a coarse grid (of rows, then of columns)."""
    frames, bins = matrix.shape
    rows = sorted({round(x) for x in numpy.linspace(0, frames - 1, 12)})
    columns = sorted({round(x) for x in numpy.linspace(0, bins - 1, max(1, wanted // len(rows)))})
    return {
        "shape": [frames, bins], "mean": digits(matrix.mean()),
        "root_mean_square": digits(numpy.sqrt(numpy.mean(matrix**2))),
        "rows": rows, "columns": columns, "values": [digits(matrix[r, c]) for r in rows for c in columns],
    }  # fmt: skip


def digits(value):
    return float(f"{value:.7g}")


def sampled(values, wanted=40):
    """Some values with their positions."""
    flat = numpy.asarray(values).ravel()
    step = max(1, flat.size // wanted)
    return {"count": flat.size, "step": step, "values": [digits(v) for v in flat[::step]]}


def parts():
    result = {"windows": [], "filter_banks": [], "trims": [], "deltas": [], "spectra": [], "shapes": [], "signals": []}
    for name in WINDOWS:
        for length in (400, 441):
            result["windows"].append({"name": name, "length": length, **sampled(window(name, length), 20)})
    for rate, fft, bands in [
        (16000, 512, {"bins": 80, "minimum_frequency": 50.0, "maximum_frequency": 7600.0}),
        (22050, 2048, {"bins": 128}),
        (8000, 256, {"bins": 23, "minimum_frequency": 100.0, "maximum_frequency": 3800.0}),
        (48000, 2048, {"bins": 64, "minimum_frequency": 0.0, "maximum_frequency": 8000.0}),
    ]:
        for scale in ("slaney", "htk"):
            for norm in ("slaney", "none"):
                if (rate, scale) == (22050, "htk"):
                    continue  # 128 bands leave empty ones, which we refuse
                form = {**bands, "scale": scale, "norm": norm}
                matrix = librosa.filters.mel(sr=rate, n_fft=fft, **mel_arguments(form))
                result["filter_banks"].append(
                    {
                        "sample_rate": rate, "fft_length": fft, "bands": form,
                        "row_sums": [digits(v) for v in matrix.sum(axis=1)[:: max(1, len(matrix) // 10)]],
                        "row_step": max(1, len(matrix) // 10),
                        **sampled(matrix[:, : fft // 8], 60),
                    }  # fmt: skip
                )
    for rate in RATES:
        for signal in SIGNALS:
            y = SIGNALS[signal](rate, 1.2)
            result["signals"].append({"signal": signal, "sample_rate": rate, **sampled(y, 8)})
            for decibels, frame, hop in [(60, 2048, 512), (40, 1024, 256), (25, 801, 200), (12, 400, 160)]:
                _, index = librosa.effects.trim(y, top_db=decibels, frame_length=frame, hop_length=hop)
                result["trims"].append(
                    {
                        "signal": signal, "sample_rate": rate, "decibels": decibels, "frame_length": frame,
                        "hop_length": hop, "range": [int(v) for v in index],
                    }  # fmt: skip
                )
    noise = Noise(3)
    walk = numpy.cumsum([noise.next() for _ in range(33)]).reshape(11, 3)
    for width in (3, 5, 9):
        for order in (1, 2):
            for edges, mode in (("interpolate", "interp"), ("nearest", "nearest")):
                values = librosa.feature.delta(walk, width=width, order=order, axis=0, mode=mode)
                result["deltas"].append(
                    {"width": width, "order": order, "edges": edges, "values": [digits(v) for v in values.ravel()]}
                )
    for rate, frame, fft, edges in [
        (16000, 400, 512, "constant"), (22050, 441, 441, "none"), (8000, 200, 315, "reflect"),
        (48000, 1200, 2000, "reflect"),
    ]:  # fmt: skip
        y = voice(rate, 1.2)
        arguments = {
            "n_fft": fft, "hop_length": frame // 2, "win_length": frame, "center": edges != "none",
            "pad_mode": "reflect" if edges == "reflect" else "constant",
        }  # fmt: skip
        spectrum = librosa.stft(y.astype(numpy.float64), **arguments).T
        framing = {"frame_length": frame, "hop_length": frame // 2, "fft_length": fft, "window": "hann", "edges": edges}
        case = {"sample_rate": rate, "framing": framing}
        case["real"] = summary(spectrum.real, 60)
        case["imaginary"] = summary(spectrum.imag, 60)
        case["power"] = summary(numpy.abs(spectrum) ** 2, 60)
        result["spectra"].append(case)
        if fft % 2 == 0:
            magnitude = numpy.abs(spectrum.T)
            shape = {
                "centroid": librosa.feature.spectral_centroid(S=magnitude, sr=rate, n_fft=fft),
                "bandwidth": librosa.feature.spectral_bandwidth(S=magnitude, sr=rate, n_fft=fft),
                "rolloff": librosa.feature.spectral_rolloff(S=magnitude, sr=rate, n_fft=fft),
                "flatness": librosa.feature.spectral_flatness(S=magnitude),
            }
            result["shapes"].append(
                {"sample_rate": rate, "framing": framing, **{k: sampled(v, 20) for k, v in shape.items()}}
            )
    return result


def features():
    cases = []
    for rate in RATES:
        for name, recipe in recipes(rate):
            signal = "tones" if "spectrogram" in name or "Slaney" in name else "voice"
            y = SIGNALS[signal](rate, 1.2)
            cases.append({"name": name, "signal": signal, "seconds": 1.2, "recipe": recipe, **summary(reference(recipe, y))})
    for name, recipe in (("logMel80", LOG_MEL_80), ("seed", SEED)):
        for signal, seconds in (("voice", 1.2), ("tones", 3.6)):
            y = SIGNALS[signal](recipe["sample_rate"], seconds)
            cases.append(
                {"name": name, "signal": signal, "seconds": seconds, "recipe": recipe, **summary(reference(recipe, y))}
            )
    return {"librosa": librosa.__version__, "scipy": scipy.__version__, "cases": cases}


# Lossless clips, so that every decoder gives the same samples; test actors included, for nothing is learnt here.
CLIPS = [
    "ravdess/Actor_01/03-01-05-01-01-01-01.flac",
    "ravdess/Actor_08/03-01-04-02-02-01-08.flac",
    "ravdess/Actor_20/03-01-08-02-01-02-20.flac",
    "emodb/wav/03a01Wa.flac",
    "emodb/wav/16b10Tb.flac",
]


def corpora(directory):
    """Small summaries of real clips, which are not copied: a few numbers each."""
    cases = []
    for clip in CLIPS:
        y, rate = librosa.load(directory / clip, sr=None)
        forms = [("logMel80", LOG_MEL_80), ("seed, at the clip's rate", {**SEED, "sample_rate": rate})]
        forms += list(recipes(rate))[:4]
        for name, recipe in forms:
            cases.append({"name": name, "clip": clip, "recipe": recipe, **summary(reference(recipe, y), 60)})
    return {"librosa": librosa.__version__, "scipy": scipy.__version__, "cases": cases}


def write(name, value):
    text = json.dumps(value, separators=(",", ":"))
    for key in ('{"name"', '{"signal"', '{"sample_rate"', '{"width"'):
        text = text.replace("," + key, ",\n" + key)
    (HERE / name).write_text(text + "\n")
    print(name, len(text), "bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=pathlib.Path)
    arguments = parser.parse_args()
    write("parts.json", parts())
    write("features.json", features())
    if arguments.corpora:
        write("corpora.json", corpora(arguments.corpora))


if __name__ == "__main__":
    main()

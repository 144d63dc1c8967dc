"""One clip as the original program answers it: `cold_original.py NETWORK CLIP`. Keras and librosa, 3.17 s at 22,050 Hz."""

import json
import sys

import keras
import librosa
import numpy as np

RATE, COUNT = 22050, 70000

network, clip = sys.argv[1:]
samples, _ = librosa.load(clip, sr=RATE, offset=0.2)
samples = librosa.util.fix_length(samples / np.abs(samples).max(), size=COUNT)
power = np.abs(librosa.stft(samples, n_fft=441, hop_length=221, window="hann", center=False)).T ** 2
features = np.log(power + 1e-10)  # [frames, bins]
features = (features - features.mean()) / features.std()
logits = keras.saving.load_model(network, compile=False).predict(features[None], verbose=0)[0]
powers = np.exp(logits - logits.max())
print(json.dumps({"probabilities": (powers / powers.sum()).tolist()}))

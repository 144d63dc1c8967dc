"""One clip with our model in Keras, features by librosa: `cold_keras.py MODEL NETWORK CLIP`."""

import json
import sys

import keras
from features import normalised
from librosa_features import log_mel, prepared
from model import Model

folder, network, clip = sys.argv[1:]
model = Model.read(folder)
features = normalised(log_mel(prepared(clip, model.recipe), model.recipe), model.recipe)
logits = keras.saving.load_model(network, compile=False).predict(features[None], verbose=0)[0]
print(json.dumps(model.answer(logits)))

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
# Called, not by `predict`: the faster way for one clip, says Keras.
logits = keras.saving.load_model(network, compile=False)(features[None], training=False)[0].numpy()
print(json.dumps(model.answer(logits)))

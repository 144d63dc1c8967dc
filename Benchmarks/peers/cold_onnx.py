"""One clip with our model in ONNX Runtime, features by NumPy: `cold_onnx.py MODEL GRAPH CLIP`."""

import json
import sys

import onnxruntime
from features import LogMel, read
from model import Model

folder, graph, clip = sys.argv[1:]
model = Model.read(folder)
features = LogMel(model.recipe).features(read(clip, model.recipe["sample_rate"]))
session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
logits, = session.run(None, {"features": features[None]})
print(json.dumps(model.answer(logits[0])))

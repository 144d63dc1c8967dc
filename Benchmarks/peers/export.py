"""Writes what the peers load at their start: `export.py torch|onnx|keras MODEL FILE`, or `export.py original RECIPE FILE`.

`original` is the network that we were asked to reimplement, with random weights: its cost does not depend on them.
"""

import json
import sys
from pathlib import Path

from model import Model


def torch_state(model, file):
    import torch
    import torch_network

    torch.save(torch_network.of(model).state_dict(), file)


def onnx(model, file):
    import torch
    import torch_network

    # Clips of every length: the number of frames stays open.
    torch.onnx.export(
        torch_network.of(model), (torch.zeros(1, 300, model.input_size),), file, dynamo=False, opset_version=20,
        input_names=["features"], output_names=["logits"], dynamic_axes={"features": {1: "frames"}})


def keras(model, file):
    import keras_network

    keras_network.of(model).save(file)


def original(recipe, file):
    import keras_network

    network = json.loads(Path(recipe).read_text())["network"]
    keras_network.functional(network["input_size"], network["layers"], frames=315).save(file)


if __name__ == "__main__":
    kind, source, target = sys.argv[1:]
    if kind == "original":
        original(source, target)
    else:
        {"torch": torch_state, "onnx": onnx, "keras": keras}[kind](Model.read(source), target)

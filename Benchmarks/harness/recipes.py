"""Recipes for the training benchmarks, made from the one that the model that comes along was trained by."""

import json


def recipe(context, name, **changes):
    """Writes Examples/default-fourth.json with some of its values replaced, or left out where the new one is None.

    What needs several corpora or named speakers is off, and so is trimming, which our cache does once and the peers never do.
    """
    values = json.loads((context.root / "Examples/default-fourth.json").read_text())
    values |= {
        "name": name, "answers": None, "corpus_shares": None, "speaker_normalisation": None, "corpus_weights": {},
        "validation_fraction": 0, "epochs": 10000, **changes}
    values["features"]["preparation"].pop("trimming", None)
    path = context.scratch / f"{name}.json"
    path.write_text(json.dumps({key: value for key, value in values.items() if value is not None}, indent=1))
    return path


def step_recipe(context, name, **changes):
    """A recipe without a data side: nothing is drawn, so that features are computed once and kept."""
    return recipe(context, name, augmentation=[], mixup=None, maximum_seconds=None, **changes)


def widened(layers, channels):
    """The same layers with another number of channels in convolutions, recurrence (three quarters) and attention."""
    result = []
    for layer in layers:
        layer = dict(layer)
        if "channels" in layer:
            layer["channels"] = channels
        if "hidden_size" in layer:
            layer["hidden_size"] = channels * 3 // 4
        if "layers" in layer:
            layer["layers"] = widened(layer["layers"], channels)
        result.append(layer)
    return result


def step_operations(network, frames):
    """Floating-point operations of one clip's products in a training step: each product is made once on the way there and twice
    on the way back, but for the first layer, whose input needs no gradient."""
    forward, first, _, _ = _products(network["layers"], network["input_size"], frames, None)
    return 2 * (3 * forward - first)


def forward_operations(network, frames):
    """Floating-point operations of one clip's products on the way there."""
    return 2 * _products(network["layers"], network["input_size"], frames, None)[0]


def _products(layers, width, frames, first):
    total = 0
    for layer in layers:
        kind, here = layer["type"], 0
        if kind == "conv1d":
            frames = -(-frames // layer.get("stride", 1))
            here = frames * layer["kernel_size"] * width * layer["channels"]
            width = layer["channels"]
        elif kind == "residual":
            entering = width
            here, first, width, frames = _products(layer["layers"], width, frames, first)
            here += frames * entering * width if entering != width else 0
        elif kind in ("max_pool", "average_pool"):
            frames = -(-frames // layer["size"])
        elif kind == "lstm":
            directions, hidden = (2 if layer.get("bidirectional") else 1), layer["hidden_size"]
            here = directions * frames * 4 * hidden * (width + hidden)
            width = directions * hidden
        elif kind in ("attention_pool", "attention_statistics_pool"):
            here = frames * (width + 1) * layer["hidden_size"]
            width *= 2 if kind == "attention_statistics_pool" else 1
            frames = 1
        elif kind == "dense":
            here = frames * width * layer["units"]
            width = layer["units"]
        if first is None and here:
            first = here
        total += here
    return total, first, width, frames

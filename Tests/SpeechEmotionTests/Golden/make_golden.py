"""Makes networks.json and networks.safetensors: small networks, their weights, inputs and PyTorch's logits.

Run in this folder:  python make_golden.py     (PyTorch 2.13, NumPy)
Tensors are named input/FRAMES, CASE/logits/FRAMES, CASE/weights/NAME.
"""

import json
import struct

import numpy as np
import torch
import torch.nn.functional as F

FRAME_COUNTS = [1, 2, 3, 7, 32, 61]
INPUT_SIZE = 5


def same_padding(frames, kernel, stride, dilation):
    out = -(-frames // stride)
    total = max((out - 1) * stride + (kernel - 1) * dilation + 1 - frames, 0)
    return total // 2, total - total // 2


class Network:
    """Walks a spec on [frames, size] tensors, inventing a weight where it meets a name for the first time."""

    def __init__(self, spec, generator):
        self.spec, self.generator, self.weights = spec, generator, {}

    def weight(self, name, shape, scale=None, offset=0.0, positive=False):
        if name not in self.weights:
            fan = int(np.prod(shape[1:])) if len(shape) > 1 else 4
            value = torch.randn(shape, generator=self.generator, dtype=torch.float64) * (scale or fan ** -0.5)
            value = value.abs() + 0.1 if positive else value + offset
            self.weights[name] = value.float()
        return self.weights[name].double()

    def logits(self, x):
        return self.walk(self.spec["layers"], "layers", x)[0]

    def walk(self, layers, prefix, x):
        two_way = False
        for index, layer in enumerate(layers):
            path = f"{prefix}.{index}"
            x = self.apply(layer, path, x, two_way)
            if layer["type"] != "dropout":
                two_way = layer["type"] == "lstm" and layer.get("bidirectional", False)
        return x

    def conv(self, x, weight, bias, stride=1, dilation=1):
        padded = F.pad(x.T, same_padding(len(x), weight.shape[2], stride, dilation))
        return F.conv1d(padded[None], weight, bias, stride=stride, dilation=dilation)[0].T

    def apply(self, layer, path, x, two_way):
        kind, size = layer["type"], x.shape[1]
        w = lambda name, *shape, **how: self.weight(f"{path}.{name}", shape, **how)
        if kind == "conv1d":
            n = layer["channels"]
            weight = w("weight", n, size, layer["kernel_size"])
            bias = w("bias", n) if layer.get("bias", True) else None
            return self.conv(x, weight, bias, layer.get("stride", 1), layer.get("dilation", 1))
        if kind == "batch_norm":
            weight, bias = w("weight", size, scale=0.3, offset=1.0), w("bias", size)
            mean, var = w("running_mean", size), w("running_var", size, positive=True)
            return F.batch_norm(x, mean, var, weight, bias, eps=layer.get("epsilon", 1e-5))
        if kind == "layer_norm":
            weight, bias = w("weight", size, scale=0.3, offset=1.0), w("bias", size)
            return F.layer_norm(x, (size,), weight, bias, eps=layer.get("epsilon", 1e-5))
        if kind == "activation":
            return {
                "relu": F.relu, "gelu": F.gelu, "silu": F.silu, "tanh": torch.tanh,
                "leaky_relu": lambda x: F.leaky_relu(x, layer.get("slope")),
            }[layer["function"]](x)
        if kind == "max_pool":
            return torch.stack([part.max(0).values for part in x.split(layer["size"])])
        if kind == "average_pool":
            return torch.stack([part.mean(0) for part in x.split(layer["size"])])
        if kind == "residual":
            y = self.walk(layer["layers"], path + ".layers", x)
            if y.shape[1] != size or any(l.get("stride", 1) > 1 or "pool" in l["type"] for l in layer["layers"]):
                weight = w("projection.weight", y.shape[1], size, 1)
                stride = int(np.prod([l.get("stride", l.get("size", 1)) for l in layer["layers"]]))
                x = self.conv(x, weight, w("projection.bias", y.shape[1]), stride)
            return x + y
        if kind == "lstm":
            n = layer["hidden_size"]
            two = layer.get("bidirectional", False)
            lstm = torch.nn.LSTM(size, n, bidirectional=two, batch_first=True).double()
            for suffix in ["", "_reverse"] if two else [""]:
                getattr(lstm, "weight_ih_l0" + suffix).data = w("weight_ih" + suffix, 4 * n, size)
                getattr(lstm, "weight_hh_l0" + suffix).data = w("weight_hh" + suffix, 4 * n, n)
                getattr(lstm, "bias_ih_l0" + suffix).data = w("bias" + suffix, 4 * n)
                getattr(lstm, "bias_hh_l0" + suffix).data.zero_()
            return lstm(x[None])[0][0].detach()
        if kind == "last_step":
            half = size // 2
            return torch.cat([x[-1, :half], x[0, half:]])[None] if two_way else x[-1:]
        if kind == "mean_pool":
            return x.mean(0, keepdim=True)
        if kind == "statistics_pool":
            deviation = x.var(0, unbiased=False).clamp(min=1e-5).sqrt()
            return torch.cat([x.mean(0), deviation])[None]
        if kind in ("attention_pool", "attention_statistics_pool"):
            n = layer["hidden_size"]
            hidden = torch.tanh(x @ w("attention.weight", n, size).T + w("attention.bias", n))
            alpha = torch.softmax(hidden @ w("score.weight", n, scale=2.0), 0)[:, None]
            mean = (alpha * x).sum(0)
            if kind == "attention_pool":
                return mean[None]
            deviation = (alpha * (x - mean) ** 2).sum(0).clamp(min=1e-5).sqrt()
            return torch.cat([mean, deviation])[None]
        if kind == "dense":
            return x @ w("weight", layer["units"], size).T + w("bias", layer["units"])
        if kind in ("dropout", "softmax"):
            return x
        raise ValueError(kind)


def conv(channels, kernel, **more):
    return {"type": "conv1d", "channels": channels, "kernel_size": kernel, **more}


def act(function, **more):
    return {"type": "activation", "function": function, **more}


def lstm(hidden, **more):
    return {"type": "lstm", "hidden_size": hidden, **more}


def one(kind, **more):
    return {"type": kind, **more}


NORM, END = one("batch_norm"), [one("dense", units=4), one("softmax")]
CASES = {
    "conv": [conv(6, 5), one("mean_pool")] + END,
    "conv_even_kernel": [conv(6, 4, bias=False), act("relu"), one("last_step")] + END,
    "conv_long_kernel": [conv(5, 10), act("leaky_relu", slope=0.3), one("last_step")] + END,
    "conv_stride": [conv(6, 3, stride=2), conv(5, 5, stride=3), one("mean_pool")] + END,
    "conv_stride_beyond_kernel": [conv(6, 2, stride=5), one("mean_pool")] + END,
    "conv_dilation": [conv(6, 3, dilation=4), conv(6, 4, stride=2, dilation=3), one("mean_pool")] + END,
    "batch_norm_folded": [conv(6, 3), NORM, act("relu"), one("mean_pool"), one("dense", units=7), NORM] + END,
    "batch_norm_behind_dropout": [conv(6, 3, bias=False), one("dropout", rate=0.2), NORM, one("mean_pool")] + END,
    "batch_norm_alone": [one("batch_norm", epsilon=1e-3), conv(6, 3), act("relu"), NORM, one("mean_pool")] + END,
    "layer_norm": [one("layer_norm"), conv(11, 3), one("layer_norm", epsilon=1e-3), one("mean_pool")] + END,
    "activations": [conv(6, 1), act("gelu"), conv(6, 1), act("silu"), conv(6, 1), act("tanh"), conv(6, 1),
                    act("leaky_relu", slope=0.01), one("mean_pool")] + END,
    "max_pool": [conv(6, 3), one("max_pool", size=2), one("max_pool", size=3), one("mean_pool")] + END,
    "average_pool": [one("average_pool", size=4), conv(6, 3), one("average_pool", size=2), one("last_step")] + END,
    "residual": [conv(6, 3), one("residual", layers=[conv(6, 5), NORM, act("relu"), conv(6, 3)]),
                 act("relu"), one("mean_pool")] + END,
    "residual_in_place_first": [one("residual", layers=[act("tanh"), NORM]), one("mean_pool")] + END,
    "residual_projected": [one("residual", layers=[conv(8, 3), act("relu")]), one("mean_pool")] + END,
    "residual_strided": [one("residual", layers=[conv(8, 3, stride=2), act("relu"), one("max_pool", size=2)]),
                         one("residual", layers=[one("average_pool", size=3)]), one("mean_pool")] + END,
    "residual_nested": [one("residual", layers=[one("residual", layers=[conv(7, 3), act("gelu")]),
                                               one("residual", layers=[lstm(7)]), conv(9, 1)]),
                        one("mean_pool")] + END,
    "lstm": [lstm(9), one("last_step")] + END,
    "lstm_two_way": [lstm(8, bidirectional=True, recurrent_dropout=0.2), one("dropout", rate=0.1),
                     one("last_step")] + END,
    "lstm_two_way_normalised": [lstm(5, bidirectional=True), NORM, one("last_step")] + END,
    "lstm_stacked": [lstm(7, bidirectional=True), lstm(5), one("mean_pool")] + END,
    "statistics_pool": [conv(6, 3), one("statistics_pool")] + END,
    "attention_pool": [conv(6, 3), one("attention_pool", hidden_size=5)] + END,
    "attention_statistics_pool": [conv(6, 3), one("attention_statistics_pool", hidden_size=5)] + END,
    "dense_per_frame": [one("dense", units=7), NORM, act("relu"), one("mean_pool"), one("layer_norm"),
                        act("gelu"), one("dense", units=3)],
    "pool_only": [one("statistics_pool")],
    "seed_in_small": [lstm(8, recurrent_dropout=0.2), conv(12, 10), act("relu"), NORM, conv(16, 10),
                      act("leaky_relu", slope=0.3), lstm(6), NORM, lstm(8), one("last_step"),
                      one("dense", units=20), act("relu"), NORM, one("dropout", rate=0.2),
                      one("dense", units=10), act("relu")] + END,
    "conv_lstm_in_small": [conv(12, 5), NORM, act("relu"),
                           one("residual", layers=[conv(12, 5), NORM, act("relu"), one("dropout", rate=0.1)]),
                           one("max_pool", size=2), lstm(6, bidirectional=True),
                           one("attention_statistics_pool", hidden_size=6)] + END,
}


def save(path, tensors):
    header, blobs, position = {}, [], 0
    for name, value in sorted(tensors.items()):
        blob = value.numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [position, position + len(blob)]}
        position += len(blob)
        blobs.append(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def main():
    generator = torch.Generator().manual_seed(2718)
    inputs = {frames: torch.randn((frames, INPUT_SIZE), generator=generator) for frames in FRAME_COUNTS}
    tensors, specs = {f"input/{frames}": x for frames, x in inputs.items()}, {}
    for number, (name, layers) in enumerate(CASES.items()):
        generator = torch.Generator().manual_seed(number)
        specs[name] = {"input_size": INPUT_SIZE, "layers": layers}
        network = Network(specs[name], generator)
        for frames, x in inputs.items():
            tensors[f"{name}/logits/{frames}"] = network.logits(x.double()).float()
        for key, value in network.weights.items():
            tensors[f"{name}/weights/{key}"] = value
    with open("networks.json", "w") as file:
        file.write("{\n" + ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in specs.items()) + "\n}\n")
    save("networks.safetensors", tensors)


main()

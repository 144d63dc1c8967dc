"""A model's networks in PyTorch, built from the manifest's list of layers."""

import torch
from torch import nn
from torch.nn import functional


class SameConvolution(nn.Conv1d):
    """TensorFlow's padding: as many frames come out as went in, divided by the stride; an odd zero goes to the end."""

    def __init__(self, inputs, spec):
        span = (spec["kernel_size"] - 1) * spec["dilation"]
        self.is_even = spec["stride"] == 1 and span % 2 == 0
        super().__init__(
            inputs, spec["channels"], spec["kernel_size"], spec["stride"], dilation=spec["dilation"], bias=spec["bias"],
            padding=span // 2 if self.is_even else 0)
        self.span = span

    def forward(self, x):  # [batch, channels, frames]
        if not self.is_even:
            frames, stride = x.shape[-1], self.stride[0]
            padding = max(((frames + stride - 1) // stride - 1) * stride + self.span + 1 - frames, 0)
            x = functional.pad(x, (padding // 2, padding - padding // 2))
        return super().forward(x)


class AttentionStatistics(nn.Module):
    """Mean and, where asked for, standard deviation over time, weighted by a small network."""

    def __init__(self, inputs, hidden, with_deviation):
        super().__init__()
        self.attention, self.score = nn.Linear(inputs, hidden), nn.Linear(hidden, 1, bias=False)
        self.with_deviation = with_deviation

    def forward(self, x, mask=None):  # [batch, frames, channels]
        scores = self.score(torch.tanh(self.attention(x)))
        if mask is not None:
            scores = scores.masked_fill(~mask[:, :, None], float("-inf"))
        weights = torch.softmax(scores, 1)  # [batch, frames, 1]
        mean = (weights * x).sum(1)
        if not self.with_deviation:
            return mean
        variance = (weights * (x - mean[:, None]).square()).sum(1)
        return torch.cat([mean, variance.clamp_min(1e-5).sqrt()], 1)


ACTIVATIONS = {"relu": nn.ReLU, "gelu": nn.GELU, "silu": nn.SiLU, "tanh": nn.Tanh}


class Network(nn.Module):
    """Logits of features; what stands behind a clip's end in a padded batch does not touch its logits."""

    def __init__(self, inputs, layers):
        super().__init__()
        self.specs, self.layers = layers, nn.ModuleList()
        for spec in layers:
            layer, inputs = build(spec, inputs)
            self.layers.append(layer)
        self.output_size = inputs

    def forward(self, x, lengths=None):  # [batch, frames, bins]
        x = x.transpose(1, 2)  # Convolutions want the channels before the frames.
        mask = None if lengths is None else torch.arange(x.shape[-1]) < lengths[:, None]
        for spec, layer in zip(self.specs, self.layers):
            kind = spec["type"]
            if kind == "lstm":
                x = recurrent(layer, x.transpose(1, 2), lengths)  # [batch, frames, channels]
            elif kind.startswith("attention"):
                x = layer(x, mask)
            elif kind == "residual":
                x = x + layer(x, mask)
            elif mask is None or kind in ("activation", "batch_norm", "dropout", "dense", "softmax"):
                x = layer(x)
            elif kind == "conv1d":
                x = layer(x * mask[:, None])
            else:
                x = layer(x.masked_fill(~mask[:, None], float("-inf")))
                lengths = (lengths + spec["size"] - 1) // spec["size"]
                mask = torch.arange(x.shape[-1]) < lengths[:, None]
                x = x.masked_fill(~mask[:, None], 0)
        return x


class Block(nn.Module):
    """The layers inside a residual block, which keep the frames' number."""

    def __init__(self, inputs, layers):
        super().__init__()
        self.specs, self.layers = layers, nn.ModuleList()
        for spec in layers:
            layer, inputs = build(spec, inputs)
            self.layers.append(layer)

    def forward(self, x, mask=None):  # [batch, channels, frames]
        for spec, layer in zip(self.specs, self.layers):
            x = layer(x if mask is None or spec["type"] != "conv1d" else x * mask[:, None])
        return x


def recurrent(layer, x, lengths):
    if lengths is None:
        return layer(x)[0]
    # Packed, the backward direction begins at each clip's own end.
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    return nn.utils.rnn.pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=x.shape[1])[0]


def build(spec, inputs):
    """The module of one layer, and the number of channels behind it."""
    match spec["type"]:
        case "conv1d":
            return SameConvolution(inputs, spec), spec["channels"]
        case "batch_norm":
            return nn.BatchNorm1d(inputs, eps=spec["epsilon"], momentum=spec["momentum"]), inputs
        case "activation" if spec["function"] == "leaky_relu":
            return nn.LeakyReLU(spec["slope"]), inputs
        case "activation":
            return ACTIVATIONS[spec["function"]](), inputs
        case "max_pool":
            return nn.MaxPool1d(spec["size"], ceil_mode=True), inputs
        case "residual":
            return Block(inputs, spec["layers"]), inputs
        case "lstm":
            both = spec["bidirectional"]
            layer = nn.LSTM(inputs, spec["hidden_size"], batch_first=True, bidirectional=both)
            return layer, spec["hidden_size"] * (2 if both else 1)
        case "attention_pool" | "attention_statistics_pool" as kind:
            deviation = kind == "attention_statistics_pool"
            return AttentionStatistics(inputs, spec["hidden_size"], deviation), inputs * (2 if deviation else 1)
        case "dense":
            return nn.Linear(inputs, spec["units"]), spec["units"]
        case "dropout":
            return nn.Dropout(spec["rate"]), inputs
        case "softmax":
            return nn.Identity(), inputs  # Logits are what enters it.
    raise ValueError(f"no layer of type {spec['type']} here")


def state(network, weights):
    """Our names and shapes in PyTorch's: an LSTM has two biases there, a score is a matrix of one row."""
    result = dict(network.state_dict())
    for name, array in weights.items():
        value = torch.from_numpy(array)
        place, _, last = name.rpartition(".")
        if last.startswith(("weight_ih", "weight_hh")):
            name = f"{place}.{last[:9]}_l0{last[9:]}"
        elif f"{place}.weight_ih" in weights:
            suffix = last.removeprefix("bias")
            name = f"{place}.bias_ih_l0{suffix}"
            result[f"{place}.bias_hh_l0{suffix}"] = torch.zeros_like(value)
        elif place.endswith(".score"):
            value = value[None]
        if result[name].shape != value.shape:
            raise ValueError(f"{name}: {tuple(value.shape)} is not {tuple(result[name].shape)}")
        result[name] = value
    return result


class Ensemble(nn.Module):
    """The networks of a model: the mean of their logits."""

    def __init__(self, inputs, layers, count=1):
        super().__init__()
        self.members = nn.ModuleList(Network(inputs, layers) for _ in range(count))

    def forward(self, x, lengths=None):
        logits = self.members[0](x, lengths)
        for member in self.members[1:]:
            logits = logits + member(x, lengths)
        return logits / len(self.members)


def of(model):
    """The networks of a model, ready to answer."""
    ensemble = Ensemble(model.input_size, model.layers, model.member_count)
    for network, weights in zip(ensemble.members, model.members()):
        network.load_state_dict(state(network, weights))
    return ensemble.eval()

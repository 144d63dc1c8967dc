#!/usr/bin/env python3
"""Training in PyTorch, as its tutorials have it.

    torch_training.py step RECIPE CLIPS          a step for each line of input
    torch_training.py epoch RECIPE CLIPS         an epoch for each line of input, clips augmented by DataLoader workers

CLIPS is an .npz file, see examples.py. The recipe tells network, precision and treatments. The optimizer is the fused one; the
loop has what the recipe has: gradient clipping and a moving average of the weights. --compile compiles the model.
"""

import json
import os
import sys

import numpy as np
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

import examples
from worker import serve


class Residual(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        return x + self.layers(x)


class Recurrence(nn.Module):
    """[clips, channels, frames] in, [clips, frames, states] out."""

    def __init__(self, width, hidden):
        super().__init__()
        self.lstm = nn.LSTM(width, hidden, batch_first=True, bidirectional=True)

    def forward(self, x):
        return self.lstm(x.transpose(1, 2))[0]


class AttentionStatistics(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.attention = nn.Linear(width, hidden)
        self.score = nn.Linear(hidden, 1, bias=False)

    def forward(self, x):
        weights = torch.softmax(self.score(torch.tanh(self.attention(x))), dim=1)
        mean = (weights * x).sum(dim=1)
        variance = (weights * (x - mean.unsqueeze(1)) ** 2).sum(dim=1)
        return torch.cat([mean, variance.clamp(min=1e-5).sqrt()], dim=1)


def sequential(layers, width, classes):
    modules = []
    for layer in layers:
        kind = layer["type"]
        if kind == "conv1d":
            modules.append(nn.Conv1d(width, layer["channels"], layer["kernel_size"], padding="same", bias=layer["bias"]))
            width = layer["channels"]
        elif kind == "batch_norm":
            modules.append(nn.BatchNorm1d(width))
        elif kind == "activation":
            modules.append(nn.ReLU())
        elif kind == "max_pool":
            modules.append(nn.MaxPool1d(layer["size"], ceil_mode=True))
        elif kind == "residual":
            inner, width = sequential(layer["layers"], width, classes)
            modules.append(Residual(inner))
        elif kind == "dropout":
            modules.append(nn.Dropout(layer["rate"]))
        elif kind == "lstm":
            modules.append(Recurrence(width, layer["hidden_size"]))
            width = 2 * layer["hidden_size"]
        elif kind == "attention_statistics_pool":
            modules.append(AttentionStatistics(width, layer["hidden_size"]))
            width *= 2
        elif kind == "dense":
            modules.append(nn.Linear(width, classes))
        elif kind != "softmax":  # the loss wants what enters it
            raise SystemExit(f"This peer has no layer {kind}; take a recipe like Examples/default-fourth.json.")
    return nn.Sequential(*modules), width


class Training:
    def __init__(self, recipe, classes, compiled):
        network = recipe["network"]
        self.model, _ = sequential(network["layers"], network["input_size"], classes)
        self.model.train()
        self.runs = torch.compile(self.model) if compiled else self.model
        options = recipe["optimizer"]
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=options["learning_rate"], weight_decay=options["weight_decay"], fused=True)
        self.average = AveragedModel(self.model, multi_avg_fn=get_ema_multi_avg_fn(recipe["average_decay"]))
        self.loss = nn.CrossEntropyLoss(label_smoothing=recipe["label_smoothing"])
        self.clip = recipe["gradient_clip"]
        self.is_bf16 = recipe["precision"] == "bf16"

    def step(self, features, targets):
        """`features` are [clips, bins, frames]."""
        self.optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.is_bf16):
            loss = self.loss(self.runs(features).float(), targets)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
        self.optimizer.step()
        self.average.update_parameters(self.model)
        return loss.item()


class Examples(torch.utils.data.Dataset):
    def __init__(self, clips, recipe):
        self.clips, self.recipe = clips, recipe
        self.maker = None

    def __len__(self):
        return len(self.clips)

    def __getitem__(self, index):
        if self.maker is None:  # in each worker process its own
            self.maker = examples.Maker(self.clips, self.recipe, np.random.default_rng(torch.initial_seed() % 2**32))
        features, label = self.maker.example(index)
        return torch.from_numpy(features), label


class Collation:
    """Pads to the longest, mixes."""

    def __init__(self, recipe, classes):
        self.mixup, self.classes = recipe.get("mixup"), classes

    def __call__(self, items):
        features = nn.utils.rnn.pad_sequence([each for each, _ in items], batch_first=True)
        targets = nn.functional.one_hot(torch.tensor([label for _, label in items]), self.classes).float()
        if self.mixup:
            partners = torch.randperm(len(items))
            alpha = self.mixup["alpha"]
            share = torch.distributions.Beta(alpha, alpha).sample((len(items),))
            share = torch.maximum(share, 1 - share)
            share[torch.rand(len(items)) >= self.mixup["probability"]] = 1
            features = torch.lerp(features[partners], features, share[:, None, None])
            targets = torch.lerp(targets[partners], targets, share[:, None])
        return features.transpose(1, 2).contiguous(), targets


def main():
    work, recipe, clips = sys.argv[1], json.load(open(sys.argv[2])), examples.Clips(sys.argv[3])
    threads = int(os.environ["BENCH_THREADS"])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    training = Training(recipe, clips.classes, "--compile" in sys.argv)
    if work == "step":
        maker = examples.Maker(clips, recipe, np.random.default_rng(1))
        items = [maker.example(index) for index in range(recipe["batch_size"])]
        features = torch.from_numpy(np.stack([each for each, _ in items])).transpose(1, 2).contiguous()
        targets = torch.tensor([label for _, label in items])
        serve(lambda: {"loss": training.step(features, targets)})
        return
    loader = torch.utils.data.DataLoader(
        Examples(clips, recipe), batch_size=recipe["batch_size"], shuffle=True, num_workers=threads, persistent_workers=True,
        prefetch_factor=4, collate_fn=Collation(recipe, clips.classes))

    def epoch():
        losses = [training.step(features, targets) for features, targets in loader]
        return {"loss": sum(losses) / len(losses), "clips": len(clips)}

    serve(epoch)


if __name__ == "__main__":
    main()

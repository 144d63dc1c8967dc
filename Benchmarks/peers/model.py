"""A model of ours as its folder has it: what the peers build their networks from, and how logits become an answer."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Model:
    folder: Path
    manifest: dict

    @classmethod
    def read(cls, folder):
        return cls(Path(folder), json.loads((Path(folder) / "manifest.json").read_text()))

    @property
    def recipe(self):
        return self.manifest["feature_recipe"]

    @property
    def input_size(self):
        return self.manifest["network"]["input_size"]

    @property
    def layers(self):
        return self.manifest["network"]["layers"]

    @property
    def member_count(self):
        return self.manifest.get("members", 1)

    def members(self):
        """The weights of each network of the model, by their names within it."""
        from safetensors.numpy import load_file

        tensors = load_file(self.folder / "weights.safetensors")
        first = {name: array for name, array in tensors.items() if not name.startswith("members.")}
        others = [
            {name.removeprefix(prefix): array for name, array in tensors.items() if name.startswith(prefix)}
            for prefix in (f"members.{member}." for member in range(1, self.member_count))]
        return [first, *others]

    def probabilities(self, logits):
        """Of the labels, from the network's logits: calibrated, and outputs of one label added up with their weights; shape [..., labels]."""
        scaled = np.asarray(logits, np.float64) / self.manifest.get("calibration", {}).get("temperature", 1)
        powers = np.exp(scaled - scaled.max(-1, keepdims=True))
        values = powers / powers.sum(-1, keepdims=True)
        labels, outputs = self.manifest["labels"], self.manifest.get("outputs")
        if not outputs:
            return values
        belongs = np.array(
            [[(output.get("label") == label) * output.get("weight", 1) for label in labels] for output in outputs], np.float64)
        sums = values @ belongs
        return sums / sums.sum(-1, keepdims=True)

    def answer(self, logits):
        """Label and probabilities of one clip, as the one-clip scripts print them."""
        labels, values = self.manifest["labels"], self.probabilities(logits)
        return {"label": labels[int(values.argmax())], "probabilities": dict(zip(labels, map(float, values)))}


def known_input(frames, bins):
    """Features that are the same for everyone who times a network, so that their logits can be compared; [frames, bins]."""
    index = np.arange(frames * bins, dtype=np.int64)
    return (((index * 7919) % 2003) / 1001.5 - 1).astype(np.float32).reshape(frames, bins)

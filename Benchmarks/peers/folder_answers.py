"""What the scripts that answer a whole folder share: which files, in which order, and how answers are written."""

import csv
import sys
from pathlib import Path

import numpy as np

SUFFIXES = {".wav", ".flac", ".mp3", ".ogg", ".opus", ".aiff"}
#: Clips that the network hears together, where it hears several.
BATCH = 64


def clips_of(folder):
    """All recordings below a folder. The largest come first: neighbours are about as long, and little of a batch is padding."""
    files = [file for file in Path(folder).rglob("*") if file.suffix.lower() in SUFFIXES]
    return [str(file) for file in sorted(files, key=lambda file: (-file.stat().st_size, file))]


def padded(features, multiple=1):
    """Clips of several lengths as one array, zeros behind their ends; [clips, frames, bins], and their lengths."""
    lengths = np.array([len(clip) for clip in features])
    frames = -(-lengths.max() // multiple) * multiple
    batch = np.zeros((len(features), frames, features[0].shape[1]), np.float32)
    for row, clip in zip(batch, features):
        row[:len(clip)] = clip
    return batch, lengths


def write(model, files, logits):
    """One row a clip: path, label, confidence."""
    probabilities = model.probabilities(logits)
    rows = csv.writer(sys.stdout)
    rows.writerow(["path", "label", "confidence"])
    for file, values in zip(files, probabilities, strict=True):
        rows.writerow([file, model.manifest["labels"][values.argmax()], values.max()])

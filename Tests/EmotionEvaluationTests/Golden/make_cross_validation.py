"""Writes cross_validation.json, a made-up record, and cross_validation_scores.json: what scikit-learn and NumPy say of it.

Run: python make_cross_validation.py (scikit-learn 1.9.1, numpy 2.4).
"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.metrics import accuracy_score, balanced_accuracy_score, confusion_matrix, f1_score

warnings.filterwarnings("ignore")
here = Path(__file__).parent
generator = np.random.default_rng(20250607)

EMOTIONS = ["calm", "happy", "sad"]
LABELS = [f"{g}_{e}" for g in ("male", "female") for e in EMOTIONS]
READINGS = [
    {"name": "six", "labels": LABELS, "sources": [[i] for i in range(6)]},
    {"name": "three", "labels": EMOTIONS, "sources": [[i, i + 3] for i in range(3)]},
    # Leaves sad out: neither its clips nor its probability count.
    {"name": "pair", "labels": ["calm", "happy"], "sources": [[0, 3], [1, 4]]},
]
FOLDS = {"f1": ["a/1", "b/1"], "f2": ["a/2", "b/2"], "f3": ["a/3", "a/4"]}
GENDER = {"a/1": 0, "a/2": 1, "a/3": 0, "a/4": 1, "b/1": 1, "b/2": 0}
SEEDS = [7, 8]


def clips(speakers):
    rows = []
    for speaker in speakers:
        for emotion in range(3):
            for take in range(4 + (emotion == 1) * 2):
                logits = generator.normal(0, 1.6, 6)
                logits[GENDER[speaker] * 3 : GENDER[speaker] * 3 + 3] += 1.0
                logits[GENDER[speaker] * 3 + emotion] += 1.4
                rows.append({
                    "id": f"{speaker}-{emotion}-{take}", "corpus": speaker[0], "speaker": speaker,
                    "gender": ["male", "female"][GENDER[speaker]], "truth": GENDER[speaker] * 3 + emotion,
                    "logits": [round(float(v), 4) for v in logits],
                })
    return rows


results = []
for fold, speakers in FOLDS.items():
    for seed in SEEDS:
        results.append({
            "fold": fold, "seed": seed,
            "audit": {
                "speaker_independent": True, "findings": ["Speaker-independent: no speaker is on both sides."],
                "shared_speakers": [], "shared_recordings": 0, "shared_sentences": 2, "test_sentences": 2,
            },
            "training_clips": 40, "validation_clips": 14,
            "validation_speakers": ["a/2" if fold == "f3" else "a/3"], "test_speakers": speakers, "labels": LABELS,
            "history": [
                {
                    "epoch": epoch, "training_loss": 2.0 / epoch, "training_accuracy": 0.2 * epoch,
                    "validation_loss": 1.5, "validation_recall": 0.1 * epoch, "learning_rate": 0.001, "seconds": 2.0,
                }
                for epoch in (1, 2, 3)
            ],
            "kept_epoch": 3, "temperature": round(1.2 + 0.1 * len(results), 2), "seconds": 7.0, "clips": clips(speakers),
            "unusable_clips": 0,
        })
record = {
    "title": "a made-up network on made-up speech", "split": "by speaker, three folds",
    "corpora": [{"name": "a", "clips": 56, "speakers": 4}, {"name": "b", "clips": 28, "speakers": 2}],
    "command": "speech-emotion train --folds 3", "updated": "2025-06-07T12:30:00Z", "recipe": "{\"epochs\": 3}",
    "hardware": "two cores", "notes": ["Nothing was learnt here."], "folds": list(FOLDS), "seeds": SEEDS,
    "readings": READINGS, "results": results,
}
(here / "cross_validation.json").write_text(json.dumps(record, separators=(",", ":")) + "\n")


def read(reading, result, temperature):
    truth, probabilities, speakers = [], [], []
    for clip in result["clips"]:
        own = [k for k, s in enumerate(reading["sources"]) if clip["truth"] in s]
        if not own:
            continue
        z = np.array(clip["logits"], dtype=np.float32).astype(np.float64) / temperature
        p = np.exp(z - z.max())
        p /= p.sum()
        sums = np.array([p[s].sum() for s in reading["sources"]])
        truth.append(own[0])
        probabilities.append(sums / sums.sum())
        speakers.append(clip["speaker"])
    return np.array(truth), np.array(probabilities), np.array(speakers)


def calibration_error(truth, probabilities, bins=15):
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    error = 0.0
    edges = np.linspace(0, 1, bins + 1)
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += abs(right[inside].mean() - confidence[inside].mean()) * inside.mean()
    return float(error)


class SplitMix:
    def __init__(self, state):
        self.state = state

    def below(self, count):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) * count) >> 64


def interval(truth, predictions, speakers, resamples=200):
    random, groups, scores = SplitMix(0), sorted(set(speakers)), []
    for _ in range(resamples):
        drawn = [groups[random.below(len(groups))] for _ in groups]
        chosen = np.concatenate([np.flatnonzero(speakers == g) for g in drawn])
        scores.append(balanced_accuracy_score(truth[chosen], predictions[chosen]))
    return [float(v) for v in np.quantile(scores, [0.025, 0.975])]


scores = []
for reading in READINGS:
    runs, pooled, plain = [], [], []
    everything = range(len(reading["labels"]))
    for result in results:
        truth, probabilities, speakers = read(reading, result, result["temperature"])
        said = probabilities.argmax(axis=1)
        runs.append([
            accuracy_score(truth, said), balanced_accuracy_score(truth, said),
            f1_score(truth, said, labels=everything, average="macro", zero_division=0),
        ])
        pooled.append((truth, probabilities, speakers))
        plain.append(read(reading, result, 1.0))
    runs = np.array(runs)
    truth, probabilities, speakers = (np.concatenate(part) for part in zip(*pooled))
    plain_truth, plain_probabilities, _ = (np.concatenate(part) for part in zip(*plain))
    said = probabilities.argmax(axis=1)
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    half = order[: -(-len(order) // 2)]
    seeds = [runs[[i for i, r in enumerate(results) if r["seed"] == seed]].mean(axis=0) for seed in SEEDS]
    scores.append({
        "name": reading["name"], "runs": runs.tolist(), "mean": runs.mean(axis=0).tolist(),
        "deviation": runs.std(axis=0, ddof=1).tolist(), "seed_means": np.array(seeds).tolist(),
        "seed_deviation": np.std(seeds, axis=0, ddof=1).tolist(),
        "confusion": confusion_matrix(truth, said, labels=everything).tolist(),
        "error_before": calibration_error(plain_truth, plain_probabilities),
        "error_after": calibration_error(truth, probabilities), "half": accuracy_score(truth[half], said[half]),
        "interval": interval(truth, said, speakers),
        "speakers": {s: balanced_accuracy_score(truth[speakers == s], said[speakers == s]) for s in sorted(set(speakers))},
        "left_out": sum(len(r["clips"]) for r in results) - len(truth),
    })
(here / "cross_validation_scores.json").write_text(json.dumps(scores, separators=(",", ":")) + "\n")

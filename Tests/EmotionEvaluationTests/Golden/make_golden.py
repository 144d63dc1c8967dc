"""Writes scores.json and calibration.json: what scikit-learn, NumPy and SciPy say of made-up predictions.

Run: python make_golden.py (scikit-learn 1.9.1, numpy 2.4, scipy 1.17; any 1.3+ of scikit-learn prints the same).
"""

import json
import warnings
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    classification_report,
    confusion_matrix,
    f1_score,
)

warnings.filterwarnings("ignore")
here = Path(__file__).parent
generator = np.random.default_rng(20240607)

SEED = [f"{g}_{e}" for g in ("male", "female") for e in ("calm", "happy", "sad", "dislike", "fearful", "surprised")]
SIX = ["angry", "disgust", "fearful", "happy", "neutral", "sad"]


def noisy(labels, clips, right, present=None):
    truth = generator.choice(present or labels, clips)
    guess = generator.choice(labels, clips)
    keep = generator.random(clips) < right
    return truth.tolist(), np.where(keep, truth, guess).tolist()


def case(name, truth, predictions, labels):
    chosen = labels if labels is not None else sorted(set(truth) | set(predictions))
    return {
        "name": name,
        "truth": truth,
        "predictions": predictions,
        "labels": labels,
        "text2": classification_report(truth, predictions, labels=labels, digits=2, zero_division=0),
        "text4": classification_report(truth, predictions, labels=labels, digits=4, zero_division=0),
        "confusion_matrix": confusion_matrix(truth, predictions, labels=chosen).tolist(),
        "accuracy": accuracy_score(truth, predictions),
        "unweighted_average_recall": balanced_accuracy_score(truth, predictions),
        "macro_f1": f1_score(truth, predictions, labels=chosen, average="macro", zero_division=0),
    }


cases = [
    case("twelve classes", *noisy(SEED, 240, 0.5), SEED),
    case("six classes, uneven", *noisy(SIX, 150, 0.6, ["angry"] * 5 + SIX), SIX),
    case("labels left to be found", *noisy(SIX, 60, 0.7), None),
    case("classes that do not occur", *noisy(SIX[:4], 50, 0.6), SIX),
    case("predicted but absent from the truth", *noisy(SIX, 80, 0.4, SIX[:3]), SIX),
    case("some classes left out: micro average", *noisy(SIX, 120, 0.5), SIX[1:4]),
    case("an absent class among those left", *noisy(SIX[:5], 70, 0.5), [SIX[5], SIX[0]]),
    case("never right", ["a", "a", "b"], ["b", "b", "a"], ["a", "b"]),
    case("always right", ["a", "b", "c", "c"], ["a", "b", "c", "c"], None),
    case("one class", ["calm"] * 4, ["calm"] * 4, None),
    case("never right among the listed", ["a", "b"], ["b", "a"], ["c", "a"]),
    case("a label longer than the averages", *noisy(["x", "pleasantly_surprised_voice"], 30, 0.5), None),
    case("halves that round to even", ["a"] * 8 + ["b"] * 8, ["a"] * 5 + ["b"] * 3 + ["b"] * 7 + ["a"], ["a", "b"]),
]
for index in range(8):
    count = int(generator.integers(3, 23))
    labels = [f"class {i:02d}" for i in range(count)]
    cases.append(case(f"random {index}", *noisy(labels, int(generator.integers(20, 160)), 0.5), labels))
(here / "scores.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")

calibrations = []
for scale in (0.5, 1.0, 3.0, 8.0):
    logits = np.round(generator.normal(size=(120, 6)), 4)
    noise = generator.gumbel(size=logits.shape)
    truth = np.argmax(logits + noise, axis=1)
    scaled = np.round(logits * scale, 4).astype(np.float32).astype(np.float64)

    def loss(temperature):
        z = scaled / temperature
        z = z - z.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), truth]))

    found = minimize_scalar(lambda t: loss(np.exp(t)), bounds=(np.log(0.05), np.log(20)), method="bounded",
                            options={"xatol": 1e-10})
    z = scaled - scaled.max(axis=1, keepdims=True)
    probabilities = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    edges = np.linspace(0, 1, 16)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += abs(right[inside].mean() - confidence[inside].mean()) * inside.mean()
    calibrations.append({
        "logits": scaled.tolist(), "truth": truth.tolist(), "temperature": float(np.exp(found.x)),
        "loss_before": loss(1.0), "loss_after": float(found.fun), "expected_calibration_error": float(error),
    })
(here / "calibration.json").write_text(json.dumps(calibrations, separators=(",", ":")) + "\n")

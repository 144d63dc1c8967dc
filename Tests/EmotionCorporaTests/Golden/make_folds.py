"""Writes folds.json: how scikit-learn divides made-up labels and groups.

Run: python make_folds.py (scikit-learn 1.9.1; GroupKFold breaks ties as it does since 1.6).
"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut, StratifiedKFold

warnings.filterwarnings("ignore")
generator = np.random.default_rng(7)
EMOTIONS = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]


def folds(splitter, names, by):
    zeros = np.zeros(len(names))
    arguments = (zeros, names) if by == "labels" else (zeros, zeros, names)
    return [test.tolist() for _, test in splitter.split(*arguments)]


def case(kind, names, count, splitter, by):
    return {"kind": kind, "names": list(names), "count": count, "test": folds(splitter, np.array(names), by)}


def uneven(names, clips):
    weights = generator.random(len(names)) + 0.1
    return generator.choice(names, clips, p=weights / weights.sum()).tolist()


cases = []
for count, clips in ((5, 97), (2, 31), (10, 160), (5, 40)):
    labels = uneven(EMOTIONS, clips)
    cases.append(case("stratified", labels, count, StratifiedKFold(count), "labels"))
cases.append(case("stratified", ["b"] * 9 + ["a"] * 7 + ["c"] * 5, 5, StratifiedKFold(5), "labels"))
# A class with fewer clips than folds.
cases.append(case("stratified", ["a", "b", "a", "a", "b", "a", "a", "a"], 4, StratifiedKFold(4), "labels"))

speakers = [f"ravdess/{i:02d}" for i in range(1, 25)]
cases.append(case("speakers", [s for s in speakers for _ in range(6)], 6, GroupKFold(6), "groups"))
cases.append(case("speakers", [s for s in speakers for _ in range(3)], 5, GroupKFold(5), "groups"))
for count, clips in ((5, 120), (3, 50), (2, 33), (7, 140)):
    groups = uneven(speakers[:12] + ["cremad/1001", "cremad/1002", "tess/OAF", "emodb/03"], clips)
    cases.append(case("speakers", groups, count, GroupKFold(count), "groups"))

groups = uneven(["tess/YAF", "tess/OAF", "savee/DC", "savee/KL", "Äther/1", "zebra/9"], 30)
cases.append(case("leave one out", groups, 0, LeaveOneGroupOut(), "groups"))

(Path(__file__).parent / "folds.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")

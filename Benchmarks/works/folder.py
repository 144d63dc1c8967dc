"""A folder of 10,000 clips, from its name to a table of answers, on two cores.

BENCH_CLIPS=/folder takes the recordings of that folder; without it the clips are made from the project's voices.
"""

import csv
import io
import os
import statistics
from pathlib import Path

from harness import machine
from harness.part import Part
from harness.workers import ONE_THREAD_A_PROCESS, Row, run_command, say
from works import prepared

CLIPS, DISTINCT = 10_000, 2_000
#: A handful of clips lies so close between two labels that rounding decides.
LABELS_AGREE_AT_LEAST = 0.99


def run(context):
    folder = clips(context)
    count, seconds = map(float, run_command([*context.peer("durations"), folder]).output.split())
    rounds = 1 if context.quick else max(2, context.rounds // 3)
    peers = commands(context, folder)
    taken = {"ours": [], "ours in 16 bits": [], "ours on one core": [], "ours without its gate": [], **{name: [] for name in peers}}
    for turn in range(rounds):
        taken["ours"].append(run_command(predict(context, folder, 2), context.cores))
        taken["ours in 16 bits"].append(run_command([*predict(context, folder, 2), "--bf16"], context.cores))
        taken["ours on one core"].append(run_command(predict(context, folder, 1), context.cores[:1]))
        taken["ours without its gate"].append(run_command([*predict(context, folder, 2), "--no-gate"], context.cores))
        for name, command in peers.items():
            taken[name].append(run_command(command, context.cores, ONE_THREAD_A_PROCESS))
            say(f"{name}: {taken[name][-1].seconds:.1f} s beside {taken['ours'][-1].seconds:.1f} s")
        say(f"round {turn + 1} of {rounds}")
    compare_labels(taken, peers)
    return part(context, taken, peers, int(count), seconds / 3600)


def clips(context):
    if own := os.environ.get("BENCH_CLIPS"):
        return Path(own)
    count, distinct = (500, 500) if context.quick else (CLIPS, DISTINCT)
    sources = [context.root / "Benchmarks/peers/clip_folder.py", *sorted(context.voices.glob("*.opus"))]
    return prepared.made(context, f"clips-{count}", [*context.peer("clip_folder"), context.voices, count, distinct], sources)


def predict(context, folder, jobs):
    return [context.command, "predict", folder, "--csv", "--jobs", jobs]


def commands(context, folder):
    return {
        "PyTorch + torchaudio, DataLoader with 2 workers": [*context.peer("folder_torch"), context.model, folder],
        "ONNX Runtime + NumPy, a pool of 2": [
            *context.peer("folder_onnx"), context.model, prepared.network(context, "onnx"), folder],
        "Keras + librosa, a pool of 2": [*context.peer("folder_keras"), context.model, folder],
    }


def part(context, taken, peers, count, hours):
    result = Part()
    ours = [run.seconds for run in taken["ours"]]
    halved = [run.seconds for run in taken["ours in 16 bits"]]
    on = f"{count:,} clips, {hours:.1f} h, on {'two cores' if len(context.cores) == 2 else 'one core'}"
    for name in peers:
        theirs = [run.seconds for run in taken[name]]
        result.rows.append(Row(on, name, "s", ours, theirs, "5 times", least_ratio=5))
    if machine.multiplies_bfloat16():
        for name in peers:
            theirs = [run.seconds for run in taken[name]]
            result.rows.append(Row("the same, ours in 16 bits (`--bf16`), theirs in 32", name, "s", halved, theirs))
        result.figure("ours in 16 bits: hours of audio in a second", f"{hours / statistics.median(halved):.2f}")
    result.figure("ours: hours of audio in a second", f"{hours / statistics.median(ours):.2f}")
    ungated = statistics.median(run.seconds for run in taken["ours without its gate"])
    result.figure(
        "ours without the gate that finds out first whether there is speech, which no peer does", f"{ungated:.1f} s")
    single = statistics.median(run.seconds for run in taken["ours on one core"])
    share = single / statistics.median(ours) / len(context.cores)
    result.figure(
        "ours: speed on two cores, of twice that on one", f"{100 * share:.0f} % ({single:.1f} s on one core)", "90 %",
        share >= 0.9)
    result.figure("ours: peak memory", f"{max(run.megabytes for run in taken['ours']):.0f} MB")
    return result


def compare_labels(taken, peers):
    """Where ours hears speech at all, the peers must hear the same in it."""
    heard = labels(taken["ours"][0].output)
    for name in ["ours in 16 bits", *peers]:
        theirs = labels(taken[name][0].output)
        same = sum(theirs[path] == label for path, label in heard.items()) / len(heard)
        say(f"{name}: {100 * same:.2f} % of {len(heard)} labels as ours")
        if same < LABELS_AGREE_AT_LEAST:
            raise RuntimeError(f"{name}: only {100 * same:.1f} % of the labels are ours")


def labels(text):
    """By path, of what has a confidence: "no speech" is an answer without one."""
    rows = csv.DictReader(io.StringIO(text))
    return {str(Path(row["path"]).resolve()): row["label"] for row in rows if row["confidence"]}

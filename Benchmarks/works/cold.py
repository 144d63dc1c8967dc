"""One clip, cold: from the start of a process to its answer, files in the page cache."""

import json
import statistics

from harness.part import Part
from harness.workers import Row, run_command, say
from works import prepared

PROBABILITIES_AGREE_WITHIN = 2e-2


def run(context):
    clip = prepared.clip(context, "clip-16k.wav", 3, 16000, 1)
    recording = prepared.clip(context, "clip-48k.wav", 3, 48000, 2)
    ours = {"ours": predict(context, clip), "recording": predict(context, recording)}
    peers = commands(context, clip)
    for command in [*ours.values(), *peers.values()]:
        run_command(command, context.cores)  # Fills the page cache, and Python's of compiled modules.

    taken = {name: [] for name in [*ours, *peers]}
    for turn in range(context.rounds):
        # Ours takes milliseconds: a round's figure is the median of its runs between the peers' ones, whose order turns.
        runs = {name: [] for name in ours}
        order = list(peers)[turn % len(peers):] + list(peers)[:turn % len(peers)]
        for peer in order:
            for name, command in ours.items():
                runs[name] += [run_command(command, context.cores) for _ in range(2)]
            taken[peer].append(run_command(peers[peer], context.cores))
        for name in ours:
            taken[name].append(typical(runs[name]))
        say(f"round {turn + 1} of {context.rounds}")
    compare_answers(taken, peers)
    return part(taken)


def predict(context, clip):
    return [context.command, "predict", clip, "--json"]


def commands(context, clip):
    """What each peer is called, and its command."""
    model = context.model
    return {
        "Keras + librosa, the original's network": [*context.peer("cold_original"), prepared.original_network(context), clip],
        "Keras + librosa, our network": [*context.peer("cold_keras"), model, prepared.network(context, "keras"), clip],
        "PyTorch + torchaudio": [*context.peer("cold_torch"), model, prepared.network(context, "torch"), clip],
        "ONNX Runtime + NumPy": [*context.peer("cold_onnx"), model, prepared.network(context, "onnx"), clip],
    }


def typical(runs):
    """The run of the middle time, with the largest memory of them all."""
    middle = sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]
    middle.megabytes = max(run.megabytes for run in runs)
    return middle


def part(taken):
    result = Part()
    original, keras, torch, onnx = (name for name in taken if name not in ("ours", "recording"))
    ours = [1000 * run.seconds for run in taken["ours"]]
    for peer, times in ((original, 100), (keras, 100), (torch, 20), (onnx, 5)):
        theirs = [1000 * run.seconds for run in taken[peer]]
        result.rows.append(Row(
            "start of the process to the answer, 3 s at 16 kHz", peer, "ms", ours, theirs, f"{times} times", least_ratio=times))
    memory = [run.megabytes for run in taken["ours"]]
    for peer, times in ((original, 10), (keras, 10), (torch, None), (onnx, None)):
        theirs = [run.megabytes for run in taken[peer]]
        target = f"{times} times" if times else ""
        result.rows.append(Row("peak memory of that process", peer, "MB", memory, theirs, target, least_ratio=times))
    result.figure(
        "ours: start of the process to the answer", f"{statistics.median(ours):.0f} ms", "under 50 ms",
        statistics.median(ours) < 50)
    result.figure(
        "the same for 3 s of stereo at 48 kHz", f"{1000 * statistics.median(run.seconds for run in taken['recording']):.0f} ms")
    result.figure(
        "ours: processor time of it", f"{1000 * statistics.median(run.processor_seconds for run in taken['ours']):.0f} ms")
    result.figure("ours: peak memory", f"{max(memory):.0f} MB", "under 60 MB", max(memory) < 60)
    return result


def compare_answers(taken, peers):
    """Those that run our network must answer as ours does."""
    ours, = json.loads(taken["ours"][0].output)
    for name in peers:
        theirs = json.loads(taken[name][0].output)
        if "label" not in theirs:
            continue  # The original's network has random weights: what it costs does not depend on them.
        distance = max(
            abs(probability - theirs["probabilities"][label]) for label, probability in ours["probabilities"].items())
        if not distance <= PROBABILITIES_AGREE_WITHIN or ours["label"] != theirs["label"]:
            raise RuntimeError(f"{name}: {theirs['label']} where ours is {ours['label']}, probabilities {distance:.2g} apart")

"""The network alone: one clip of 3 s, warm, on one core and on two."""

import json
from statistics import median

from harness import machine, recipes
from harness.part import Part
from harness.workers import Row, Streams, Worker, say, take_turns
from works import prepared

FRAMES = 300
CALLS = 200
HALVED = "ours in 16 bits"
LOGITS_AGREE_WITHIN = 1e-3
#: The matrices of the rate that ours is held against, large enough to be the best that the core gives.
PRODUCT = (1024, 1024, 1024)


def run(context):
    part = Part()
    one_core(context, part)
    two_cores(context, part)
    return part


def peers(context):
    """What each peer is called, and its command."""
    model, onnx = context.model, prepared.network(context, "onnx")
    return {
        "PyTorch, eager": [*context.peer("torch_network_worker"), model, FRAMES, CALLS, "eager"],
        "PyTorch, torch.compile": [*context.peer("torch_network_worker"), model, FRAMES, CALLS, "compiled"],
        "Keras, tf.function": [*context.peer("keras_network_worker"), model, FRAMES, CALLS, "function"],
        "Keras, tf.function by XLA": [*context.peer("keras_network_worker"), model, FRAMES, CALLS, "jit"],
        "ONNX Runtime": [*context.peer("onnx_network_worker"), onnx, FRAMES, CALLS],
    }


def one_core(context, part):
    cores = context.cores[:1]
    detection = context.worker("detection")
    workers = [
        Worker("ours", [detection, "network", context.model, FRAMES], cores),
        Worker(HALVED, [detection, "network", context.model, FRAMES, 1, CALLS, "bf16"], cores),
        Worker("product", [detection, "gemm", *PRODUCT], cores),
        *(Worker(name, command, cores) for name, command in peers(context).items()),
    ]
    answers = take_turns(workers, context.rounds, say)
    halved = answers.pop(HALVED)
    compare_logits(answers)
    ours = milliseconds(answers["ours"])
    for name in peers(context):
        part.rows.append(Row(
            "a clip of 3 s on one core", name, "ms", ours, milliseconds(answers[name]), "faster", least_ratio=1))
    manifest = json.loads((context.model / "manifest.json").read_text())
    operations = recipes.forward_operations(manifest["network"], FRAMES) * manifest.get("members", 1)
    shares = [
        1e-9 * operations * answer["calls"] / answer["seconds"] / product["gflops"]
        for answer, product in zip(answers["ours"], answers["product"])]
    part.figure(
        f"{1e-6 * operations:.0f} million operations of the products a clip: their rate over the whole network, of that of "
        f"OpenBLAS's sgemm ({median(answer['gflops'] for answer in answers['product']):.0f} GFLOP/s for "
        f"{' x '.join(map(str, PRODUCT))})",
        f"{100 * median(shares):.0f} % ({100 * min(shares):.0f} to {100 * max(shares):.0f})", "at least 60 %",
        median(shares) >= 0.6)
    if not machine.multiplies_bfloat16():
        return
    distance = max(abs(one - other) for one, other in zip(answers["ours"][0]["logits"], halved[0]["logits"], strict=True))
    part.figure(
        f"ours with factors of 16 bits (`--bf16`), whose logits differ by {distance:.2g} at most",
        f"{median(milliseconds(halved)):.2f} ms")


def two_cores(context, part):
    """Clips a second, each with the better of two ways: both cores for one clip, or a stream of clips on each."""
    cores = context.cores
    detection = context.worker("detection")
    workers = [Worker("ours", [detection, "network", context.model, FRAMES, len(cores)], cores)]
    for name, command in peers(context).items():
        workers.append(Worker(f"{name}: two threads for one clip", command, cores))
        streams = [Worker(name, command, (core,)) for core in cores]
        workers.append(Streams(f"{name}: a process on each core", streams))
    answers = take_turns(workers, context.rounds, say)
    compare_logits(answers)
    ours = clips_a_second(answers["ours"])
    for name in peers(context):
        ways = {way: clips_a_second(answers[way]) for way in answers if way.startswith(f"{name}: ")}
        best = max(ways, key=lambda way: median(ways[way]))
        part.rows.append(Row(
            f"clips of 3 s, not in batches, on {'two cores' if len(cores) == 2 else 'one core'}", best, "a second", ours, ways[best],
            "faster", least_ratio=1, smaller_is_better=False))


def milliseconds(answers):
    return [1000 * answer["seconds"] / answer["calls"] for answer in answers]


def clips_a_second(answers):
    return [answer["calls"] / answer["seconds"] for answer in answers]


def compare_logits(answers):
    """Whoever is fast with other numbers has not done the work."""
    ours = answers["ours"][0]["logits"]
    for name, theirs in answers.items():
        if "logits" not in theirs[0]:
            continue
        distance = max(abs(our - their) for our, their in zip(ours, theirs[0]["logits"], strict=True))
        if not distance <= LOGITS_AGREE_WITHIN:
            raise RuntimeError(f"{name}: logits differ from ours by {distance:.2g}")

"""A training step, a whole epoch, the machine's limit and the start of a run."""

import json
import os
import statistics
import subprocess
import time

from harness import recipes, recordings
from harness.part import Part
from harness.workers import ONE_THREAD_A_PROCESS, Row, Worker, say, take_turns

#: A batch as the recipe has it, each clip 300 frames long.
BATCH, FRAMES, SAMPLES = 64, 300, 299 * 160
PRECISIONS = ("fp32", "bf16")
PEERS = {"torch": "PyTorch", "keras": "Keras"}


def run(context):
    part = Part()
    steps(context, part)
    epochs(context, part)
    starts(context, part)
    return part


#: What `speech-emotion train` starts the trainer with.
ENVIRONMENT = {"GOMP_SPINCOUNT": "5000"}


def ours(context, work, recipe, folder, cores):
    command = [context.worker("training"), work, recipe, folder, context.scratch / "prepared"]
    return Worker(f"ours {recipe.stem}", command, cores, ENVIRONMENT)


#: The peers and, where there is one, the switch that has a compiler make one program of a step.
COMPILED = {"torch": "--compile", "keras": "--jit"}


def peer(context, name, work, recipe, clips, cores, *switches):
    command = [*context.peer(f"{name}_training"), work, recipe, clips, *switches]
    return Worker(" ".join([name, *switches, recipe.stem]), command, cores, ONE_THREAD_A_PROCESS)


def compare(part, work, answers, recipe_name):
    """Rows of our precisions against the peers': bf16 also against their fp32, which is what it has to beat."""
    def seconds(who, precision):
        ways = [name for name in answers if name.split()[0] == who and name.endswith(f" {recipe_name}-{precision}")]
        taken = {name: [answer["seconds"] for answer in answers[name]] for name in ways}
        return min(taken.values(), key=statistics.median)

    pairs = (("fp32", "fp32", 1.0), ("bf16", "fp32", 1.7), ("bf16", "bf16", None))
    for mine, their, least in pairs:
        target = {1.0: "at least equal to the faster", 1.7: "1.7 times the faster"}.get(least, "")
        faster = min(PEERS, key=lambda name: statistics.median(seconds(name, their)))
        for name, title in PEERS.items():
            part.rows.append(Row(
                f"{work}, {mine}", f"{title}, {their}", "s", seconds("ours", mine), seconds(name, their),
                target=target if name == faster else "", least_ratio=least if name == faster else None))


def steps(context, part):
    corpus = recordings.corpus(context, "training-steps", 6 * BATCH, SAMPLES)
    clips = recordings.decoded(context, corpus)
    written = {each: recipes.step_recipe(context, f"step-{each}", precision=each) for each in PRECISIONS}
    network = json.loads(written["fp32"].read_text())["network"]
    operations = BATCH * recipes.step_operations(network, FRAMES)
    for cores in (context.cores[:1], context.cores):
        count = "one core" if len(cores) == 1 else "two cores"
        say(f"training step, {count}")
        workers = [ours(context, "step", recipe, corpus, cores) for recipe in written.values()]
        workers += [
            peer(context, name, "step", recipe, clips, cores, *switches)
            for name in PEERS for recipe in written.values() for switches in ((), (COMPILED[name],))]
        workers.append(Worker("products", [context.worker("training"), "products", "1024"], cores))
        answers = take_turns(workers, context.rounds, say)
        compare(part, f"step of {BATCH} clips of 3 s, {count}", answers, "step")
        limit = [answer["gigaflops"] for answer in answers["products"]]
        reached = [
            operations / answer["seconds"] * 1e-9 / most for answer, most in zip(answers["ours step-fp32"], limit)]
        part.figure(
            f"step's products against sgemm, fp32, {count}",
            f"{statistics.median(reached):.0%} of {statistics.median(limit):.0f} GFLOP/s", "at least 70 %",
            statistics.median(reached) >= 0.7)


def epochs(context, part):
    count = 320 if context.quick else 960
    corpus = recordings.corpus(context, "training-epoch", count, 3 * recordings.RATE)
    clips = recordings.decoded(context, corpus)
    treatments = json.loads((context.root / "Examples/default-fourth.json").read_text())["augmentation"]
    treatments = [each for each in treatments if each["type"] != "telephone"]  # the Python peers have none
    written = {
        each: recipes.recipe(context, f"epoch-{each}", precision=each, augmentation=treatments) for each in PRECISIONS}
    say("training epoch, two cores")
    workers = [ours(context, "epoch", recipe, corpus, context.cores) for recipe in written.values()]
    workers += [
        peer(context, name, "epoch", recipe, clips, context.cores) for name in PEERS for recipe in written.values()]
    compare(part, f"epoch of {count} augmented clips, two cores", take_turns(workers, context.rounds, say), "epoch")
    for precision, recipe in written.items():
        worker = ours(context, "epochs", recipe, corpus, context.cores)
        waiting = statistics.median(worker.run()["waiting"] for _ in range(2 if context.quick else 3))
        worker.close()
        part.figure(
            f"share of an epoch that is spent waiting for batches, where epochs follow each other, {precision}, two cores",
            f"{waiting:.1%}", "under 5 %", waiting < 0.05)


def starts(context, part):
    """From the start of the process to the end of its first step, with clips that are prepared already."""
    count = 10_000
    few = recordings.corpus(context, "training-few", 200, 3 * recordings.RATE // 2)
    corpus = recordings.linked_corpus(context, f"training-{count}", few, count)
    recipe = recipes.recipe(context, "start", precision="bf16")
    checkpoint = context.scratch / "start.safetensors"
    checkpoint.unlink(missing_ok=True)
    command = [context.worker("training"), "first-step", recipe, corpus, context.scratch / "prepared"]
    say(f"start of a training on {count:,} clips; the first one prepares them")
    first_answer(command)
    found = {"start": [], "resume": []}
    for turn in range(context.rounds):
        found["start"].append(first_answer(command)[0])
        seconds, parts = first_answer([*command, checkpoint])
        if turn:  # the first one had no checkpoint yet
            found["resume"].append(seconds)
        say(f"round {turn + 1} of {context.rounds}: " + ", ".join(f"{name} {value:.2f} s" for name, value in parts.items()))
    checkpoint.unlink(missing_ok=True)
    for name, seconds in found.items():
        part.figure(
            f"{name} of a training on {count:,} prepared clips, process start to first step done",
            f"{statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})", "under 2 s",
            statistics.median(seconds) < 2)


def first_answer(command):
    """Seconds until a command says its first line, and the figures in it; waits for its end."""
    started = time.perf_counter()
    with subprocess.Popen(
            list(map(str, command)), stdout=subprocess.PIPE, text=True, env={**os.environ, **ENVIRONMENT}) as process:
        line = process.stdout.readline()
        seconds = time.perf_counter() - started
    if process.returncode or not line:
        raise RuntimeError(f"status {process.returncode}: {' '.join(map(str, command))}")
    return seconds, json.loads(line)

"""How time and memory grow with the length of a clip, the number of files, the batch and the network."""

import json
import statistics
import wave
from dataclasses import dataclass, field

import numpy as np

from harness import recipes, recordings
from harness.part import Part
from harness.plot import Curve, draw
from harness.workers import Worker, run_command, say


@dataclass
class Growth:
    """What was measured at each size; sizes ascend."""
    sizes: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    megabytes: list = field(default_factory=list)

    def add(self, size, seconds, megabytes):
        self.sizes.append(size)
        self.seconds.append(seconds)
        self.megabytes.append(megabytes)
        say(f"  {size:g}: {seconds:.4g} s, {megabytes:.0f} MB")


def exponent(sizes, costs):
    """The slope of the line through the larger half of the points, both scales logarithmic: 1 is linear. Over smaller sizes what
    every run costs hides the growth."""
    half = max(3, (len(sizes) + 1) // 2)
    return float(np.polyfit(np.log(sizes[-half:]), np.log(costs[-half:]), 1)[0])


def run(context):
    part = Part()
    pictures = context.scratch if context.quick else context.root / "Documentation/pictures"
    say("length of a clip")
    report(part, pictures, "length", lengths(context), "seconds of audio", "predict, length of a clip", "s")
    say("number of files")
    report(part, pictures, "files", files(context), "files", "predict, number of clips of 1 s", "")
    say("clips of a training step")
    report(part, pictures, "batch", batches(context), "clips in a batch", "training step in fp32, number of clips", "")
    say("width of the network")
    # A network twice as wide has four times the products, so these are what its cost is held against.
    for name, title, growth in widths(context):
        report(part, pictures, name, growth, "million operations of one clip's products", f"{title}, million operations", "")
    return part


def report(part, folder, name, growth, axis, what, unit):
    time, memory = (exponent(growth.sizes, costs) for costs in (growth.seconds, growth.megabytes))
    sizes = f"{growth.sizes[0]:,.4g} to {growth.sizes[-1]:,.6g} {unit}".rstrip()
    part.figure(
        f"{what}: {sizes}",
        f"{growth.seconds[0]:.3g} s to {growth.seconds[-1]:,.4g} s, size to the power of {time:.2f}; "
        f"{growth.megabytes[0]:,.0f} MB to {growth.megabytes[-1]:,.0f} MB, power of {memory:.2f}",
        "no power above 1 (over the larger half of the sizes; 1.05 counts as 1)", max(time, memory) <= 1.05)
    draw(
        folder / f"growth-{name}.svg", axis, growth.sizes,
        [Curve("time", "seconds", growth.seconds, time), Curve("peak memory", "megabytes", growth.megabytes, memory)])


def lengths(context):
    """One WAV file after the other; the longest, ten hours, is 1.15 GB and deleted again."""
    growth = Growth()
    sizes = [0.5, 2, 8, 30, 120, 600] + ([] if context.quick else [3600, 10800, 36000])
    source = (recordings.speech(context) * 16000).astype("<i2")
    path = context.scratch / "growth.wav"
    for seconds in sizes:
        write_wav(path, source, int(seconds * recordings.RATE))
        repeats = 1 if seconds > 600 else 3
        runs = [run_command([context.command, "predict", path, "--json"], context.cores[:1]) for _ in range(repeats)]
        growth.add(seconds, statistics.median(each.seconds for each in runs), max(each.megabytes for each in runs))
    path.unlink()
    return growth


def write_wav(path, source, count):
    """The same speech over and over, a piece at a time."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(recordings.RATE)
        left = count
        while left > 0:
            file.writeframes(source[:left].tobytes())
            left -= len(source)


def files(context):
    growth = Growth()
    few = recordings.corpus(context, "growth-clips", 18, recordings.RATE)
    clips = sorted(few.glob("*/*.wav"))
    for count in (1, 10, 100, 1000) if context.quick else (1, 10, 100, 1000, 10_000, 100_000):
        folder = context.scratch / "growth-files"
        recordings.remove(folder)
        recordings.link_files(folder, clips, count)
        finished = run_command([context.command, "predict", folder, "--csv"], cores=context.cores)
        growth.add(count, finished.seconds, finished.megabytes)
        recordings.remove(folder)
    return growth


def batches(context):
    growth = Growth()
    sizes = (2, 8, 32, 64) if context.quick else (2, 4, 8, 16, 32, 64, 128, 256)
    corpus = recordings.corpus(context, "growth-steps", 2 * sizes[-1], 299 * 160)
    for size in sizes:
        recipe = recipes.step_recipe(context, f"growth-batch-{size}", precision="fp32", batch_size=size)
        growth.add(size, *training_step(context, recipe, corpus))
    return growth


def widths(context):
    sizes = (32, 64, 128) if context.quick else (32, 64, 128, 256, 512)
    corpus = recordings.corpus(context, "growth-width", 64, 299 * 160)
    layers = json.loads((context.root / "Examples/default-fourth.json").read_text())["network"]
    step, forward = Growth(), Growth()
    for channels in sizes:
        network = layers | {"layers": recipes.widened(layers["layers"], channels)}
        recipe = recipes.step_recipe(
            context, f"growth-width-{channels}", precision="fp32", batch_size=32, network=network)
        step.add(recipes.step_operations(network, 300) / 1e6, *training_step(context, recipe, corpus))
        worker = Worker("forward", [context.worker("training"), "forward", recipe, "300"], context.cores[:1])
        worker.run()
        seconds = statistics.median(worker.run()["seconds"] for _ in range(3))
        forward.add(recipes.forward_operations(network, 300) / 1e6, seconds, peak_megabytes(worker))
        worker.close()
    return [
        ("width-training", f"training step in fp32 of 32 clips of 3 s, {sizes[0]} to {sizes[-1]} channels", step),
        ("width", f"network over one clip of 3 s, {sizes[0]} to {sizes[-1]} channels, libtorch loaded beside", forward)]


def training_step(context, recipe, corpus):
    """Seconds and peak megabytes of one step on one core."""
    command = [context.worker("training"), "step", recipe, corpus, context.scratch / "prepared"]
    worker = Worker("step", command, context.cores[:1])
    worker.run()
    found = [worker.run()["seconds"] for _ in range(3)]
    megabytes = peak_megabytes(worker)
    worker.close()
    return statistics.median(found), megabytes


def peak_megabytes(worker):
    with open(f"/proc/{worker.process.pid}/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024

"""Listening: what a second of sound costs, of one core, in blocks of 0.1 s as a microphone gives them."""

import statistics

from harness import machine
from harness.part import Part
from harness.workers import Worker, say, take_turns
from works import prepared

SECONDS = 60


def run(context):
    part = Part()
    core = context.cores[:1]
    recordings = {
        "somebody speaks without a pause": prepared.clip(context, "talk.wav", SECONDS, 16000, 1),
        "half of the time nobody speaks": prepared.clip(context, "talk-and-pauses.wav", SECONDS, 16000, 1, 0.5),
        "the same from a microphone at 48 kHz": prepared.clip(context, "talk-and-pauses-48k.wav", SECONDS, 48000, 1, 0.5),
    }
    workers = [
        Worker(name, [context.worker("detection"), "live", recording], core) for name, recording in recordings.items()]
    if machine.multiplies_bfloat16():
        first = next(iter(recordings))
        workers.append(Worker(
            f"{first}, the network in 16 bits (`--bf16`)", [context.worker("detection"), "live", recordings[first], "bf16"], core))
    answers = take_turns(workers, context.rounds, say)
    for name, taken in answers.items():
        shares = [100 * answer["seconds"] / answer["listened"] for answer in taken]
        part.figure(
            f"a second of listening, {name}",
            f"{statistics.median(shares):.2f} % of a core ({min(shares):.2f} to {max(shares):.2f})", "under 1 %",
            statistics.median(shares) < 1)
    return part

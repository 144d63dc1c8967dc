"""The log-mel spectrogram of an hour of speech on one core."""

import statistics

from harness.part import Part
from harness.workers import Row, Worker, say, take_turns
from works import prepared

SECONDS = 3600
#: Pieces that the hour comes in. All were tried: a spectrum of more than a minute leaves the caches of every peer.
PIECES = (10, 60)
VALUES_AGREE_WITHIN = 1e-3


def run(context):
    part = Part()
    hour = SECONDS // 20 if context.quick else SECONDS
    cores = context.cores[:1]
    clips = {seconds: prepared.clip(context, f"speech-{seconds}s.wav", seconds, 16000, 1) for seconds in PIECES}
    workers = [Worker("ours", [context.worker("detection"), "features", clips[60], hour // 60], cores)]
    for peer, name in (("librosa", "librosa_features_worker"), ("torchaudio", "torch_features_worker")):
        for seconds, clip in clips.items():
            command = [*context.peer(name), context.model, clip, hour // seconds]
            workers.append(Worker(f"{peer}, in pieces of {seconds} s", command, cores))
    answers = take_turns(workers, context.rounds, say)
    compare_values(answers)
    ours = [answer["seconds"] for answer in answers["ours"]]
    for peer, times in (("librosa", 5), ("torchaudio", 1.5)):
        ways = [name for name in answers if name.startswith(peer)]
        best = min(ways, key=lambda name: statistics.median(answer["seconds"] for answer in answers[name]))
        part.rows.append(Row(
            f"{hour // 60} minutes of speech" if context.quick else "an hour of speech, one core", best, "s", ours,
            [answer["seconds"] for answer in answers[best]], f"{times} times", least_ratio=times))
    frames = answers["ours"][0]["frames"]
    part.figure("ours: a frame of 25 ms", f"{1e6 * statistics.median(ours) / frames:.2f} µs")
    return part


def compare_values(answers):
    """All begin with the same voice: its first frames must have the same values."""
    ours = answers["ours"][0]["first"]
    for name, theirs in answers.items():
        distance = max(abs(our - their) for our, their in zip(ours, theirs[0]["first"], strict=True))
        if not distance <= VALUES_AGREE_WITHIN:
            raise RuntimeError(f"{name}: the first frames differ from ours by {distance:.2g}")

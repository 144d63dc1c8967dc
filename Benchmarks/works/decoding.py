"""A recording at 48 kHz in stereo, decoded and converted to 16 kHz mono."""

from harness.part import Part
from harness.workers import Row, Worker, run_command, say, take_turns
from works import prepared

MINUTES = 10
#: Decoders may disagree about the silence that an encoder puts at both ends of an MP3.
SAMPLES_AGREE_WITHIN = 1600


def run(context):
    part = Part()
    minutes = 1 if context.quick else MINUTES
    cores = context.cores[:1]
    for suffix, name in (("flac", "FLAC"), ("mp3", "MP3")):
        file = prepared.clip(context, f"recording-{minutes}min.{suffix}", 60 * minutes, 48000, 2)
        ours = [context.worker("detection"), "decoding", file]
        theirs = [*context.peer("librosa_decoding_worker"), file]
        answers = take_turns([Worker("ours", ours, cores), Worker("librosa", theirs, cores)], context.rounds, say)
        compare_samples(answers, name)
        seconds = {worker: [answer["seconds"] for answer in answers[worker]] for worker in answers}
        work = f"{60 * minutes} s of {name}, 48 kHz stereo"
        part.rows.append(Row(
            work, "librosa.load (soundfile, soxr_hq)", "s", seconds["ours"], seconds["librosa"], "at least equal", least_ratio=1))
        memory = {
            worker: [run_command(command, cores, input="run\n").megabytes for _ in range(min(context.rounds, 3))]
            for worker, command in (("ours", ours), ("librosa", theirs))}
        part.rows.append(Row(
            work, "librosa.load (soundfile, soxr_hq)", "MB", memory["ours"], memory["librosa"], "half", least_ratio=2,
            note="peak memory of a process that does it once"))
    return part


def compare_samples(answers, name):
    ours, theirs = answers["ours"][0]["samples"], answers["librosa"][0]["samples"]
    if abs(ours - theirs) > SAMPLES_AGREE_WITHIN:
        raise RuntimeError(f"{name}: {ours} samples, librosa has {theirs}")

"""Clips to train on, cut out of the voices that come along and made different from each other, so that no cache has one twice."""

import os
import shutil

import numpy as np
import soundfile
import soxr

RATE = 16000
CLASSES = [
    f"{gender}_{emotion}" for gender in ("male", "female")
    for emotion in ("neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised", "boredom")]


def speech(context):
    """All voices behind each other at 16 kHz, without the silence between them."""
    kept = context.scratch / "speech.npy"
    if not kept.exists():
        parts = []
        for path in sorted(context.voices.glob("*.opus")):
            samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
            samples = soxr.resample(samples.mean(axis=1), rate, RATE)
            loud = np.flatnonzero(np.abs(samples) > 0.02 * np.abs(samples).max())
            parts.append(samples[loud[0]:loud[-1]] / np.abs(samples).max())
        replace(kept, lambda path: np.save(path, np.concatenate(parts).astype(np.float32)))
    return np.load(kept)


def piece(source, count, random):
    """Some seconds of speech from a random place on, beginning anew behind the end, with a little noise of its own."""
    start = random.integers(len(source))
    samples = np.take(source, np.arange(start, start + count), mode="wrap")
    return 0.5 * samples + random.normal(0, 0.002, count).astype(np.float32)


def corpus(context, name, count, samples):
    """A folder of `count` WAV files of `samples` samples each, evenly over the classes; made once."""
    folder = context.scratch / f"{name}-{count}-{samples}"
    if not folder.exists():
        source, random = speech(context), np.random.default_rng(1)

        def make(path):
            path.mkdir()
            for number in range(count):
                kind = path / CLASSES[number % len(CLASSES)]
                kind.mkdir(exist_ok=True)
                soundfile.write(kind / f"{number:06}.wav", piece(source, samples, random), RATE, subtype="PCM_16")

        replace(folder, make)
    return folder


def decoded(context, folder):
    """The clips of a folder as the Python peers take them: decoded and levelled, in one .npz file; made once."""
    kept = context.scratch / f"{folder.name}.npz"
    if not kept.exists():
        paths = sorted(folder.glob("*/*.wav"))
        clips = [soundfile.read(path, dtype="float32")[0] for path in paths]
        clips = [clip * np.float32(0.1 / np.sqrt(np.mean(clip ** 2))) for clip in clips]
        labels = [CLASSES.index(path.parent.name) for path in paths]

        def make(path):
            with open(path, "wb") as file:
                np.savez(
                    file, samples=np.concatenate(clips), ends=np.cumsum([len(clip) for clip in clips]), labels=labels,
                    classes=len(CLASSES))

        replace(kept, make)
    return kept


def linked_corpus(context, name, source, count):
    """A folder of `count` names for the clips of another folder, hard links all of them; made once."""
    folder = context.scratch / name
    if not folder.exists():
        clips = sorted(source.glob("*/*.wav"))
        replace(folder, lambda path: link_files(path, clips, count))
    return folder


def link_files(folder, clips, count):
    """`count` hard links to some clips, in folders of their classes."""
    for number in range(count):
        clip = clips[number % len(clips)]
        kind = folder / clip.parent.name
        kind.mkdir(parents=True, exist_ok=True)
        os.link(clip, kind / f"{number:06}.wav")


def remove(folder):
    """Deletes a folder where it is there."""
    if folder.exists():
        shutil.rmtree(folder)


def replace(path, make):
    """Makes a file or folder beside its place and renames it, so that an interrupted run leaves no half of it."""
    beside = path.with_name(f"new-{path.name}")
    remove(beside)
    make(beside)
    beside.rename(path)

"""A file decoded, mixed to one channel and converted to 16 kHz by librosa: `librosa_decoding_worker.py FILE`."""

import sys

import librosa
from worker import serve

file, = sys.argv[1:]


def work():
    samples, _ = librosa.load(file, sr=16000, mono=True)
    return {"samples": len(samples)}


serve(work)

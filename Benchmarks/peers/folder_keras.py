"""A folder of clips in Keras: `folder_keras.py MODEL FOLDER`. A pool makes features by librosa, Keras answers in batches."""

import itertools
import os
import sys
from multiprocessing import get_context

import numpy as np
from features import normalised
from folder_answers import BATCH, clips_of, padded, write
from librosa_features import log_mel, prepared
from model import Model

#: Lengths are rounded up to so many frames: TensorFlow traces the network anew for each shape.
FRAMES = 32


def start(folder):
    global recipe
    recipe = Model.read(folder).recipe


def features(file):
    return normalised(log_mel(prepared(file, recipe), recipe), recipe)


def logits(network, clips):
    values, lengths = padded(clips, FRAMES)
    mask = np.arange(values.shape[1]) < lengths[:, None]
    return network.predict_on_batch([values, mask])


if __name__ == "__main__":
    folder, clips = sys.argv[1:]
    model, files = Model.read(folder), clips_of(clips)
    threads = int(os.environ.get("BENCH_THREADS", "1"))
    # The processes part before TensorFlow starts its threads, which a fork would not take along.
    with get_context("fork").Pool(threads, start, (folder,)) as pool:
        found = pool.imap(features, files, chunksize=16)
        import keras_network

        network = keras_network.of(model, masked=True)
        answers = []
        while batch := list(itertools.islice(found, BATCH)):
            answers.append(logits(network, batch))
    write(model, files, np.concatenate(answers))

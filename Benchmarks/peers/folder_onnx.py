"""A folder of clips in ONNX Runtime: `folder_onnx.py MODEL GRAPH FOLDER`. Each process of a pool does all for its clips."""

import os
import sys
from multiprocessing import Pool

import numpy as np
import onnxruntime
from features import LogMel, read
from folder_answers import clips_of, write
from model import Model


def start(folder, graph):
    global log_mel, session
    log_mel = LogMel(Model.read(folder).recipe)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def logits(file):
    features = log_mel.features(read(file, log_mel.recipe["sample_rate"]))
    return session.run(None, {"features": features[None]})[0][0]


if __name__ == "__main__":
    folder, graph, clips = sys.argv[1:]
    files = clips_of(clips)
    with Pool(int(os.environ.get("BENCH_THREADS", "1")), start, (folder, graph)) as pool:
        answers = list(pool.imap(logits, files, chunksize=32))
    write(Model.read(folder), files, np.stack(answers))

"""The network in ONNX Runtime: `onnx_network_worker.py FILE FRAMES CALLS`."""

import os
import sys

import onnxruntime
from model import known_input
from worker import serve

file, frames, calls = sys.argv[1:]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = int(os.environ.get("BENCH_THREADS", "1"))
options.inter_op_num_threads = 1
options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
features = known_input(int(frames), session.get_inputs()[0].shape[2])[None]
for _ in range(5):
    session.run(None, {"features": features})


def work():
    for _ in range(int(calls)):
        logits, = session.run(None, {"features": features})
    return {"calls": int(calls), "logits": logits[0].tolist()}


serve(work)

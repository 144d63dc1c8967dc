"""The network in Keras: `keras_network_worker.py MODEL FRAMES CALLS function|jit`."""

import os
import sys

import tensorflow as tf

threads = int(os.environ.get("BENCH_THREADS", "1"))
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)

import keras_network  # noqa: E402  After the threads are set: Keras starts TensorFlow.
from model import Model, known_input  # noqa: E402
from worker import serve  # noqa: E402

folder, frames, calls, mode = sys.argv[1:]
model = Model.read(folder)
network = keras_network.of(model, frames=int(frames))
features = tf.constant(known_input(int(frames), model.input_size))[None]


@tf.function(jit_compile=mode == "jit", input_signature=[tf.TensorSpec(features.shape)])
def logits_of(features):
    return network(features, training=False)


for _ in range(5):
    logits_of(features)


def work():
    for _ in range(int(calls)):
        logits = logits_of(features)
    return {"calls": int(calls), "logits": logits.numpy()[0].tolist()}


serve(work)

#!/usr/bin/env python3
"""Training in Keras on TensorFlow, as its guides have it.

    keras_training.py step RECIPE CLIPS          train_on_batch, a compiled graph, for each line of input
    keras_training.py epoch RECIPE CLIPS         an epoch of fit for each line of input, clips augmented by its processes

CLIPS is an .npz file, see examples.py. The recipe tells network, precision and treatments. --jit lets XLA compile the step.
"""

import json
import os
import sys
import time

import numpy as np

import examples
from worker import serve

THREADS = int(os.environ["BENCH_THREADS"])

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers as kl, ops  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(1)


class AttentionStatistics(kl.Layer):
    def __init__(self, hidden):
        super().__init__()
        self.attention = kl.Dense(hidden, activation="tanh")
        self.score = kl.Dense(1, use_bias=False)

    def call(self, x):
        weights = ops.softmax(self.score(self.attention(x)), axis=1)
        mean = ops.sum(weights * x, axis=1)
        variance = ops.sum(weights * ops.square(x - ops.expand_dims(mean, 1)), axis=1)
        return ops.concatenate([mean, ops.sqrt(ops.maximum(variance, 1e-5))], axis=1)


def applied(layers, x, classes):
    for layer in layers:
        kind = layer["type"]
        if kind == "conv1d":
            x = kl.Conv1D(layer["channels"], layer["kernel_size"], padding="same", use_bias=layer["bias"])(x)
        elif kind == "batch_norm":
            x = kl.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)
        elif kind == "activation":
            x = kl.ReLU()(x)
        elif kind == "max_pool":
            x = kl.MaxPooling1D(layer["size"], padding="same")(x)
        elif kind == "residual":
            x = kl.Add()([x, applied(layer["layers"], x, classes)])
        elif kind == "dropout":
            x = kl.Dropout(layer["rate"])(x)
        elif kind == "lstm":
            x = kl.Bidirectional(kl.LSTM(layer["hidden_size"], return_sequences=True))(x)
        elif kind == "attention_statistics_pool":
            x = AttentionStatistics(layer["hidden_size"])(x)
        elif kind == "dense":
            x = kl.Dense(classes, dtype="float32")(x)
        elif kind != "softmax":  # the loss wants what enters it
            raise SystemExit(f"This peer has no layer {kind}; take a recipe like Examples/default-fourth.json.")
    return x


def compiled(recipe, classes, jit):
    if recipe["precision"] == "bf16":
        keras.mixed_precision.set_global_policy("mixed_bfloat16")
    features = keras.Input((None if not jit else 300, recipe["network"]["input_size"]))
    model = keras.Model(features, applied(recipe["network"]["layers"], features, classes))
    options = recipe["optimizer"]
    model.compile(
        keras.optimizers.AdamW(
            options["learning_rate"], weight_decay=options["weight_decay"], global_clipnorm=recipe["gradient_clip"],
            use_ema=True, ema_momentum=recipe["average_decay"]),
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=recipe["label_smoothing"]), jit_compile=jit)
    return model


class Examples(keras.utils.PyDataset):
    """Batches of augmented clips, padded to the longest and mixed."""

    def __init__(self, clips, recipe):
        super().__init__(workers=THREADS, use_multiprocessing=True, max_queue_size=8)
        self.clips, self.recipe = clips, recipe
        self.order = np.arange(len(clips))
        self.maker = None

    def __len__(self):
        return -(-len(self.clips) // self.recipe["batch_size"])

    def __getitem__(self, number):
        if self.maker is None:
            self.maker = examples.Maker(self.clips, self.recipe, np.random.default_rng())
        random, size = self.maker.random, self.recipe["batch_size"]
        items = [self.maker.example(index) for index in self.order[number * size:(number + 1) * size]]
        features = np.zeros((len(items), max(len(each) for each, _ in items), items[0][0].shape[1]), np.float32)
        for row, (each, _) in zip(features, items):
            row[:len(each)] = each
        targets = np.eye(self.clips.classes, dtype=np.float32)[[label for _, label in items]]
        if mixup := self.recipe.get("mixup"):
            partners = random.permutation(len(items))
            share = random.beta(mixup["alpha"], mixup["alpha"], len(items)).astype(np.float32)
            share = np.maximum(share, 1 - share)
            share[random.random(len(items)) >= mixup["probability"]] = 1
            features = share[:, None, None] * features + (1 - share)[:, None, None] * features[partners]
            targets = share[:, None] * targets + (1 - share)[:, None] * targets[partners]
        return features, targets

    def on_epoch_end(self):
        np.random.default_rng().shuffle(self.order)


class Requests(keras.callbacks.Callback):
    """Answers at the end of each epoch and waits for the next request; `fit` keeps its processes meanwhile."""

    def on_epoch_begin(self, epoch, logs=None):
        if not sys.stdin.readline():
            self.model.stop_training = True
            os._exit(0)  # fit would begin the epoch nevertheless
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        print(json.dumps({"seconds": time.perf_counter() - self.started, "loss": float(logs["loss"])}), flush=True)


def main():
    work, recipe, clips = sys.argv[1], json.load(open(sys.argv[2])), examples.Clips(sys.argv[3])
    keras.utils.set_random_seed(1)
    model = compiled(recipe, clips.classes, "--jit" in sys.argv)
    if work == "step":
        maker = examples.Maker(clips, recipe, np.random.default_rng(1))
        items = [maker.example(index) for index in range(recipe["batch_size"])]
        features = tf.constant(np.stack([each for each, _ in items]))
        targets = tf.one_hot([label for _, label in items], clips.classes)
        serve(lambda: {"loss": float(model.train_on_batch(features, targets))})
        return
    print(json.dumps({"ready": True}), flush=True)
    model.fit(Examples(clips, recipe), epochs=10000, verbose=0, callbacks=[Requests()])


if __name__ == "__main__":
    main()

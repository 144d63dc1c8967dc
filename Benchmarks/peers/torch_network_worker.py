"""The network in PyTorch: `torch_network_worker.py MODEL FRAMES CALLS eager|compiled`."""

import os
import sys

import torch
import torch._inductor.config
import torch_network
from model import Model, known_input
from worker import serve

folder, frames, calls, mode = sys.argv[1:]
torch.set_num_threads(int(os.environ.get("BENCH_THREADS", "1")))
model = Model.read(folder)
network = torch_network.of(model)
if mode == "compiled":
    # What PyTorch's guide to inference on processors adds: weights are constants, and batch norms melt into convolutions.
    torch._inductor.config.freezing = True
    network = torch.compile(network)
features = torch.from_numpy(known_input(int(frames), model.input_size))[None]

with torch.inference_mode():
    for _ in range(5):
        network(features)

    def work():
        for _ in range(int(calls)):
            logits = network(features)
        return {"calls": int(calls), "logits": logits[0].tolist()}

    serve(work)

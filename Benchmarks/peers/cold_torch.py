"""One clip with our model in PyTorch, features by torchaudio: `cold_torch.py MODEL STATE CLIP`."""

import json
import sys

import torch
import torch_network
from features import prepared, read
from model import Model
from torch_features import LogMel, normalised

folder, state, clip = sys.argv[1:]
model = Model.read(folder)
# On "meta" no weights are made that the state replaces.
with torch.device("meta"):
    network = torch_network.Ensemble(model.input_size, model.layers, model.member_count)
network.load_state_dict(torch.load(state, mmap=True, weights_only=True), assign=True)
network.eval()
with torch.inference_mode():
    samples = torch.from_numpy(prepared(read(clip, model.recipe["sample_rate"]), model.recipe))
    logits = network(normalised(LogMel(model.recipe)(samples))[None])[0]
print(json.dumps(model.answer(logits.numpy())))

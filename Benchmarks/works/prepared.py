"""What several comparisons need beforehand: exported networks and clips, made once and kept in the scratch folder."""

import hashlib
import subprocess
from pathlib import Path

from harness.workers import say


def made(context, name, command, sources):
    """The file that `command` followed by its path writes; made again where its arguments or `sources` have changed."""
    digest = hashlib.sha256(repr(list(map(str, command[2:]))).encode())  # Behind interpreter and script.
    for source in sources:
        digest.update(Path(source).read_bytes())
    stem, dot, suffix = name.partition(".")
    file = context.scratch / f"{stem}-{digest.hexdigest()[:12]}{dot}{suffix}"
    if not file.exists():
        say(f"makes {file.name}")
        beside = file.with_name(f"new-{file.name}")
        finished = subprocess.run(list(map(str, [*command, beside])), capture_output=True, text=True)
        if finished.returncode:
            raise RuntimeError(f"{file.name} could not be made:\n{finished.stderr[-3000:]}")
        beside.rename(file)
    return file


def network(context, kind):
    """The shipped model as a peer loads it: a PyTorch state, an ONNX graph or a Keras file."""
    suffix = {"torch": "pt", "onnx": "onnx", "keras": "keras"}[kind]
    peers = context.root / "Benchmarks/peers"
    modules = [peers / name for name in ("export.py", "keras_network.py" if kind == "keras" else "torch_network.py")]
    sources = [context.model / "manifest.json", context.model / "weights.safetensors", *modules]
    return made(context, f"model.{suffix}", [*context.peer("export"), kind, context.model], sources)


def original_network(context):
    """The network that we were asked to reimplement, as a Keras file."""
    recipe = context.root / "Sources/EmotionTraining/Recipes/seed.json"
    sources = [recipe, context.root / "Benchmarks/peers/keras_network.py"]
    return made(context, "original.keras", [*context.peer("export"), "original", recipe], sources)


def clip(context, name, *arguments):
    """A file of speech made from the voices that the project ships; see peers/clips.py."""
    sources = [context.root / "Benchmarks/peers/clips.py", *sorted(context.voices.glob("*.opus"))]
    return made(context, name, [*context.peer("clips"), context.voices, *arguments], sources)

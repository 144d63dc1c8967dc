"""The fixed work whose instructions and allocations are counted (check.py)."""

from dataclasses import dataclass

from harness import recipes, recordings


@dataclass
class Work:
    command: list
    is_worker: bool = True


def works(context):
    voice = context.voices / "female_happy.opus"
    detection, training = context.worker("detection"), context.worker("training")
    corpus = recordings.corpus(context, "check-epochs", 16, 99 * 160)
    recipe = recipes.step_recipe(context, "check-step", precision="fp32", batch_size=8)
    return {
        "predict": Work([context.command, "predict", voice], is_worker=False),
        "decoding": Work([detection, "decoding", voice]),
        "features": Work([detection, "features", voice]),
        "network": Work([detection, "network", context.model, "100", "1", "4"]),
        "listening": Work([detection, "live", voice]),
        "training epoch": Work([training, "epoch", recipe, corpus, context.scratch / "prepared"]),
    }

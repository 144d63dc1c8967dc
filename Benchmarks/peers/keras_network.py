"""A model's networks in Keras, built from the manifest's list of layers."""

import keras
from keras import layers, ops


def functional(inputs, specs, masked=False, frames=None):
    """An untrained network: `[batch, frames, inputs]` to logits.

    `masked`: a second input `[batch, frames]` tells, for padded batches, which frames there are.
    """
    x = features = keras.Input((frames, inputs), name="features")
    mask = keras.Input((frames,), dtype="bool", name="mask") if masked else None
    x, _ = apply(specs, x, mask, "layers")
    return keras.Model([features, mask] if masked else features, x)


def apply(specs, x, mask, place):
    # Layers are named as the weights are; Keras does not allow a point in a name.
    for index, spec in enumerate(specs):
        name = f"{place}_{index}"
        match spec["type"]:
            case "conv1d":
                layer = layers.Conv1D(
                    spec["channels"], spec["kernel_size"], spec.get("stride", 1), "same",
                    dilation_rate=spec.get("dilation", 1), use_bias=spec.get("bias", True), name=name)
                x = layer(x if mask is None else x * ops.cast(mask, "float32")[:, :, None])
            case "batch_norm":
                x = layers.BatchNormalization(epsilon=spec["epsilon"], momentum=1 - spec["momentum"], name=name)(x)
            case "activation" if spec["function"] == "leaky_relu":
                x = layers.LeakyReLU(spec["slope"])(x)
            case "activation":
                x = layers.Activation(spec["function"])(x)
            case "max_pool":
                x, mask = pooled(x, mask, spec["size"])
            case "residual":
                x = layers.Add()([x, apply(spec["layers"], x, mask, f"{name}_layers")[0]])
            case "lstm":
                # Followed by "last step" it gives that step alone, which is Keras's own way.
                ends = specs[index + 1]["type"] == "last_step"
                layer = layers.LSTM(
                    spec["hidden_size"], return_sequences=not ends, recurrent_dropout=spec.get("recurrent_dropout", 0),
                    name=name)
                if spec.get("bidirectional"):
                    layer = layers.Bidirectional(layer, name=name)
                x = layer(x, mask=mask)
            case "attention_pool" | "attention_statistics_pool" as kind:
                x = attention(x, mask, spec["hidden_size"], kind == "attention_statistics_pool", name)
            case "dense":
                x = layers.Dense(spec["units"], name=name)(x)
            case "dropout":
                x = layers.Dropout(spec["rate"])(x)
            case "last_step" | "softmax":
                pass  # The LSTM has done the one; logits are what enters the other.
            case kind:
                raise ValueError(f"no layer of type {kind} here")
    return x, mask


def pooled(x, mask, size):
    if size != 2:
        raise ValueError("Keras's \"same\" is our pooling for windows of two only")
    pool = layers.MaxPooling1D(size, padding="same")
    if mask is None:
        return pool(x), None
    # A window that a clip's end divides counts what is within: nothing is smaller than what is behind.
    x = pool(ops.where(mask[:, :, None], x, -1e30))
    mask = pool(ops.cast(mask, "float32")[:, :, None])[:, :, 0] > 0
    return ops.where(mask[:, :, None], x, 0.0), mask


def attention(x, mask, hidden, with_deviation, name):
    scores = layers.Dense(hidden, activation="tanh", name=f"{name}_attention")(x)
    scores = layers.Dense(1, use_bias=False, name=f"{name}_score")(scores)
    if mask is not None:
        scores = ops.where(mask[:, :, None], scores, -1e30)
    weights = ops.softmax(scores, axis=1)  # [batch, frames, 1]
    mean = ops.sum(weights * x, axis=1, keepdims=True)
    if not with_deviation:
        return ops.squeeze(mean, 1)
    variance = ops.sum(weights * ops.square(x - mean), axis=1)
    return ops.concatenate([ops.squeeze(mean, 1), ops.sqrt(ops.maximum(variance, 1e-5))], axis=1)


def load(network, weights):
    """Puts our weights into a network, in Keras's shapes: inputs come before outputs there, and time before both."""
    places = sorted({name.rpartition(".")[0] for name in weights})
    for place in places:
        own = {name.rpartition(".")[2]: array for name, array in weights.items() if name.rpartition(".")[0] == place}
        network.get_layer(place.replace(".", "_")).set_weights(arranged(own))


def arranged(own):
    if "running_mean" in own:
        return [own[name] for name in ("weight", "bias", "running_mean", "running_var")]
    if "weight_ih" in own:
        suffixes = [""] + ["_reverse"] * ("bias_reverse" in own)
        return [array for end in suffixes for array in
                (own["weight_ih" + end].T, own["weight_hh" + end].T, own["bias" + end])]
    weight = own["weight"]
    weight = weight[:, None] if weight.ndim == 1 else weight.T
    return [weight, own["bias"]] if "bias" in own else [weight]


def of(model, masked=False, frames=None):
    """The networks of a model, ready to answer: the mean of their logits."""
    members = []
    for weights in model.members():
        network = functional(model.input_size, model.layers, masked, frames)
        load(network, weights)
        members.append(network)
    if len(members) == 1:
        return members[0]
    inputs = [keras.Input(tensor.shape[1:], dtype=tensor.dtype) for tensor in members[0].inputs]
    inputs = inputs if masked else inputs[0]
    return keras.Model(inputs, layers.Average()([member(inputs) for member in members]))

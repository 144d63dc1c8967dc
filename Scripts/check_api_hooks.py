"""What schemathesis cannot know of this server: what audio is, and what lines of JSON are."""

import json
import os
from pathlib import Path

import schemathesis
from hypothesis import strategies as st

VOICES = [path.read_bytes() for path in sorted(Path(os.environ["VOICES"]).glob("*.opus"))]
SAMPLES = st.binary(max_size=4000)


def wav(samples: bytes) -> bytes:
    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, "little")

    form = number(1, 2) + number(1, 2) + number(16000, 4) + number(32000, 4) + number(2, 2) + number(16, 2)
    return (b"RIFF" + number(36 + len(samples), 4) + b"WAVEfmt " + number(16, 4) + form
            + b"data" + number(len(samples), 4) + samples)


schemathesis.openapi.media_type("audio/pcm", SAMPLES)
schemathesis.openapi.media_type("audio/wav", SAMPLES.map(wav))
schemathesis.openapi.media_type(
    "application/octet-stream", st.one_of(st.sampled_from(VOICES), SAMPLES.map(wav), SAMPLES))


@schemathesis.serializer("audio/pcm", "audio/wav", "application/octet-stream")
def as_it_is(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.deserializer("application/x-ndjson")
def lines(context, response):
    events = [json.loads(line) for line in response.content.splitlines()]
    # The description is of one line, and an answer may have none.
    return events[-1] if events else {"event": "level"}


@schemathesis.deserializer("audio/wav")
def sound(context, response):
    assert response.content[:4] == b"RIFF"
    return response.content.decode("latin-1")

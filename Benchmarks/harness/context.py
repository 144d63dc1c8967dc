"""Where things are, and how thoroughly to measure."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Context:
    #: The repository's root.
    root: Path
    #: How often each comparison is repeated.
    rounds: int
    #: A first look: less work, fewer rounds. Its figures are not written into the documentation.
    quick: bool

    @property
    def cores(self):
        """The processors that comparisons on two of them use: the first two that this process may use (`taskset` chooses)."""
        return tuple(sorted(os.sched_getaffinity(0))[:2])

    @property
    def python(self):
        return sys.executable

    @property
    def command(self):
        return self.root / ".build/release/speech-emotion"

    @property
    def model(self):
        return self.root / "Sources/SpeechEmotion/Models/default.emotionmodel"

    @property
    def voices(self):
        return self.root / "Voices"

    def worker(self, name):
        return self.root / f"Benchmarks/.build/release/{name}-worker"

    def peer(self, name):
        return [self.python, self.root / f"Benchmarks/peers/{name}.py"]

    @property
    def scratch(self):
        """For audio, exported networks and what else takes time to make; kept from run to run."""
        folder = self.root / ".build/benchmarks"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

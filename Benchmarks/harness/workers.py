"""Workers that take turns.

A worker is a process that loads what it needs, warms up, prints one line of JSON, and then does its work once for each line
that it reads, answering each with a line of JSON that has at least "seconds", measured inside around the work alone. Workers
of one comparison stay alive together and run one after the other, round by round, so that whatever else the machine does
meets them all.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path


def environment_of(cores, more=None):
    """What a command of a comparison finds: as many threads as it has cores, everything else as the libraries have it by default."""
    threads = str(len(cores))
    limits = {key: threads for key in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BENCH_THREADS")}
    rest = {key: value for key, value in os.environ.items() if key != "OMP_WAIT_POLICY"}
    return {**rest, "TF_CPP_MIN_LOG_LEVEL": "3", **limits, **(more or {})}


#: For peers with a pool of processes, one on each core: NumPy's products in each of them run on that core alone.
ONE_THREAD_A_PROCESS = {"OPENBLAS_NUM_THREADS": "1"}


class Worker:
    """One process of a comparison; `cores` are the processors that it may use."""

    def __init__(self, name, command, cores=(0,), environment=None):
        self.name = name
        self.command = ["taskset", "-c", ",".join(map(str, cores)), *map(str, command)]
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment_of(cores, environment))
        self.greeting = self.answer()

    def answer(self):
        while line := self.process.stdout.readline():
            if line.startswith("{"):
                return json.loads(line)
        raise RuntimeError(f"{self.name} ended with status {self.process.wait()}: {' '.join(self.command)}")

    def begin(self):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()

    def run(self):
        self.begin()
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Streams:
    """Several workers that do the same at once, each on a core of its own: what two processes get done together."""

    def __init__(self, name, workers):
        self.name, self.workers = name, workers

    def run(self):
        for worker in self.workers:
            worker.begin()
        answers = [worker.answer() for worker in self.workers]
        seconds, calls = max(answer["seconds"] for answer in answers), sum(answer["calls"] for answer in answers)
        return {**answers[0], "seconds": seconds, "calls": calls}

    def close(self):
        for worker in self.workers:
            worker.close()


def take_turns(workers, rounds, say=lambda text: None):
    """Runs all workers once in each round; returns their answers by name, without those of a first round that warms up."""
    answers = {worker.name: [] for worker in workers}
    for turn in range(rounds + 1):
        for worker in workers[turn % len(workers):] + workers[:turn % len(workers)]:
            answer = worker.run()
            if turn:
                answers[worker.name].append(answer)
        say(f"round {turn} of {rounds}")
    for worker in workers:
        worker.close()
    return answers


@dataclass
class Finished:
    """A command that ran to its end: wall seconds, peak resident memory in megabytes, processor seconds, what it wrote."""
    seconds: float
    megabytes: float
    processor_seconds: float
    output: str


def run_command(command, cores=(0,), environment=None, input=""):
    """Runs a command from start to end, on `cores`; raises where it fails. `input` is what it reads from standard input."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        launcher = [sys.executable, "-I", "-S", Path(__file__).with_name("launch.py"), file.name, ",".join(map(str, cores))]
        process = subprocess.run(
            list(map(str, [*launcher, *command])), input=input, capture_output=True, text=True,
            env=environment_of(cores, environment))
        taken = json.load(file) if process.returncode == 0 else {"status": process.returncode}
    if taken["status"]:
        raise RuntimeError(f"{' '.join(map(str, command))}: status {taken['status']}\n{process.stderr[-2000:]}")
    return Finished(taken["seconds"], taken["kilobytes"] / 1024, taken["processor_seconds"], process.stdout)


@dataclass
class Row:
    """One line of the table: the same work by us and by a peer, in rounds that belong together."""
    work: str
    peer: str
    unit: str
    ours: list
    theirs: list = field(default_factory=list)
    target: str = ""
    #: The least ratio that meets the target; nil where the target is not one of ratios.
    least_ratio: float | None = None
    smaller_is_better: bool = True
    note: str = ""


def say(text):
    """A line of progress, to standard error."""
    print(text, file=sys.stderr, flush=True)

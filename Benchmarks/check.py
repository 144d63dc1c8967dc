#!/usr/bin/env python3
"""Counts instructions and allocations of fixed work under valgrind and compares them with counts.json.

    make bench-check               fails where something has grown
    make bench-check RECORD=1      writes the counts of now down

Unlike times, counts do not depend on what else a machine does. valgrind shows every program the same processor, so that all
machines with AVX2 run the same kernels; what detects has one thread, and addresses are not random.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))

from harness import checked  # noqa: E402
from harness.context import Context  # noqa: E402

COUNTS = ROOT / "Benchmarks/counts.json"
#: By how much a count may grow before it is an error.
TOLERANCE = {"instructions": 0.03, "allocations": 0.02}
#: Growth that is none beside it: where threads meet differently, an allocation or two more are made.
SLACK = {"instructions": 0, "allocations": 16}
ENVIRONMENT = {
    "OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    # Dictionaries are walked in the same order every time.
    "SWIFT_DETERMINISTIC_HASHING": "1",
}
#: What allocations come down to, in C, C++ and Swift.
ALLOCATORS = re.compile(r"(malloc|calloc|realloc|posix_memalign|aligned_alloc|memalign)(@.*)?$")


@dataclass
class Counts:
    instructions: int
    allocations: int

    def __sub__(self, other):
        return Counts(self.instructions - other.instructions, self.allocations - other.allocations)


def stripped(program):
    """A copy of a program beside it, without debug information: of some compilers' forms valgrind reads none and gives up."""
    copy = program.with_name(f"{program.name}-stripped")
    subprocess.run(["strip", "--strip-debug", "-o", copy, program], check=True)
    return copy


def counted(command, requests=""):
    """What a process did from its start to its end, `requests` on its standard input."""
    command = [stripped(command[0]), *command[1:]]
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            ["setarch", "-R", "valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/counts", "--compress-strings=no",
             *map(str, command)],
            input=requests, capture_output=True, text=True, env={**os.environ, **ENVIRONMENT})
        if result.returncode:
            raise SystemExit(
                f"{' '.join(map(str, command))} ended with status {result.returncode} under valgrind:\n{result.stderr[-2000:]}")
        return read(Path(folder) / "counts")


def read(path):
    """Totals of a callgrind file: its summary, and the calls of allocators among its call lines."""
    instructions = allocations = 0
    is_allocator = False
    with open(path) as lines:
        for line in lines:
            if line.startswith("cfn="):
                is_allocator = ALLOCATORS.match(line[4:].strip()) is not None
            elif line.startswith("calls=") and is_allocator:
                allocations += int(line[6:].split()[0])
            elif line.startswith(("summary:", "totals:")):
                instructions = int(line.split(":")[1].split()[0])
    return Counts(instructions, allocations)


def measured(work):
    """A command from start to end; of a worker, what its second request adds, when everything is warm."""
    if not work.is_worker:
        return counted(work.command)
    # Once without counting: what is kept on disk from one run to the next is there afterwards.
    subprocess.run(list(map(str, work.command)), input="run\n", capture_output=True, text=True, check=True)
    return counted(work.command, "run\n" * 2) - counted(work.command, "run\n")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("works", nargs="*", metavar="WORK", help="only works whose name holds one of these words")
    options.add_argument("--record", action="store_true", help="write counts.json instead of comparing with it")
    options = options.parse_args()
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    works = checked.works(Context(ROOT, 1, True))
    chosen = {
        name: work for name, work in works.items() if not options.works or any(word in name for word in options.works)}
    if not chosen:
        sys.exit(f"No work is called {' or '.join(options.works)}. There are: {'; '.join(works)}.")

    unknown = [name for name in chosen if name not in known]
    if unknown and not options.record:
        sys.exit(f"{COUNTS} has no counts of {', '.join(unknown)}. make bench-check RECORD=1 writes them down.")

    grown = []
    print(f"{'work':20} {'count of':14} {'recorded':>16} {'now':>16} {'change':>9}")
    for name, work in chosen.items():
        found = vars(measured(work))
        for kind, now in found.items():
            before = known.get(name, {}).get(kind)
            change = None if before is None else now / max(before, 1) - 1
            has_grown = before is not None and now > before * (1 + TOLERANCE[kind]) + SLACK[kind]
            grown += [f"{kind} of {name}"] if has_grown else []
            print(
                f"{name:20} {kind:14} {'-' if before is None else before:>16} {now:>16} "
                + (f"{'new':>9}" if change is None else f"{change:>+9.2%}") + (f"  more than {TOLERANCE[kind]:.0%}" if has_grown else ""),
                flush=True)
        if options.record:
            known[name] = found
            known = {name: known[name] for name in works if name in known}
            COUNTS.write_text(json.dumps(known, indent=1) + "\n")
    if grown and not options.record:
        sys.exit(
            f"Grown: {', '.join(grown)}. Where that is meant, write it down with make bench-check RECORD=1, and say why in the "
            "commit.")


if __name__ == "__main__":
    main()

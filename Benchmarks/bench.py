#!/usr/bin/env python3
"""Measures us beside what a user would run instead, and writes Documentation/performance.md's tables.

    make bench                    everything
    make bench WORK=network       one part; the figures of the others stay as they were
    make bench QUICK=1            a first look, printed and not written
"""

import argparse
import dataclasses
import datetime
import importlib
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))

from harness import machine, report  # noqa: E402
from harness.context import Context  # noqa: E402
from harness.workers import say  # noqa: E402

WORKS = ("cold", "decoding", "features", "network", "folder", "live", "training", "growth")
RESULTS = ROOT / "Documentation/performance.json"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("works", nargs="*", metavar="WORK", help=f"of {', '.join(WORKS)}; all where none is named")
    options.add_argument("--rounds", type=int, default=7, help="how often each comparison is repeated (7)")
    options.add_argument("--quick", action="store_true", help="less work in three rounds, printed and not written")
    options = options.parse_args()
    unknown = [work for work in options.works if work not in WORKS]
    if unknown:
        sys.exit(f"No benchmark is called {', '.join(unknown)}. There are {', '.join(WORKS)}.")

    context = Context(ROOT, 3 if options.quick else options.rounds, options.quick)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in options.works or WORKS:
        say(f"\n## {name}")
        load = os.getloadavg()[0]
        part = importlib.import_module(f"works.{name}").run(context)
        part = {
            "taken": datetime.date.today().isoformat(), "machine": machine.description(), "load": round(load, 2),
            "rows": [dataclasses.asdict(row) for row in part.rows], "figures": part.figures,
        }
        print(report.text(name, part), flush=True)
        if not options.quick:
            results[name] = part
            replace(RESULTS, json.dumps(results, indent=1) + "\n")
            report.write(ROOT / "Documentation/performance.md", results)


def replace(path, text):
    """Writes beside, then renames, so that an interrupted run leaves the figures of the one before."""
    beside = path.with_suffix(".new")
    beside.write_text(text)
    beside.rename(path)


if __name__ == "__main__":
    main()

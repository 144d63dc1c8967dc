"""The peers' side of harness/workers.py."""

import json
import sys
import time


def serve(work, **greeting):
    """Says that this worker is ready, then times `work()` once for each line that comes; what it returns goes into the answer."""
    print(json.dumps({"ready": True, **greeting}), flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - started
        print(json.dumps({"seconds": seconds, **(result or {})}), flush=True)

"""Runs a command and writes what it took, as one line of JSON, into a file: `launch.py FILE CORES COMMAND...`.

A process of its own, started without Python's site packages, because the largest memory that the system reports for a
command includes that of the process which started it, at the moment of the start: ours has much in memory, this has nothing.
"""

import os
import sys
import time

# First of all, so that this process is as small as it can be when the command starts.
target, cores, *command = sys.argv[1:]
os.sched_setaffinity(0, map(int, cores.split(",")))
started = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - started
with open(target, "w") as file:
    file.write(
        f'{{"seconds": {seconds}, "kilobytes": {usage.ru_maxrss}, "processor_seconds": {usage.ru_utime + usage.ru_stime}, '
        f'"status": {os.waitstatus_to_exitcode(status)}}}\n')

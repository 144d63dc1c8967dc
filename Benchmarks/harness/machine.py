"""The machine and the versions that figures were taken with."""

import importlib.metadata
import platform
import re
import subprocess
from pathlib import Path

PEERS = ("tensorflow-cpu", "keras", "torch", "torchaudio", "onnxruntime", "librosa", "soundfile", "soxr", "numpy")


def processor():
    text = Path("/proc/cpuinfo").read_text()
    name = re.search(r"model name\s*:\s*(.+)", text)
    flags = re.search(r"flags\s*:\s*(.+)", text)
    widest = next((word for word in ("avx512f", "avx2", "avx") if flags and word in flags[1].split()), "no AVX")
    words = {"avx512f": "AVX-512"}.get(widest, widest.upper())
    return f"{name[1] if name else platform.machine()}, {text.count('processor')} cores, {words}"


def multiplies_bfloat16():
    """Whether `--bf16` changes anything here."""
    return "avx512_bf16" in Path("/proc/cpuinfo").read_text()


def memory_gigabytes():
    return int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def description():
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"Swift version (\S+)", swift)
    return {
        "processor": processor(),
        "memory": f"{memory_gigabytes():.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "swift": found[1] if found else "unknown",
        "python": platform.python_version(),
        "peers": {package: version(package) for package in PEERS if version(package)},
    }

#!/usr/bin/env python3
"""Draws where time goes: what a profile's samples were inside of, widest where most were.

    perf record --call-graph fp -F 2000 -o FILE COMMAND...
    Benchmarks/flame.py FILE PICTURE.svg "Title"

Needs perf (Debian's linux-perf) and the Swift toolchain, which makes its names readable. Frames stand on those that called them; a frame's width is
its share of the samples; colours tell the libraries apart.
"""

import html
import re
import subprocess
import sys
from pathlib import Path

WIDTH, ROW, MARGIN = 1200, 18, 12
#: Frames narrower than this share of the whole are left out.
NARROWEST = 0.002
COLOURS = {
    "network": "#f4b183", "features": "#9dc3e6", "voice": "#a9d18e", "audio": "#ffd966", "system": "#d0cece", "rest": "#e8d5e8"}
KINDS = (
    ("voice", r"VoiceActivity|UtteranceTracker|Decimator|PitchContour"),
    ("features", r"Feature|Fourier|fourier|FrameWorkspace|MelFilterBank|Logarithm|SilenceTrimming|Level\.|Normalisation|VectorMath"),
    ("network", r"Network|network|Convolution|Recurrence|tile_|Pipeline|Residual|TimePooling|Operation|Activation|multiply_|sgemm"),
    ("audio", r"Audio|Waveform|Resampl|sf_|soxr|opus|mp3"),
    ("system", r"^\[|^_dl|^swift_|malloc|memmove|memset|^__|^_int|^entry_|^do_|^asm_"),
)


def stacks(path):
    """Each sample's frames from the outermost inwards."""
    text = subprocess.run(["perf", "script", "-i", path, "-F", "ip,sym"], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(["swift", "demangle", "--simplified"], input=text, capture_output=True, text=True, check=True).stdout
    for sample in text.split("\n\n"):
        frames = [readable(line.strip().partition(" ")[2]) for line in sample.strip().splitlines()]
        frames = [frame for frame in reversed(frames) if frame]
        if frames:
            yield frames


def readable(name):
    """A function's name without the compiler's remarks about it."""
    for remark in ("specialized ", "partial apply for ", "protocol witness for ", "static ", "merged ", "generic "):
        name = name.replace(remark, "")
    name = re.sub(r"closure #\d+ in ", "", name)
    name = re.sub(r" in conformance .*| in _[0-9A-F]{16,}", "", name)
    return "" if "thunk" in name or name in ("[unknown]", "_start", "__libc_start_call_main", "main") else name


def tree(samples):
    root = {"count": 0, "children": {}}
    for frames in samples:
        node = root
        node["count"] += 1
        last = None
        for frame in frames:
            if frame == last:
                continue  # A closure and what it is in have one name.
            last = frame
            node = node["children"].setdefault(frame, {"count": 0, "children": {}})
            node["count"] += 1
    return root


def kind(name):
    return next((kind for kind, pattern in KINDS if re.search(pattern, name)), "rest")


def depth(node, total):
    inner = [depth(child, total) for child in node["children"].values() if child["count"] >= NARROWEST * total]
    return 1 + max(inner, default=0)


def draw(root, title):
    total = root["count"]
    height = ROW * depth(root, total) + 3 * MARGIN + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="Helvetica, Arial, sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="{MARGIN}" y="24" font-size="16">{html.escape(title)}</text>']

    x = WIDTH - MARGIN
    for name, colour in reversed(COLOURS.items()):
        x -= 7 * len(name) + 26
        parts.append(f'<rect x="{x}" y="14" width="12" height="12" fill="{colour}"/><text x="{x + 16}" y="24">{name}</text>')

    def place(name, node, x, level):
        share = node["count"] / total
        if share < NARROWEST:
            return
        width, y = share * (WIDTH - 2 * MARGIN), height - MARGIN - ROW * (level + 1)
        room = int(width / 6.2)
        shown = name if len(name) <= room else name[:max(0, room - 1)] + "…" if room > 3 else ""
        parts.append(
            f'<g><title>{html.escape(name)}: {100 * share:.1f} %</title><rect x="{x:.1f}" y="{y}" width="{max(width - 0.5, 0.5):.1f}" '
            f'height="{ROW - 1}" fill="{COLOURS[kind(name)]}"/>'
            + (f'<text x="{x + 3:.1f}" y="{y + 12}">{html.escape(shown)}</text>' if shown else "") + "</g>")
        for child, inner in sorted(node["children"].items()):
            place(child, inner, x, level + 1)
            x += inner["count"] / total * (WIDTH - 2 * MARGIN)

    place(f"all, {total} samples", root, MARGIN, 0)
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    profile, picture, title = sys.argv[1:]
    Path(picture).write_text(draw(tree(stacks(profile)), title))

"""The tables of Documentation/performance.md, between its markers; what stands around them is written by hand."""

import re
import statistics

TITLES = {
    "cold": "One clip, cold",
    "decoding": "Decoding and resampling",
    "features": "Log-mel spectrogram",
    "network": "The network alone",
    "folder": "A folder of clips",
    "live": "Listening",
    "training": "Training",
    "growth": "How cost grows",
}


def number(value):
    if value == 0:
        return "0"
    digits = 3 if abs(value) < 1000 else 4
    text = f"{value:.{digits}g}"
    return text if "e" not in text else f"{value:,.0f}"


def spread(values, unit):
    middle, low, high = statistics.median(values), min(values), max(values)
    unit = f" {unit}" if unit else ""
    return f"{number(middle)}{unit}" if len(values) == 1 else f"{number(middle)}{unit} ({number(low)} to {number(high)})"


def ratios(row):
    sign = 1 if row["smaller_is_better"] else -1
    return [(their / our) ** sign for our, their in zip(row["ours"], row["theirs"])]


def table(part):
    """Markdown of one part: comparisons, then figures."""
    lines = []
    if part["rows"]:
        lines += ["| work | ours | beside | theirs | times ours | target |", "|---|---|---|---|---|---|"]
    for row in part["rows"]:
        found = ratios(row)
        verdict = row["target"]
        if row["least_ratio"] is not None:
            verdict += ": met" if statistics.median(found) >= row["least_ratio"] else ": **not met**"
        work = row["work"] + (f" ({row['note']})" if row["note"] else "")
        lines.append(
            f"| {work} | {spread(row['ours'], row['unit'])} | {row['peer']} | {spread(row['theirs'], row['unit'])} "
            f"| **{spread(found, '')}** | {verdict} |")
    if part["figures"]:
        lines += [""] * bool(lines) + ["| what | found | target |", "|---|---|---|"]
        lines += [f"| {figure['what']} | {figure['found']} | {figure['target']} |" for figure in part["figures"]]
    return "\n".join(lines)


def machine_line(part):
    machine = part["machine"]
    peers = ", ".join(f"{name} {version}" for name, version in machine["peers"].items())
    return (
        f"Taken {part['taken']}, load average {part.get('load', 'unknown')} before it: {machine['processor']}, {machine['memory']}, {machine['system']}, Swift {machine['swift']}, "
        f"Python {machine['python']}; {peers}.")


def text(name, part):
    return f"### {TITLES[name]}\n\n{table(part)}\n\n{machine_line(part)}"


def write(path, results):
    """Puts each part's table between `<!-- bench: NAME -->` and `<!-- end -->`."""
    page = path.read_text()
    for name, part in results.items():
        pattern = rf"(<!-- bench: {name} -->\n).*?(<!-- end -->)"
        page, found = re.subn(
            pattern, lambda match: f"{match[1]}{table(part)}\n\n{machine_line(part)}\n{match[2]}", page, flags=re.DOTALL)
        if not found:
            raise SystemExit(f"{path} has no place for the part {name}: <!-- bench: {name} --> ... <!-- end -->")
    beside = path.with_suffix(".new")
    beside.write_text(page)
    beside.rename(path)

"""Pictures for the documentation: SVG on white, readable on a light page and on a dark one."""

from dataclasses import dataclass

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams |= {"svg.hashsalt": "benchmarks", "font.size": 10, "axes.spines.top": False, "axes.spines.right": False}

from matplotlib import pyplot  # noqa: E402

#: Told apart by people who see no red or green too (Okabe and Ito).
COLOURS = ("#0072B2", "#D55E00")


@dataclass
class Curve:
    title: str
    unit: str
    values: list
    exponent: float


def draw(path, axis, sizes, curves):
    """One picture beside the other, both scales logarithmic; dashed, what would grow in proportion to the last point."""
    figure, places = pyplot.subplots(1, len(curves), figsize=(4.4 * len(curves), 3.2), layout="constrained")
    for place, curve, colour in zip(places, curves, COLOURS):
        place.set_facecolor("white")
        place.loglog(sizes, curve.values, color=colour, marker="o", markersize=4, linewidth=1.8, label="measured")
        low, high = limits(curve.values)
        proportion = [curve.values[-1] * size / sizes[-1] for size in sizes]
        place.loglog(sizes, proportion, color="#666666", linestyle="--", linewidth=1, label="in proportion", zorder=0)
        place.set_ylim(low, high)
        place.set_title(f"{curve.title}: power of {curve.exponent:.2f}", fontsize=11, loc="left")
        place.set_xlabel(axis)
        place.set_ylabel(curve.unit)
        place.grid(True, which="major", color="#dddddd", linewidth=0.6)
        place.legend(frameon=False, fontsize=9)
        for scale in (place.xaxis, place.yaxis):
            low, high = scale.get_view_interval()
            few = high / low < 50  # too few powers of ten to read anything off
            scale.set_major_locator(matplotlib.ticker.LogLocator(subs=(1, 2, 5) if few else (1,)))
            scale.set_minor_formatter(matplotlib.ticker.NullFormatter())
            scale.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda value, _: plain(value)))
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, facecolor="white", metadata={"Date": None})
    pyplot.close(figure)


def limits(values):
    """Around the values, at least a power of ten: what hardly grows shall look so."""
    low, high = min(values), max(values)
    margin = max(1.5, (10 * low / high) ** 0.5)
    return low / margin, high * margin


def plain(value):
    """A number as people write it: 0.5, 20, 1,000; from 100,000 on a power."""
    if value >= 1e5:
        power = len(f"{value:.0f}") - 1
        return f"{value / 10**power:g}e{power}"
    return f"{value:,.6g}"

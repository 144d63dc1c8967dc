"""What one benchmark gives."""

from dataclasses import dataclass, field


@dataclass
class Part:
    #: Comparisons (`workers.Row`).
    rows: list = field(default_factory=list)
    #: Figures without a peer: what it is, and what was found, both as text, with the target where there is one.
    figures: list = field(default_factory=list)

    def figure(self, what, found, target=""):
        self.figures.append({"what": what, "found": found, "target": target})

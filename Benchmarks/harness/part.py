"""What one benchmark gives."""

from dataclasses import dataclass, field


@dataclass
class Part:
    #: Comparisons (`workers.Row`).
    rows: list = field(default_factory=list)
    #: Figures without a peer: what it is, and what was found, both as text, with the target and whether it is met where there is one.
    figures: list = field(default_factory=list)

    def figure(self, what, found, target="", is_met=None):
        verdict = {None: "", True: ": met", False: ": **not met**"}[is_met]
        self.figures.append({"what": what, "found": found, "target": target + verdict})

"""What a run over a release comes to, in words that mean the same wherever they were counted.

In comes what one process has counted (``law.bulk``'s ``Counted``, whose numbers mean something there only); out go sums
that can be added to those of any other: outcomes by line and by the words counted by, and what would settle.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from habeas.law.bulk import Compiled
from habeas.law.bulk.compiled import By, Counted

Outcomes = tuple[int, int, int, int]  # breach, kept, not bound, undetermined
_NONE: Outcomes = (0, 0, 0, 0)


@dataclass
class Summed:
    """``outcomes``: by (number of a line, words of the columns counted by); ``settling``: undetermined answers by
    (number of a line, what would settle it). Lines are numbered by the instruments alone: alike in every process.
    """

    rows: int = 0
    outcomes: dict[tuple[int, By], Outcomes] = field(default_factory=dict)
    settling: dict[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, compiled: Compiled, counted: Counted) -> Summed:
        """What ``compiled``, in this process, has counted."""
        return cls(counted.rows, compiled.outcomes(counted), dict(counted.settling))

    def merge(self, other: Summed) -> None:
        self.rows += other.rows
        for key, (breach, kept, unbound, open_) in other.outcomes.items():
            mine = self.outcomes.get(key, _NONE)
            self.outcomes[key] = (mine[0] + breach, mine[1] + kept, mine[2] + unbound, mine[3] + open_)
        for one, count in other.settling.items():
            self.settling[one] = self.settling.get(one, 0) + count

"""Claims in, the custody record of a person or a group out: where, in whose hands, on what ground, who says so.

In come the claims that ``habeas.view`` has filtered, the id of a person or group, and for each instrument the times
between which it is in force. Out goes a ``Record``: the custodies of whoever that is (reached through groups, too),
the acts that moved them, and the time for which nobody claims a place or a ground, in order of time. It checks that
claims that disagree stand side by side as rows of their own. It never picks one of them, never infers where somebody
was from silence, and never says whether a ground is good.
"""

from habeas.custody.book import Book, row_order
from habeas.custody.lengths import iso, length
from habeas.custody.model import (
    Act,
    Custody,
    Edge,
    Force,
    Gap,
    Ground,
    Reached,
    Record,
    Said,
    State,
    Step,
    Through,
    Turn,
    Witness,
)
from habeas.custody.record import known_subjects, record_of
from habeas.custody.sizes import Clash, Size, sizes_of

__all__ = [
    "Act",
    "Book",
    "Clash",
    "Custody",
    "Edge",
    "Force",
    "Gap",
    "Ground",
    "Reached",
    "Record",
    "Said",
    "Size",
    "State",
    "Step",
    "Through",
    "Turn",
    "Witness",
    "iso",
    "known_subjects",
    "length",
    "record_of",
    "row_order",
    "sizes_of",
]

"""Names for acts that their rows do not name: from what, who and when, so that the order of rows does not matter."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from habeas.core.instant import Instant

_MOST_NAMES = 2
_LONGEST = 40  # characters of one person's name; an id has at most 200 bytes


def act_name(what: Sequence[str], who: Sequence[str], when: Instant | None) -> str:
    """``act:transfers-p-17-2026-01-22t0910``."""
    people = [name.partition(":")[2][:_LONGEST].rstrip("-._") for name in who[:_MOST_NAMES]]
    if len(who) > _MOST_NAMES:
        people.append(f"and-{len(who) - _MOST_NAMES}-more")
    parts = [*(kind.replace("_", "-") for kind in what), *people, _moment(when.text) if when else "undated"]
    return "act:" + "-".join(part for part in parts if part)


def _moment(text: str) -> str:
    """The time as written, in signs that an id may have."""
    shaped = re.sub(r"(?<=\d) (?=\d)", "t", text.lower()).replace(":", "").replace("+", "p")
    return re.sub(r"[^a-z0-9]+", "-", shaped).strip("-")[:60] or "undated"


def distinct(wanted: Sequence[str], digests: Sequence[str], taken: set[str]) -> list[str]:
    """One name for each row, no two alike, and none of ``taken``.

    Rows that want one name are told apart by what else they say, not by where they stand: the first by digest has
    the bare name, the others have a piece of their digest behind it. They are proposed as one act by ``check``, and
    never joined without being asked.
    """
    rivals: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(wanted):
        rivals[name].append(index)
    names = list(wanted)
    for name, indices in rivals.items():
        seen: Counter[str] = Counter()
        for place, index in enumerate(sorted(indices, key=lambda index: digests[index])):
            if place == 0 and name not in taken:
                continue
            own = f"{name}-{digests[index][:6]}"
            seen[own] += 1
            names[index] = own if seen[own] == 1 else f"{own}-{seen[own]}"
    return names

"""Logs that are said to be complete, against the oracle: several, whose periods, kinds and people join or do not.

A matter of `test_agreement` has one at most.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from tests.law import engine
from tests.law.compared import compare_reasons
from tests.law.oracle import Matter, Oracle, Row

MATTERS = int(os.environ.get("HABEAS_EXAMPLES", "300"))
CHUNK = 100
HEARD_OR_FREE = "act.kind IN ('hears', 'releases')"


@pytest.mark.parametrize("start", range(0, MATTERS * 2, CHUNK))
def test_outcomes_agree(start: int) -> None:
    for seed in range(start, start + CHUNK):
        matter = _matter(Random(seed))
        assert engine.outcomes(matter) == Oracle(matter).outcomes(), f"matter {seed}"


@pytest.mark.parametrize("start", range(0, MATTERS, CHUNK))
def test_reasons_agree(start: int) -> None:
    for seed in range(start, start + CHUNK):
        compare_reasons(_matter(Random(seed)))


def _matter(random: Random) -> Matter:
    said = [("act:a", "act.kind", "books_in", False), ("act:a", "act.person", "person:p", False)]
    said.append(("act:a", "act.time", f"2025-01-01T00:0{random.randrange(3)}", False))
    if random.random() < 0.3:
        said.append(("act:a", "act.person", "person:q", False))
    if random.random() < 0.5:
        said.append(("person:p", "person.member_of", "group:class", random.random() < 0.2))
    if random.random() < 0.15:
        said.append(("person:p", "person.member_of", "group:class", random.random() < 0.5))
    for number in range(2 + random.randrange(3)):
        subject = f"log:{random.choice(('docket', number))}"
        said.append((subject, "log.covers", _covered(random), number > 0 and random.random() < 0.15))
    rows = [Row(f"c.csv:{at}", *one[:3], against=one[3]) for at, one in enumerate(dict.fromkeys(said), start=2)]
    return Matter(tuple(rows), (_order(random),))


def _covered(random: Random) -> str:
    kinds = random.choice(("hears,releases", "hears,releases", "hears", "releases"))
    whom = random.choice(("", "", "person:p; ", "person:q; ", "group:class; "))
    first, last = sorted(random.sample(range(1, 10), 2))
    low, high = f"2025-01-01T00:0{first}", f"2025-01-01T00:0{last}"
    since, till = random.choice((low, low, "", "2025-01-01")), random.choice((high, high, "", "2025-01-02"))
    return f"{kinds}; {whom}{since}..{till}"


def _order(random: Random) -> dict[str, object]:
    duty: dict[str, object] = {"id": "c", "requires": random.choice(("act.kind = 'hears'", HEARD_OR_FREE))}
    duty["after"] = "act.kind = 'books_in'"
    form = random.choice(("within", "within", "by", "before"))
    if form == "within":
        duty["within"] = f"PT{random.randrange(1, 7)}M"
    elif form == "by":
        duty["by"] = f"2025-01-01T00:0{random.randrange(8)}"
    else:
        del duty["after"]
        duty |= {"before": "act.kind = 'books_in'", "at_least": f"PT{random.randrange(3)}M"}
    return {"instrument": "o", "title": "o", "protects": "TRUE", "clauses": [duty]}

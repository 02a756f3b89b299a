"""Clauses that an act of any kind can meet, or of which nobody says what kind it was, against the oracle.

A matter of `test_agreement` names the kind of each act that its clauses speak of.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from tests.law import engine
from tests.law.compared import compare_reasons
from tests.law.oracle import Matter, Oracle, Row

MATTERS = int(os.environ.get("HABEAS_EXAMPLES", "300"))
CHUNK = 50
CONDITIONS = (
    "act.kind <> 'files'",
    "NOT act.kind = 'files'",
    "TRUE",
    "act.by = 'org:court'",
    "act.by <> 'org:court'",
    "act.kind = 'hears' OR act.by = 'org:court'",
    "act.kind = 'hears'",
)


@pytest.mark.parametrize("start", range(0, MATTERS, CHUNK))
def test_outcomes_and_reasons_agree(start: int) -> None:
    for seed in range(start, start + CHUNK):
        matter = _matter(Random(seed))
        assert engine.outcomes(matter) == Oracle(matter).outcomes(), f"matter {seed}"
        compare_reasons(matter)


def _matter(random: Random) -> Matter:
    said: dict[tuple[str, str, str, bool], None] = {}
    for act in ("act:a", "act:b"):
        for kind in random.sample(("files", "hears", "departs"), random.choice((0, 0, 1, 1, 2))):
            said[act, "act.kind", kind, random.random() < 0.2] = None
        if random.random() < 0.5:
            said[act, "act.by", random.choice(("org:court", "org:us")), False] = None
        if random.random() < 0.8:
            said[act, "act.person", random.choice(("person:p", "person:p", "person:q")), False] = None
        if random.random() < 0.7:
            said[act, "act.time", f"2025-01-01T00:0{random.randrange(6)}", False] = None
        if random.random() < 0.15:
            said[act, "act.happened", "true", True] = None
    rows = [
        Row(f"c.csv:{at}", *one[:3], against=one[3], source=(source := random.choice(("s1", "s2"))), origin=source)
        for at, one in enumerate(said, start=2)
    ]
    clause: dict[str, object] = {"id": "c", "forbids": random.choice(CONDITIONS)}
    if random.random() < 0.5:
        clause = {
            "id": "c",
            "requires": random.choice(CONDITIONS),
            "after": random.choice(CONDITIONS),
            "within": "PT2M",
        }
    force = random.choice(({}, {"from": "2025-01-01T00:02"}, {"until": "2025-01-01T00:03"}))
    order = {"instrument": "o", "title": "o", "protects": "TRUE", "in_force": force, "clauses": [clause]}
    return Matter(tuple(rows), (order,))

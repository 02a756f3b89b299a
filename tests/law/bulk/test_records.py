"""People under two ids, and custodies that are no rows: what a release's rows alone do not settle is left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from habeas.core.claim import Claim
from tests.law.bulk.exported import exported
from tests.law.bulk.releases import Row, claims, compiled, findings, instruments, table
from tests.law.bulk.test_agreement import bulk_outcomes
from tests.law.engine import examine, outcomes
from tests.law.oracle import Matter
from tests.law.oracle import Row as Said
from tests.law.strategies import random_matter

SAME = claims(("person:p", "person.same_as", "person:p-2"))
STINTS = [
    {"custody.person": "person:p", "custody.start": "2025-07-01T08:00", "custody.end": "2025-07-01T17:00"},
    {"custody.person": "person:p-2", "custody.start": "2025-07-01T16:00", "custody.end": "2025-07-02T01:00"},
    {"custody.person": "person:q", "custody.start": "2025-07-01T08:00", "custody.end": "2025-07-01T17:00"},
]
CONSECUTIVE = "instrument: i\nclauses:\n  - {id: c, limits: custody.kind = 'stint', to: PT12H, per: consecutive}\n"
FOR_ONE = """\
instrument: i
protects: custody.person = 'person:p-2'
clauses:
  - {id: c, limits: custody.kind = 'stint', to: PT1H}
"""


def told(text: str, said: list[Claim], rows: Sequence[Row] = STINTS) -> list[str]:
    given = table(rows)
    found, _ = findings(compiled(given, instruments(text), said), given, everything=True)
    return [line["outcome"] for line in sorted(found, key=lambda line: line["row"])]


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (CONSECUTIVE, [], ["kept", "kept", "kept"]),
        (CONSECUTIVE, SAME, ["undetermined", "undetermined", "kept"]),
        (
            CONSECUTIVE,
            claims(("custody:other", "custody.person", "person:q"), ("custody:other", "custody.start", "2025-07-01")),
            ["kept", "kept", "undetermined"],
        ),
        (FOR_ONE, [], ["not_bound", "breach", "not_bound"]),
        (FOR_ONE, SAME, ["breach", "breach", "not_bound"]),
        (FOR_ONE, claims(("person:p", "person.same_as", "person:p-2", "not")), ["not_bound", "breach", "not_bound"]),
    ],
)
def test_what_stands_under_another_id(text: str, said: list[Claim], expected: list[str]) -> None:
    assert told(text, said) == expected


@pytest.mark.parametrize("kind", ["act", "custody"])
def test_nothing_is_settled_otherwise_where_records_are_of_one_person(kind: str) -> None:
    seen = 0
    for seed in range(1_000):
        matter = _of_one_person(random_matter(seed), Random(seed))
        given = exported(matter, kind)
        if not given.subjects or examine(given.matter).impossible:
            continue
        ours = bulk_outcomes(given)
        if ours is None:
            continue
        for line, outcome in outcomes(given.matter).items():
            if line.entity in given.subjects:
                assert ours[tuple(line)] in (outcome, "undetermined"), f"matter {seed}, {line}"
                seen += 1
    assert seen > 300


def _of_one_person(matter: Matter, random: Random) -> Matter:
    """The same, and somebody says that two people are one; half of the time somebody else denies it."""
    more = [Said("more.csv:2", "person:p", "person.same_as", "person:q")]
    if random.random() < 0.5:
        more.append(replace(more[0], row="more.csv:3", source="other", against=True))
    return replace(matter, rows=(*matter.rows, *more))

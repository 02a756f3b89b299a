"""Which clauses a release is tested by, what is refused, and how the counts are told apart."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from habeas.core.errors import InputError, UseError
from habeas.law.bulk import Shape
from tests.law.bulk.releases import SCHEMA, claims, compiled, exact, findings, instruments, outcomes, table

ROWS: list[dict[str, Any]] = [
    {"custody.person": "person:p1", "custody.place": "place:a", "custody.start": "2025-01-01", "custody.end": "2025-01-05"},  # noqa: E501
    {"custody.person": "person:p2", "custody.place": "place:b", "custody.start": "2025-01-01", "custody.end": "2025-01-02"},  # noqa: E501
    {"custody.person": None, "custody.place": "place:a", "custody.start": None, "custody.end": None},
]  # fmt: skip
LIMIT = """\
instrument: limit
title: Two days in one place
protects: custody.place = 'place:a'
clauses:
  - {id: days, limits: custody.kind = 'stint', to: P2D}
"""


def test_a_property_that_nothing_gives_is_refused_by_clause() -> None:
    text = LIMIT.replace("custody.place = 'place:a'", "custody.ground = 'x' AND person.member_of = 'group:g'")
    with pytest.raises(InputError) as error:
        compiled(table(ROWS), instruments(text))
    assert [str(fault) for fault in error.value.faults] == [
        f'i.yaml, line 5: the clause "days" of "limit" asks for {name}, which neither the release "small" nor the matter '  # noqa: E501
        "says of anything. Map a column or a value to it in the release's file, or name the instruments to be tested "
        "with --instrument. [release-lacks-property]"
        for name in ("custody.ground", "person.member_of")
    ]


@pytest.mark.parametrize("asked", ["place.kind = 'jail'", "within(custody.place, 'place:x')"])
def test_what_is_asked_of_places_must_be_said_of_some(asked: str) -> None:
    with pytest.raises(InputError, match="asks for place"):
        compiled(table(ROWS), instruments(LIMIT.replace("custody.place = 'place:a'", asked)))
    said = claims(("place:a", "place.kind", "jail"), ("place:a", "place.in", "place:x"))
    assert outcomes(table(ROWS), instruments(LIMIT.replace("custody.place = 'place:a'", asked)), said)


def test_counts_of_rows_are_no_rows() -> None:
    with pytest.raises(UseError, match='the rows of "small" are counts: no clause can be tested'):
        Shape.of(table(ROWS, "count").schema, SCHEMA)


def test_a_clause_about_acts_has_no_line_in_a_release_of_stints() -> None:
    text = LIMIT + "  - {id: act, forbids: act.kind = 'removes'}\n"
    assert {line[1] for line in compiled(table(ROWS), instruments(text)).lines} == {"days"}


def test_what_is_kept_and_not_bound_is_counted_and_not_written() -> None:
    given = table(ROWS)
    made = compiled(given, instruments(LIMIT), by=("custody.place",))
    found, counted = findings(made, given)
    assert [(one["row"], one["outcome"], one["because"], one["would_settle"]) for one in found] == [
        (2, "breach", "done_late", None),
        (4, "undetermined", "gap", "custody.end"),
    ]
    assert made.outcomes(counted) == {(0, ("place:a",)): (1, 0, 0, 1), (0, ("place:b",)): (0, 0, 1, 0)}
    assert counted.settling == {(0, "custody.end"): 1}
    every, _ = findings(made, given, everything=True)
    assert [(one["row"], one["outcome"]) for one in every] == [(2, "breach"), (3, "not_bound"), (4, "undetermined")]


def test_a_row_that_ends_before_it_starts_is_a_conflict_of_its_own() -> None:
    rows = [{**ROWS[0], "custody.end": "2024-12-01"}, ROWS[1], {**ROWS[0], "custody.person": "person:p9"}]
    found, _ = findings(compiled(table(rows), instruments(LIMIT)), table(rows))
    assert [(one["row"], one["outcome"], one["because"]) for one in found] == [
        (2, "undetermined", "conflict"), (4, "breach", "done_late"),
    ]  # fmt: skip


def test_readings_that_agree_have_their_own_lines() -> None:
    text = LIMIT.replace("to: P2D", "to: {short: P2D, long: P9D}") + (
        "readings:\n  a: {days.to: short}\n  b: {days.to: short}\n  c: {days.to: long}\n"
    )
    given = table(ROWS[:2])
    assert outcomes(given, instruments(text)) == exact(given, instruments(text))
    assert outcomes(given, instruments(text)) == {
        ("limit", "days", 2, "a"): "breach", ("limit", "days", 2, "b"): "breach", ("limit", "days", 2, "c"): "kept",
        ("limit", "days", 3, "a"): "not_bound", ("limit", "days", 3, "b"): "not_bound",
        ("limit", "days", 3, "c"): "not_bound",
    }  # fmt: skip


def test_a_compiled_set_travels() -> None:
    """As to the workers of a cluster: the copy finds what the original finds."""
    given = table(ROWS)
    made = compiled(given, instruments(LIMIT))
    copy = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    assert findings(copy, given)[0] == findings(made, given)[0]


def test_in_force_between_instants_and_stayed_in_between() -> None:
    text = LIMIT.replace(
        "protects",
        "in_force: {from: 2025-01-01T00:00Z, until: 2025-02-01T00:00Z, except: [{from: 2025-01-02T12:00Z, "
        "until: 2025-01-20T00:00Z}]}\nprotects",
    )
    rows = [
        {**ROWS[0], "custody.start": "2025-01-01T06:00", "custody.end": end, "custody.person": f"person:p{number}"}
        for number, end in enumerate(("2025-01-03T12:00", "2025-01-19T12:00", "2025-01-21T00:00"))
    ]
    given = table(rows)
    found = outcomes(given, instruments(text))
    assert list(found.values()) == ["kept", "kept", "breach"]
    assert found == exact(given, instruments(text))

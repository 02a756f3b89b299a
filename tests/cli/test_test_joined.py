"""``habeas test --release`` and ``why`` where an identifier does not carry over from one joined release to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import ask, objects, small
from tests.measure.small import Row, release

LAW = """\
instrument: eight
title: Eight hours at a stretch
clauses:
  - {id: hours, limits: custody.place.kind = 'hold_room', to: PT8H, per: consecutive}
"""
ROWS = [
    Row("p", "2025-01-31T20:00", "2025-02-01T02:05"),  # of the part that has January
    Row("p", "2025-02-01T02:00", "2025-02-01T08:00"),  # of the other: somebody else, under the same identifier
    Row("q", "2025-01-03T10:00", "2025-01-03T16:05"),
    Row("q", "2025-01-03T16:00", "2025-01-03T20:00"),
]
APART = {"2025-01": "a", "2025-02": "b", "2025-03": "a"}


def _outcomes(folder: Path, rows: list[Row], supplied: dict[str, str]) -> tuple[dict[str, object], str]:
    matter = small(folder / "m", "", {"eight": LAW})
    release(folder / "r", rows, "r", row="stint", cutoff="2025-04-30", supplied=supplied)
    status, _, said = ask("test", matter, "--release", folder / "r", "--json")
    assert status == 0
    (line,) = objects("test", matter, "--release", folder / "r")
    return {name: line[name] for name in ("breach", "kept", "undetermined")}, said


@pytest.mark.parametrize(
    ("supplied", "found"),
    [
        (APART, {"breach": 2, "kept": 2, "undetermined": 0}),
        ({"2025-01": "a", "2025-02": "a"}, {"breach": 4, "kept": 0, "undetermined": 0}),
        ({}, {"breach": 4, "kept": 0, "undetermined": 0}),
    ],
)
def test_stints_of_two_parts_are_not_one_after_the_other(
    tmp_path: Path, supplied: dict[str, str], found: dict[str, int]
) -> None:
    counted, said = _outcomes(tmp_path, ROWS, supplied)
    assert counted == found
    assert ("tested as those of two people" in said) == (supplied == APART)


def test_whoever_has_rows_on_both_sides_of_another_part_is_left_open(tmp_path: Path) -> None:
    """The first and the third row are of one part: they may follow each other though another stands between them."""
    rows = [
        Row("p", "2025-01-31T20:00", "2025-03-01T02:05"),
        Row("p", "2025-02-01T02:00", "2025-02-01T03:00"),
        Row("p", "2025-03-01T02:00", "2025-03-01T08:00"),
    ]
    counted, _ = _outcomes(tmp_path, rows, APART)
    assert counted == {"breach": 1, "kept": 1, "undetermined": 1}


@pytest.mark.parametrize(("supplied", "outcome"), [(APART, "kept"), ({}, "breach")])
def test_why_explains_a_row_beside_those_of_its_own_part(
    tmp_path: Path, supplied: dict[str, str], outcome: str
) -> None:
    matter = small(tmp_path / "m", "", {"eight": LAW})
    release(tmp_path / "r", ROWS, "r", row="stint", cutoff="2025-04-30", supplied=supplied)
    outcomes = {
        str(one["outcome"])
        for row in (2, 3)
        for one in objects("why", matter, "eight/hours", "--release", tmp_path / "r", "--row", str(row))
    }
    assert outcome in outcomes
    assert ("breach" in outcomes) == (outcome == "breach")

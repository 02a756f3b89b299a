"""An answer of a time past ``verified_on`` says that the law was last checked before."""

from __future__ import annotations

import pytest

from habeas.core.edtf import read_instant
from habeas.core.located import read_documents
from habeas.law import Examination, chosen_readings, read_instrument
from tests.custody.saying import SCHEMA, ZONE, say

FORBIDS = "forbids: act.kind = 'departs'"
REQUIRES = "requires: act.kind = 'hears', after: act.kind = 'departs', within: P10D"
BEFORE = "requires: act.kind = 'gives_notice', before: act.kind = 'departs', at_least: P10D"
COURT = "requires: act.kind = 'hears', after: act.kind = 'departs', within: P3D, count: court_days"
LIMITS = "limits: custody.kind = 'hold', to: P10D"
DEPARTS = ("act:a act.kind departs", "act:a act.person person:p")
HELD = ("custody:k custody.kind hold", "custody:k custody.person person:p", "custody:k custody.start 2025-03-01")


def told(clause: str, *lines: str, asked: str | None = "2025-12-31", verified: str = "2025-03-20") -> list[str]:
    """The days on which the law was last checked that the findings tell; empty where none is told."""
    until = f"verified_on: {verified}" if verified else ""
    (node,) = read_documents(f"instrument: i\nzone: {ZONE}\n{until}\nclauses: [{{id: c, {clause}}}]", "i.yaml")
    instrument = read_instrument(node, SCHEMA, ZONE, 5)
    day = None if asked is None else read_instant(asked, ZONE, 5).high
    examination = Examination(say(*lines), lambda source: source, SCHEMA, ZONE, day)
    found = [
        examination.finding(line)
        for one, reading in chosen_readings([instrument], None, every=False)
        for line in examination.lines(one, reading)
    ]
    assert len(found) == 1
    return [one.last_checked.text for one in found if one.last_checked is not None]


@pytest.mark.parametrize(
    ("clause", "time", "later"),
    [
        (FORBIDS, "2025-03-20T23:59", False),
        (FORBIDS, "2025-03-21T00:00", True),
        (FORBIDS, "[2025-03-20..2025-03-25]", True),
        (REQUIRES, "2025-03-01", False),
        (REQUIRES, "2025-03-12", True),
        (BEFORE, "2025-03-20", False),
        (BEFORE, "2025-03-21", True),
        (COURT, "2025-03-14", False),
        (COURT, "2025-03-19", True),
    ],
)
def test_the_time_of_an_answer_is_that_of_its_act_or_of_its_due_time(clause: str, time: str, later: bool) -> None:
    assert told(clause, *DEPARTS, f"act:a act.time {time}") == (["2025-03-20"] if later else [])


@pytest.mark.parametrize(("end", "later"), [("2025-03-20", False), ("2025-03-21", True), ("ongoing 2025-03-02", True)])
def test_of_a_custody_it_is_as_long_as_it_lasts(end: str, later: bool) -> None:
    assert told(LIMITS, *HELD, f"custody:k custody.end {end}") == (["2025-03-20"] if later else [])


@pytest.mark.parametrize(("asked", "later"), [("2025-03-10", False), ("2025-03-25", True), (None, True)])
def test_where_nobody_says_when_the_day_asked_counts(asked: str | None, later: bool) -> None:
    assert told(FORBIDS, *DEPARTS, asked=asked) == (["2025-03-20"] if later else [])


def test_what_is_claimed_of_a_time_after_the_day_asked_is_later_all_the_same() -> None:
    assert told(FORBIDS, *DEPARTS, "act:a act.time 2025-04-01", asked="2025-03-10") == ["2025-03-20"]


def test_an_instrument_that_was_never_checked_says_nothing() -> None:
    assert told(FORBIDS, *DEPARTS, "act:a act.time 2025-04-01", verified="") == []

"""Limits that hold whatever the case, on made rows and on the real file: hold rooms, removal period, six months,
detainers, and an order for a class by facility, nationality and authority.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from habeas.core.located import read_documents
from habeas.law import read_instrument
from habeas.law.instruments.model import Instrument
from tests.law.bulk.releases import SCHEMA, claims, compiled, exact, findings, instruments, outcomes, table

LIMITS = Path(__file__).parents[3] / "src" / "habeas" / "matters" / "standing-limits" / "instruments"
TWELVE = """\
instrument: twelve
title: Twelve hours throughout
clauses:
  - {id: hours, limits: custody.place.kind = 'hold_room', to: PT12H}
"""


def shipped(name: str) -> Instrument:
    (node,) = read_documents((LIMITS / f"{name}.yaml").read_text(encoding="utf-8"), name)
    return read_instrument(node, SCHEMA, "America/New_York", 5)


def tucson(shared: Path) -> list[dict[str, Any]]:
    """The stays of the real file: the hold room is their first stint, to the minute, in Arizona."""
    path = shared / "data" / "tucson-hold" / "stays.csv"
    if not path.exists():
        pytest.skip("the shared data has no Tucson file")
    with path.open(encoding="utf-8") as file:
        rows = [
            {
                "row": number,
                "custody.person": f"person:{row['unique_identifier']}",
                "custody.place": "place:tuchold",
                "custody.start": _minute(row["stay_book_in_date_time"]),
                "custody.end": _minute(row["first_stint_book_out"]),
            }
            for number, row in enumerate(csv.DictReader(file), 2)
        ]
    return sorted(rows, key=lambda row: (row["custody.person"], row["custody.start"] or ""))


def _minute(text: str) -> str | None:
    return None if text in ("", "NA") else f"{text[:10]}T{text[11:16]}-07:00"


HOLD_ROOM = {"place:tuchold": {"kind": "hold_room", "in": ""}}


def test_the_hold_room_of_tucson_under_twelve_hours_and_as_it_was(shared: Path) -> None:
    """The file's README: 60 over 12 hours throughout, 5 of them before the memorandum, none over 72; two lack hours."""
    given = table(tucson(shared), places=HOLD_ROOM)
    memorandum = claims(
        ("act:hold-room-waiver", "act.time", "2025-06-24"),
        ("act:hold-room-vacatur", "act.time", "[2026-06-23,2026-06-24]"),
    )
    law = [*instruments(TWELVE), shipped("ice-hold-room")]
    made = compiled(given, law, memorandum)
    found, counted = findings(made, given)
    counts = {made.lines[line]: row for (line, _), row in made.outcomes(counted).items()}
    breach, kept, unbound, open_ = counts["twelve", "hours", "as_written"]
    assert (breach + kept + unbound + open_, unbound) == (1791, 0)
    to_the_minute = [one["row"] for one in found if one["instrument"] == "twelve" and one["because"] == "imprecise"]
    without_end = [one["row"] for one in found if one["instrument"] == "twelve" and one["because"] == "gap"]
    assert len(without_end) == 2
    assert open_ == len(to_the_minute) + len(without_end)
    assert breach <= 60 <= breach + len(to_the_minute)
    for reading in ("each-room", "rooms-together"):
        assert counts["ice-hold-room", "twelve-hours-before", reading][0] == 5
        assert counts["ice-hold-room", "seventy-two-hours", reading][0] == 0


def test_stays_within_a_minute_of_the_limit_are_undetermined() -> None:
    ends = ("2025-03-01T21:59", "2025-03-01T22:00", "2025-03-01T22:01")
    rows = [
        {"custody.person": f"person:p{number}", "custody.place": "place:tuchold", "custody.start": "2025-03-01T10:00",
         "custody.end": end}
        for number, end in enumerate(ends)
    ]  # fmt: skip
    given = table(rows, places=HOLD_ROOM)
    assert [outcome for _, outcome in sorted(outcomes(given, instruments(TWELVE)).items())] == [
        "kept", "undetermined", "breach",
    ]  # fmt: skip
    assert outcomes(given, instruments(TWELVE)) == exact(given, instruments(TWELVE))


def _held(ground: str, *spans: tuple[str, str]) -> list[dict[str, Any]]:
    return [
        {"custody.person": f"person:p{number}", "custody.ground": ground, "custody.start": start, "custody.end": end}
        for number, (start, end) in enumerate(spans)
    ]


def test_the_removal_period_of_ninety_days() -> None:
    rows = _held("removal_period", ("2025-01-10", "2025-04-12"), ("2025-01-10", "2025-04-08"),
                 ("2025-01-10", "2025-04-10"))  # fmt: skip
    given = table(rows, "stay", zone="America/New_York")
    found = outcomes(given, [shipped("removal-period-90d")])
    assert [found["removal-period-90d", "mandatory-detention", row, "as_written"] for row in (2, 3, 4)] == [
        "breach", "kept", "undetermined",
    ]  # fmt: skip


def test_six_months_as_months_and_as_180_days() -> None:
    """From 2 March the 180th day is 29 August, and six months end on 2 September."""
    rows = _held("after_removal_order", ("2025-03-02", "2025-08-31"), ("2025-03-02", "2025-09-10"),
                 ("2025-03-02", "2025-08-20"))  # fmt: skip
    given = table(rows, "stay", zone="America/New_York")
    law = [shipped("zadvydas-6mo")]
    found = outcomes(given, law)
    assert [found["zadvydas-6mo", "six-months", row, "calendar-months"] for row in (2, 3, 4)] == [
        "kept", "breach", "kept",
    ]  # fmt: skip
    assert [found["zadvydas-6mo", "six-months", row, "days"] for row in (2, 3, 4)] == ["breach", "breach", "kept"]
    assert found == exact(given, law)


def test_detainers_with_and_without_weekends() -> None:
    """Thursday 3 July to Monday 7 July 2025, over a holiday and a weekend: 95 hours by the clock, 23 that count."""
    rows = _held("detainer", ("2025-07-03T17:00-04:00", "2025-07-07T16:00-04:00"),
                 ("2025-07-07T10:00-04:00", "2025-07-09T09:00-04:00"),
                 ("2025-07-03T17:00-04:00", "2025-07-09T10:00-04:00"))  # fmt: skip
    given = table(rows, "detainer", zone="America/New_York")
    law = [shipped("detainer-48h")]
    found = outcomes(given, law)
    assert [found["detainer-48h", "hold", row, "regulation"] for row in (2, 3, 4)] == ["kept", "kept", "breach"]
    assert [found["detainer-48h", "hold", row, "form"] for row in (2, 3, 4)] == ["breach", "kept", "breach"]
    assert found == exact(given, law)


CLASS = """\
instrument: class-order
title: Nobody of one nationality is held in one facility on one authority
in_force:
  from: {signed: 2025-03-01T10:00-05:00, served: 2025-03-02}
  until: 2025-06-01
protects: custody.place IN ('place:a', 'place:b') AND person.citizenship = 'VEN'
clauses:
  - {id: hold, limits: custody.ground = 'ina_235', to: PT0S}
readings:
  applicants: {in_force.from: signed}
  agency: {in_force.from: served}
"""


def test_a_class_order_over_facility_nationality_and_authority() -> None:
    """What the release says is the only nationality and ground shuts others out; else another one is open."""
    spans = {"custody.start": "2025-03-01T12:00-05:00", "custody.end": "2025-03-02T01:00-05:00"}
    rows: list[dict[str, Any]] = [
        {**spans, "custody.person": "person:p1", "custody.place": "place:a", "custody.ground": "ina_235",
         "person.citizenship": "VEN"},
        {**spans, "custody.person": "person:p2", "custody.place": "place:c", "custody.ground": "ina_235",
         "person.citizenship": "VEN"},
        {**spans, "custody.person": "person:p3", "custody.place": "place:a", "custody.ground": "ina_235",
         "person.citizenship": "MEX"},
        {**spans, "custody.person": "person:p4", "custody.place": "place:b", "custody.ground": None,
         "person.citizenship": "VEN"},
    ]  # fmt: skip
    said: dict[str, list[str]] = {}
    for only in ([], ["person.citizenship", "custody.ground"]):
        given = table(rows, only=only)
        found = outcomes(given, instruments(CLASS, "America/New_York"))
        assert found == exact(given, instruments(CLASS, "America/New_York"))
        said[str(bool(only))] = [found["class-order", "hold", row, "applicants"] for row in (2, 3, 4, 5)]
    assert said["True"] == ["breach", "not_bound", "not_bound", "undetermined"]
    assert said["False"] == ["breach", "not_bound", "undetermined", "undetermined"]
    made = compiled(table(rows, only=["person.citizenship", "custody.ground"]), instruments(CLASS, "America/New_York"))
    told, _ = findings(made, table(rows, only=["person.citizenship", "custody.ground"]))
    reasons = {(one["row"], one["reading"]): (one["because"], one["would_settle"]) for one in told}
    assert reasons[5, "applicants"] == ("gap", "custody.ground")
    assert reasons[2, "applicants"] == ("done_late", None)
    assert reasons[2, "agency"] == ("imprecise", "")  # only when it was served would tell, which is no fact of the row

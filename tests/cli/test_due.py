from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from habeas.cli.due_words import left
from habeas.core.edtf import read_instant
from habeas.core.instant import MAX, MIN
from tests.cli.asking import SHIPPED, ask, objects, small

ZONE = "America/New_York"
ARREST = """
act:arrest act.kind arrests log Jail records
act:arrest act.person person:p log Jail records
act:arrest act.time 2025-03-12T10:00 log Jail records
custody:a custody.person person:p log Jail records
custody:a custody.kind hold log Jail records
custody:a custody.start 2024-05-01 log Jail records
custody:a custody.term P1Y log Jail records
custody:a custody.renewable true log Jail records
"""
RULE = """
instrument: rule
title: A rule
clauses:
  - id: hearing
    requires: act.kind = 'hears'
    after: act.kind = 'arrests'
    within: {hours: PT48H, days: P3D}
terms: {hearing.within: [hours, days]}
readings: {strict: {hearing.within: hours}, strict-too: {hearing.within: hours}, lenient: {hearing.within: days}}
"""


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    return small(tmp_path / "m", ARREST, {"rule": RULE})


def _at(text: str) -> int:
    return read_instant(text, ZONE, 0).low


def test_every_duty_is_shown_with_its_due_time_and_what_would_settle_it(matter: Path) -> None:
    status, out, _ = ask("due", matter, "--on", "2025-03-14T12:00")
    words = " ".join(out.split())
    assert status == 0
    assert words.startswith("As of 2025-03-14 12:00:59.999999 EDT:")
    for piece in ("2025-03-14 10:00 EDT", "2 hours past", "2025-03-15 10:00 EDT", "22 hours left", "not_due", "gap",
                  "act:arrest rule/hearing done", "strict, strict-too"):  # fmt: skip
        assert piece in words, piece


def test_each_reading_is_an_object_of_its_own(matter: Path) -> None:
    found = [one for one in objects("due", matter, "--on", "2025-03-14") if one["is"] == "duty"]
    assert [(one["reading"], one["because"]) for one in found] == [
        ("strict", "gap"), ("strict-too", "gap"), ("lenient", "not_due"),
    ]  # fmt: skip
    assert found[0]["due"] == {"earliest": "2025-03-14T10:00:00-04:00", "latest": "2025-03-14T10:00:59.999999-04:00"}
    assert found[0]["left_seconds"] == [-50399, -50340]
    assert found[0]["would_settle"]


def test_one_reading_can_be_asked_for(matter: Path) -> None:
    found = objects("due", matter, "--on", "2025-03-14", "--reading", "lenient")
    assert [one["reading"] for one in found if one["is"] == "duty"] == ["lenient"]


def test_a_renewable_term_comes_with_its_next_date(matter: Path) -> None:
    (term,) = [one for one in objects("due", matter, "--on", "2025-03-14") if one["is"] == "term"]
    assert (term["custody"], term["term"], term["rows"], term["renewed"]) == ("custody:a", "P1Y", ["claims.csv:8"], [])
    assert cast("dict[str, str]", term["next"])["earliest"] == "2025-05-01T00:00:00-04:00"
    assert "nobody claims that it was renewed" in " ".join(ask("due", matter, "--on", "2025-03-14")[1].split())


def test_who_renewed_a_term_is_said(tmp_path: Path) -> None:
    renewed = "act:again act.kind renews log Jail records\nact:again act.about person:p log Jail records\n"
    out = ask("due", small(tmp_path / "m", ARREST + renewed), "--on", "2025-03-14")[1]
    assert "renewed by act:again [claims.csv:10]" in " ".join(out.split())


def test_a_clause_that_is_renewable_says_when(tmp_path: Path) -> None:
    rule = "instrument: r\ntitle: R\nclauses: [{id: t, limits: \"custody.kind = 'hold'\", to: P1Y, renewable: P1Y}]\n"
    matter = small(tmp_path / "m", ARREST, {"r": rule})
    (duty,) = [one for one in objects("due", matter, "--on", "2025-03-14") if one["is"] == "duty"]
    renewal = cast("dict[str, dict[str, str]]", duty["renewal"])
    assert renewal["next"]["earliest"] == "2025-05-01T00:00:00-04:00"
    assert "to be renewed 2025-05-01 EDT" in " ".join(ask("due", matter, "--on", "2025-03-14")[1].split())


def test_a_matter_without_duties_says_so(tmp_path: Path) -> None:
    matter = small(tmp_path / "m", "act:a act.kind arrests log Jail records\n")
    assert "no duty falls due" in ask("due", matter, "--on", "2025-03-14")[1]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("2025-03-16T12:00", "2025-03-16T12:00", "1 day left"),
        ("2025-03-16T12:00", "2025-03-17T12:00", "1 day to 2 days left"),
        ("2025-03-14T12:00", "2025-03-15T10:00", "2 hours to 1 day past"),
        ("2025-03-15T10:00", "2025-03-15T15:00", "2 hours past to 3 hours left"),
        ("2025-03-15T12:00", "2025-03-15T12:00", "less than a second past"),
    ],
)
def test_how_long_is_said_on_both_sides_of_the_day_asked(low: str, high: str, said: str) -> None:
    assert left(_at(low), _at(high), _at("2025-03-15T12:00"), ZONE) == said


def test_how_long_where_claims_are_open_to_a_side() -> None:
    day = _at("2025-03-15T12:00")
    assert left(None, None, day, ZONE) == "cannot be said"
    assert left(_at("2025-03-16T12:00"), MAX, day, ZONE) == "1 day to without end left"
    assert left(MIN, _at("2025-03-14T12:00"), day, ZONE) == "1 day to without end past"


# ---- as a calendar ----------------------------------------------------------------------------------------------


def test_a_calendar_has_each_due_time_once(matter: Path, tmp_path: Path) -> None:
    path = tmp_path / "due.ics"
    status, _, err = ask("due", matter, "--on", "2025-03-14", "--ics", path)
    text = path.read_bytes().decode().replace("\r\n ", "")
    assert (status, "without a known due time" in err) == (0, False)
    assert text.count("BEGIN:VEVENT") == 3  # two due times, and a term
    assert "DTSTART:20250314T140000Z\r\nDTEND:20250314T140100Z" in text
    assert "strict: undetermined (gap)\\; would settle: act:arrest rule/hearing done\\nstrict-too:" in text
    assert len({line for line in text.split("\r\n") if line.startswith("UID")}) == 3


def test_a_due_time_that_moves_moves_its_event(tmp_path: Path) -> None:
    uids = []
    for number, time in enumerate(("2025-03-12T10:00", "2025-03-12T11:00")):
        matter = small(tmp_path / f"m{number}", ARREST.replace("2025-03-12T10:00", time), {"rule": RULE})
        path = tmp_path / f"{number}.ics"
        ask("due", matter, "--on", "2025-03-14", "--ics", path)
        uids.append([line for line in path.read_text().splitlines() if line.startswith("UID")])
    assert uids[0] == uids[1]


def test_what_has_no_known_due_time_is_counted(tmp_path: Path) -> None:
    untimed = "\n".join(line for line in ARREST.splitlines() if "act.time" not in line and "custody" not in line)
    path = tmp_path / "due.ics"
    one = RULE.replace(
        "readings: {strict: {hearing.within: hours}, strict-too: {hearing.within: hours}, ", "readings: {"
    )
    assert ask("due", small(tmp_path / "m", untimed, {"rule": one}), "--on", "2025-03-14", "--ics", path)[2].endswith(
        f"1 row without a known due time is not in {path}.\n"
    )
    assert "BEGIN:VEVENT" not in path.read_text()


def test_a_calendar_that_cannot_be_written_is_refused(matter: Path, tmp_path: Path) -> None:
    path = tmp_path / "no-folder" / "due.ics"
    status, _, err = ask("due", matter, "--on", "2025-03-14", "--ics", path)
    assert status == 2
    assert f"{path} cannot be written: No such file or directory." in err


def test_a_reading_that_nobody_has_and_a_day_that_is_none_are_refused(matter: Path) -> None:
    status, _, err = ask("due", matter, "--reading", "strikt")
    assert (status, 'no instrument has the reading "strikt". Nearest: "strict".' in err) == (2, True)
    status, _, err = ask("due", matter, "--on", "soon")
    assert (status, "--on: " in err) == (2, True)


# ---- shipped matters --------------------------------------------------------------------------------------------


def test_abrego_garcia_the_order_to_return_him_was_stayed_when_it_fell_due() -> None:
    found = objects("due", SHIPPED / "abrego-garcia", "--on", "2025-04-08")
    (one,) = [one for one in found if one["instrument"] == "return-order"]
    assert (one["outcome"], one["because"]) == ("kept", "after_end")
    assert cast("dict[str, str]", one["due"])["earliest"] == "2025-04-07T23:59:00-04:00"


def test_jgg_the_people_on_the_first_flight_were_to_be_back_within_a_day() -> None:
    found = objects("due", SHIPPED / "jgg-v-trump", "--on", "2025-03-16", "--reading", "plaintiffs")
    first = next(one for one in found if one["is"] == "duty")
    assert (first["act"], first["outcome"], first["because"]) == ("act:flight-1-departure", "breach", "never_done")
    assert first["due"] == {"earliest": "2025-03-16T17:25:00-04:00", "latest": "2025-03-16T17:26:59.999999-04:00"}


def test_jgg_the_year_at_cecot_could_be_renewed_and_ended_before() -> None:
    (term,) = [one for one in objects("due", SHIPPED / "jgg-v-trump", "--on", "2025-06-01") if one["is"] == "term"]
    assert (term["custody"], term["lapsed"], term["renewed"]) == ("custody:cecot-venezuelans", True, [])
    assert cast("dict[str, str]", term["next"])["earliest"] == "2026-03-16T00:05:00-04:00"
    assert len(cast("list[str]", term["rows"])) == 2

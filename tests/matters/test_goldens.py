"""The other matters answer as their golden tables say, and their traps hold."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from habeas.core.edtf import read_instant
from tests.matters.asking import Row, ask, changed, edited, line_of, outcome, rows_of, shipped

MINUTE = 60 * 1_000_000


def time_of(name: str, act: str, number: int = 0) -> str:
    """What the ``number``-th row with a time says of when an event was."""
    return [row["when"] for _, row in rows_of(name) if row.get("id") == act and row.get("when")][number]


# ---- abrego-garcia ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reading", ["court", "destination", "designation"])
def test_removal_to_the_barred_country_is_a_breach_however_it_is_read(reading: str) -> None:
    line = line_of(shipped("abrego-garcia"), instrument="withholding-2019", act="act:removal", reading=reading)
    assert line["outcome"] == "breach"
    assert line["turns_on"] == []


def test_it_would_be_kept_had_the_order_been_ended_before(tmp_path: Path) -> None:
    def change(row: Row) -> Row:
        if row["subject"] == "act:withholding-termination" and row["property"] == "act.happened":
            return {**row, "property": "act.time", "value": "2025-02-20", "not": ""}
        return row

    lines = ask(changed("abrego-garcia", tmp_path, "claims/claims.csv", change))
    assert outcome(lines, instrument="withholding-2019", act="act:removal", reading="designation") == "kept"


def test_a_deadline_stayed_before_it_fell_due_is_kept() -> None:
    assert outcome(shipped("abrego-garcia"), instrument="return-order", act="act:removal") == "kept"


def test_whoever_ignores_the_stay_says_breach(tmp_path: Path) -> None:
    def change(row: Row) -> Row | None:
        return None if row["id"] == "act:administrative-stay" else row

    folder = changed("abrego-garcia", tmp_path, "events/events.csv", change)
    stay = "  except:\n    - {from: act:administrative-stay, until: act:supreme-court-order}\n"
    edited(folder, "instruments/return-order.yaml", stay, "")
    assert outcome(ask(folder), instrument="return-order", act="act:removal") == "breach"


def test_facilitating_is_undetermined_or_kept() -> None:
    lines = shipped("abrego-garcia")
    assert outcome(lines, instrument="facilitate", act="act:removal", reading="court") == "undetermined"
    assert outcome(lines, instrument="facilitate", act="act:removal", reading="government") == "kept"


# ---- dvd-v-dhs ------------------------------------------------------------------------------------------------


def test_the_notice_was_too_short_under_the_courts_reading() -> None:
    assert outcome(shipped("dvd-v-dhs"), instrument="injunction", act="act:departure", reading="court") == "breach"


@pytest.mark.parametrize("hours", [12, 16, 17, 24])
def test_it_is_too_short_for_every_length_that_anyone_claims(tmp_path: Path, hours: int) -> None:
    """Each claimed length, counted back from a departure at 06:00 on 20 May."""

    def change(row: Row) -> Row:
        notice = f"2025-05-19T{(6 - hours) % 24:02}:00"
        when = {"act:notice": notice, "act:departure": "2025-05-20T06:00"}.get(row["id"])
        return {**row, "when": when} if when else row

    lines = ask(changed("dvd-v-dhs", tmp_path, "events/events.csv", change))
    assert outcome(lines, instrument="injunction", act="act:departure", reading="court") == "breach"
    assert outcome(lines, instrument="injunction", act="act:departure", reading="government") == "kept"


def test_an_order_without_hours_is_kept_unless_the_flight_left_in_early_may() -> None:
    believed = shipped("dvd-v-dhs", "--trust=-source:washington-examiner-copy")
    assert outcome(believed, instrument="injunction", act="act:departure", reading="government") == "kept"
    everything = shipped("dvd-v-dhs")
    assert outcome(everything, instrument="injunction", act="act:departure", reading="government") == "undetermined"


@pytest.mark.parametrize("reading", ["court", "government"])
def test_the_injunction_was_stayed_at_the_hand_over_of_july(reading: str) -> None:
    line = line_of(shipped("dvd-v-dhs"), instrument="injunction", act="act:handover", reading=reading)
    assert (line["outcome"], line["because"]) == ("kept", "after_end")


def test_custody_was_kept_while_the_order_lasted() -> None:
    lines = shipped("dvd-v-dhs")
    found = {line["act"]: line["outcome"] for line in lines if line["instrument"] == "custody-order"}
    assert found == {"act:handover": "kept"}


@pytest.mark.parametrize("reading", ["district-court", "supreme-court"])
def test_the_order_of_21_may_had_ended_under_both_readings(reading: str) -> None:
    line = line_of(shipped("dvd-v-dhs"), instrument="remedial-order", act="act:handover", reading=reading)
    assert (line["outcome"], line["because"], line["turns_on"]) == ("kept", "after_end", [])


# ---- aarp-v-trump ---------------------------------------------------------------------------------------------


def test_nobody_was_removed_after_the_order() -> None:
    assert outcome(shipped("aarp-v-trump"), instrument="stop-order", act="act:removal") == "kept"


def test_notice_of_a_day_breaks_the_courts_standard_and_nobody_is_removed() -> None:
    lines = shipped("aarp-v-trump")
    assert outcome(lines, instrument="notice-duty", act="act:removal-set-for", reading="court") == "breach"
    assert outcome(lines, instrument="notice-duty", act="act:removal-set-for", reading="government") == "kept"


@pytest.mark.parametrize(
    ("first", "last", "minutes"),
    [("act:second-motion", "act:appeal", 14 * 60 + 28), ("act:status-motion", "act:ruling-asked-for", 42)],
)
def test_the_lengths_that_the_opinions_give_check(first: str, last: str, minutes: int) -> None:
    start = time_of("aarp-v-trump", first)
    (end,) = [row["value"] for _, row in rows_of("aarp-v-trump") if row.get("subject") == last
              and row["property"] == "act.planned"] or [time_of("aarp-v-trump", last)]  # fmt: skip
    zone = "America/New_York"
    assert read_instant(end, zone, 5).low - read_instant(start, zone, 5).low == minutes * MINUTE


@pytest.mark.parametrize(
    ("midnight", "expected"),
    [
        ("2025-04-19T00:00-05:00", "breach"),  # Central, as written: 01:00 Eastern, after the order of 00:55
        ("2025-04-19T00:00", "kept"),  # read as Eastern it would come before
    ],
)
def test_midnight_in_another_zone_flips_the_order_of_events(tmp_path: Path, midnight: str, expected: str) -> None:
    def change(row: Row) -> Row:
        if row["subject"] == "act:removal" and row["property"] == "act.happened":
            return {**row, "property": "act.time", "value": midnight, "stance": "asserts"}
        return row

    lines = ask(changed("aarp-v-trump", tmp_path, "claims/claims.csv", change))
    assert outcome(lines, instrument="stop-order", act="act:removal") == expected


# ---- melgar-salmeron ------------------------------------------------------------------------------------------


def test_the_stay_under_each_reading() -> None:
    lines = shipped("melgar-salmeron")
    assert outcome(lines, instrument="stay", act="act:departure", reading="court") == "breach"
    assert outcome(lines, instrument="stay", act="act:removal-begun", reading="government") == "kept"
    assert outcome(lines, instrument="stay", act="act:departure", reading="departure-on-notice") == "undetermined"


def test_without_a_time_of_boarding_the_governments_reading_is_undetermined(tmp_path: Path) -> None:
    def change(row: Row) -> Row:
        return {**row, "when": ""} if row["id"] == "act:removal-begun" else row

    lines = ask(changed("melgar-salmeron", tmp_path, "events/events.csv", change))
    assert outcome(lines, instrument="stay", act="act:removal-begun", reading="government") == "undetermined"


def test_the_assurance_hangs_on_the_day_that_one_report_gives() -> None:
    assert outcome(shipped("melgar-salmeron"), instrument="assurance", act="act:departure") == "undetermined"
    without = shipped("melgar-salmeron", "--trust=-source:ap-8-may")
    assert outcome(without, instrument="assurance", act="act:departure") == "breach"


def test_only_under_that_report_is_the_assurance_kept(tmp_path: Path) -> None:
    def change(row: Row) -> Row | None:
        return None if row["id"] == "act:departure" and row["source"] != "ap-8-may" else row

    lines = ask(changed("melgar-salmeron", tmp_path, "events/events.csv", change))
    assert outcome(lines, instrument="assurance", act="act:departure") == "kept"


@pytest.mark.parametrize(("clock", "minutes"), [("2025-05-07T10:20-04:00", 28), ("2025-05-07T10:20-05:00", 88)])
def test_central_for_eastern_gives_another_margin_and_the_same_outcome(
    tmp_path: Path, clock: str, minutes: int
) -> None:
    def change(row: Row) -> Row | None:
        if row["id"] != "act:departure":
            return row
        return {**row, "when": clock} if row["source"] == "government-filing-in-politico" else None

    lines = ask(changed("melgar-salmeron", tmp_path, "events/events.csv", change))
    assert outcome(lines, instrument="stay", act="act:departure", reading="court") == "breach"
    stay, left = (
        read_instant(text, "America/New_York", 5).low for text in (time_of("melgar-salmeron", "act:stay-order"), clock)
    )
    assert left - stay == minutes * MINUTE


# ---- grace-2018 -----------------------------------------------------------------------------------------------


def test_they_left_the_airspace_and_were_never_handed_over() -> None:
    lines = shipped("grace-2018")
    assert outcome(lines, instrument="assurance", act="act:airspace", reading="airspace") == "breach"
    kept = line_of(lines, instrument="assurance", act="act:handover", reading="handover")
    assert (kept["outcome"], kept["because"]) == ("kept", "never_happened")


def test_the_flight_turns_on_the_word() -> None:
    lines = shipped("grace-2018", "--by", "act.carrier")
    line = line_of(lines, instrument="assurance", group="carrier:flight", reading="airspace")
    assert (line["outcome"], line["turns_on"]) == ("breach", [["removal"]])


def test_the_order_to_return_was_obeyed() -> None:
    line = line_of(shipped("grace-2018"), instrument="return-forthwith", act="act:departure")
    assert (line["outcome"], line["because"]) == ("kept", "done_in_time")


# ---- uk-rwanda-2022 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("instrument", ["measure-kn", "measure-rm-hn"])
def test_the_flight_was_cancelled(instrument: str) -> None:
    line = line_of(shipped("uk-rwanda-2022"), instrument=instrument, act="act:departure")
    assert (line["outcome"], line["because"]) == ("kept", "never_happened")


def test_the_expiry_lies_between_16_and_17_utc() -> None:
    expiry = read_instant(time_of("uk-rwanda-2022", "act:expiry-rm-hn"), "Europe/London", 5)
    low, high = (read_instant(text, "UTC", 5) for text in ("2022-06-20T16:00Z", "2022-06-20T17:00Z"))
    assert expiry.intervals == ((low.low, high.high),)


@pytest.mark.parametrize(
    ("departure", "expected"),
    [
        ("2022-06-20T15:30Z", "breach"),  # before the expiry whatever the zone meant
        ("2022-06-20T16:30Z", "undetermined"),  # between the two meanings
        ("2022-06-20T17:30Z", "kept"),  # after it whatever the zone meant
    ],
)
def test_a_departure_between_the_two_meanings_is_undetermined(tmp_path: Path, departure: str, expected: str) -> None:
    def change(row: Row) -> Row | None:
        if row["subject"] == "act:departure" and row["property"] == "act.happened":
            return {**row, "property": "act.time", "value": departure, "stance": "asserts"}
        return row

    folder = changed("uk-rwanda-2022", tmp_path, "claims/claims.csv", change)
    found = ask(folder)
    assert outcome(found, instrument="measure-rm-hn", act="act:departure") == expected


# ---- standing-limits ------------------------------------------------------------------------------------------


def test_a_library_alone_gives_no_line() -> None:
    assert cast("tuple[object, ...]", shipped("standing-limits")) == ()

"""The first matter answers as its golden table says, under each reading and with less evidence."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import cast

import pytest

from habeas.matters import copy
from tests.matters.asking import Line, Row, ask, changed, edited, line_of, outcome, shipped

NAME = "jgg-v-trump"
SWORN = "--trust=-kind:inference"

# axis letters of the golden table -> term and meaning of the instrument
MEANING = {
    "A1": ("in_force.from", "spoken"), "A2": ("in_force.from", "written"),
    "B1": ("removal", "airspace"), "B2": ("removal", "handover"),
    "C0": ("return_duty", "none"), "C1": ("return_duty", "spoken_command"),
    "D1": ("class", "subject"), "D2": ("class", "solely"),
    "E1": ("vacatur", "later_only"), "E2": ("vacatur", "void"),
}  # fmt: skip
ACT = {"B1": "airspace", "B2": "handover"}


COMBINATIONS = [
    *product(("A1", "A2"), ("B1", "B2"), ("C0",), ("D1", "D2"), ("E1",)),
    ("A1", "B2", "C1", "D1", "E1"),
    *product(("A1", "A2"), ("B1", "B2"), ("C0", "C1"), ("D1",), ("E2",)),
]


@pytest.fixture(scope="module")
def combined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The matter with a reading for each combination that the golden table asks for: ``A1-B1-C0-D1-E1``."""
    folder = copy(NAME, tmp_path_factory.mktemp("combined") / NAME)
    added = "".join(reading_of("-".join(axes), *axes) for axes in COMBINATIONS)
    return edited(folder, "instruments/class-order.yaml", "readings:\n", f"readings:\n{added}")


def reading_of(name: str, *axes: str) -> str:
    """A reading as the instrument file writes it."""
    return f"  {name}:\n" + "".join(f"    {MEANING[axis][0]}: {MEANING[axis][1]}\n" for axis in axes)


@pytest.fixture(scope="module")
def full(combined: Path) -> list[Line]:
    return ask(combined)


@pytest.fixture(scope="module")
def sworn(combined: Path) -> list[Line]:
    """On sworn evidence alone: what was worked out from positions left aside."""
    return ask(combined, SWORN)


def removal(lines: list[Line], flight: int, reading: str) -> str | None:
    act = f"act:flight-{flight}-{ACT[reading.split('-')[1]]}"
    return outcome(lines, instrument="class-order", clause="no-removal", act=act, reading=reading)


# ---- golden: flights 1 and 2 ------------------------------------------------------------------------------


@pytest.mark.parametrize("flight", [1, 2])
@pytest.mark.parametrize("people", ["D1", "D2"])
def test_spoken_order_and_airspace_is_undetermined_on_sworn_evidence_and_kept_with_positions(
    full: list[Line], sworn: list[Line], flight: int, people: str
) -> None:
    reading = f"A1-B1-C0-{people}-E1"
    assert removal(sworn, flight, reading) == "undetermined"
    assert removal(full, flight, reading) == "kept"


@pytest.mark.parametrize("flight", [1, 2])
@pytest.mark.parametrize("people", ["D1", "D2"])
def test_written_order_and_airspace_is_kept_on_any_evidence(
    full: list[Line], sworn: list[Line], flight: int, people: str
) -> None:
    reading = f"A2-B1-C0-{people}-E1"
    assert removal(sworn, flight, reading) == "kept"
    assert removal(full, flight, reading) == "kept"


@pytest.mark.parametrize("flight", [1, 2])
@pytest.mark.parametrize("order", ["A1", "A2"])
@pytest.mark.parametrize("people", ["D1", "D2"])
def test_handing_over_breaks_both_orders_on_any_evidence(
    full: list[Line], sworn: list[Line], flight: int, order: str, people: str
) -> None:
    reading = f"{order}-B2-C0-{people}-E1"
    assert removal(sworn, flight, reading) == "breach"
    assert removal(full, flight, reading) == "breach"


@pytest.mark.parametrize("flight", [1, 2])
def test_duty_to_return_is_broken_because_it_is_conceded_that_no_flight_was_ordered_back(
    full: list[Line], flight: int
) -> None:
    line = line_of(full, clause="bring-back", act=f"act:flight-{flight}-departure", reading="A1-B2-C1-D1-E1")
    assert (line["outcome"], line["because"]) == ("breach", "never_done")


@pytest.mark.parametrize("flight", [1, 2])
@pytest.mark.parametrize("left_out", ["the whole act", "the concession alone"])
def test_without_the_concession_the_duty_to_return_is_undetermined(tmp_path: Path, flight: int, left_out: str) -> None:
    def change(row: Row) -> Row | None:
        about = row["subject"] == f"act:flight-{flight}-return"
        return None if about and (left_out == "the whole act" or row["property"] == "act.happened") else row

    lines = ask(changed(NAME, tmp_path, "claims/returns.csv", change), "--reading", "plaintiffs")
    assert outcome(lines, clause="bring-back", act=f"act:flight-{flight}-departure") == "undetermined"
    if left_out == "the whole act":
        # A return at an unknown time may have been for others too: nobody says that they were not among them.
        assert outcome(lines, clause="bring-back", act=f"act:flight-{3 - flight}-departure") == "breach"


# ---- golden: flight 3 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["A1", "A2"])
@pytest.mark.parametrize("word", ["B1", "B2"])
def test_flight_3_is_outside_the_class_or_undetermined(full: list[Line], order: str, word: str) -> None:
    assert removal(full, 3, f"{order}-{word}-C0-D2-E1") == "not_bound"
    assert removal(full, 3, f"{order}-{word}-C0-D1-E1") == "undetermined"


@pytest.mark.parametrize("order", ["A1", "A2"])
@pytest.mark.parametrize("word", ["B1", "B2"])
def test_flight_3_would_be_a_breach_if_one_passenger_is_shown_to_be_subject_to_the_proclamation(
    tmp_path: Path, order: str, word: str
) -> None:
    def change(row: Row) -> Row:
        shown = row["subject"] == "group:flight-3-passengers" and row["property"] == "group.part_of"
        return {**row, "property": "group.some_in", "value": "group:subject-to-proclamation"} if shown else row

    folder = changed(NAME, tmp_path, "claims/groups.csv", change)
    shown = reading_of("shown", order, word, "C0", "D1", "E1")
    edited(folder, "instruments/class-order.yaml", "readings:\n", f"readings:\n{shown}")
    lines = ask(folder, "--reading", "shown")
    assert outcome(lines, instrument="class-order", act=f"act:flight-3-{ACT[word]}") == "breach"


def test_for_flight_3_the_membership_of_its_passengers_would_settle_it() -> None:
    line = line_of(shipped(NAME), clause="no-removal", act="act:flight-3-handover", reading="plaintiffs")
    first = cast("list[dict[str, object]]", line["would_settle"])[0]
    assert "group:flight-3-passengers" in str(first["fact"])
    assert "group:subject-to-proclamation" in str(first["fact"])
    assert (first["open_because"], first["decisive"]) == ("gap", True)


@pytest.mark.parametrize("flight", [1, 2])
def test_for_spoken_order_and_airspace_the_minute_of_leaving_would_settle_it(flight: int) -> None:
    act = f"act:flight-{flight}-airspace"
    line = line_of(shipped(NAME, SWORN), clause="no-removal", act=act, reading="spoken-and-airspace")
    facts = [str(fact["fact"]) for fact in cast("list[dict[str, object]]", line["would_settle"])]
    assert act in facts[0]
    assert "act.time" in facts[0]


# ---- golden: the other two ----------------------------------------------------------------------------------


def test_the_five_named_plaintiffs_were_not_removed() -> None:
    line = line_of(shipped(NAME), instrument="tro1", act="act:removal-of-the-five")
    assert (line["outcome"], line["because"]) == ("kept", "never_happened")


@pytest.mark.parametrize("flight", [1, 2, 3])
def test_the_first_order_does_not_reach_the_flights(flight: int) -> None:
    assert outcome(shipped(NAME), instrument="tro1", act=f"act:flight-{flight}-handover") == "not_bound"


def test_an_order_that_never_bound_binds_no_flight(full: list[Line]) -> None:
    found = [line for line in full if line["instrument"] == "class-order" and str(line["reading"]).endswith("-E2")]
    assert {line["outcome"] for line in found} == {"not_bound"}
    assert {line["reading"] for line in found} == {"-".join(axes) for axes in COMBINATIONS if axes[-1] == "E2"}


# ---- golden bundles -----------------------------------------------------------------------------------------

BUNDLES = {
    "government": ("kept", "kept", "not_bound"),
    "plaintiffs": ("breach", "breach", "undetermined"),
    "court-spoken": ("breach", "breach", "undetermined"),  # the court made no finding on the third flight
    "court-written": ("breach", "breach", "undetermined"),
    "written-and-handover": ("breach", "breach", "not_bound"),
    "spoken-and-airspace": ("kept", "kept", "not_bound"),
    "void": ("not_bound", "not_bound", "not_bound"),
}


@pytest.mark.parametrize("reading", BUNDLES)
def test_each_flight_under_each_named_reading(reading: str) -> None:
    lines = shipped(NAME, "--by", "act.carrier")
    found = tuple(
        outcome(lines, instrument="class-order", clause="no-removal", group=f"carrier:flight-{n}", reading=reading)
        for n in (1, 2, 3)
    )
    assert found == BUNDLES[reading]


def test_spoken_order_and_airspace_on_sworn_evidence_alone() -> None:
    lines = shipped(NAME, SWORN, "--by", "act.carrier", "--reading", "spoken-and-airspace")
    found = tuple(
        outcome(lines, instrument="class-order", clause="no-removal", group=f"carrier:flight-{n}") for n in (1, 2, 3)
    )
    assert found == ("undetermined", "undetermined", "not_bound")


@pytest.mark.parametrize("flight", [1, 2])
def test_the_readings_of_a_flight_turn_on_the_word_removal(flight: int) -> None:
    lines = shipped(NAME, "--by", "act.carrier")
    for reading in ("government", "court-written"):
        line = line_of(lines, clause="no-removal", group=f"carrier:flight-{flight}", reading=reading)
        assert ["removal"] in cast("list[list[str]]", line["turns_on"])


def test_every_named_reading_gives_some_line_for_each_flight() -> None:
    lines = shipped(NAME, "--by", "act.carrier")
    for reading in BUNDLES:
        groups = {line["group"] for line in lines if line["reading"] == reading and line["clause"] == "no-removal"}
        assert {"carrier:flight-1", "carrier:flight-2", "carrier:flight-3"} <= groups


# ---- traps ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flight", [1, 2])
def test_conclusions_of_others_are_no_input(tmp_path: Path, flight: int) -> None:
    def change(row: Row) -> Row | None:
        return None if row["property"] in ("act.breaches", "act.complies", "act.manner") else row

    lines = ask(changed(NAME, tmp_path, "claims/conclusions.csv", change), "--reading", "plaintiffs")
    act = f"act:flight-{flight}-handover"
    assert outcome(lines, instrument="class-order", act=act) == "breach"
    now = line_of(shipped(NAME), instrument="class-order", act=act, reading="plaintiffs")
    assert line_of(lines, instrument="class-order", act=act)["strength"] == now["strength"]


def test_without_what_is_unverified_no_outcome_changes_for_flights_1_and_2() -> None:
    trusted = shipped(NAME, "--trust=-kind:unverified", "--by", "act.carrier")
    everything = shipped(NAME, "--by", "act.carrier")
    for reading in BUNDLES:
        for n in (1, 2):
            where = {"clause": "no-removal", "group": f"carrier:flight-{n}", "reading": reading,
                     "instrument": "class-order"}  # fmt: skip
            assert outcome(trusted, **where) == outcome(everything, **where)

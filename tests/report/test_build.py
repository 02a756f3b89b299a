"""The page of the first matter: its answers are the law part's, its words the matter's, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from habeas import matters
from habeas.core.claim import Claim
from habeas.core.matter import Matter
from habeas.core.schema import load_schema
from habeas.intake import read_matter
from habeas.law import Examination, Line, groups, load_instruments
from habeas.law.findings.examination import own_clauses
from habeas.law.findings.group_reasons import gravest
from habeas.law.instruments.model import Instrument, Reading
from habeas.report.about import about
from habeas.report.build import build
from habeas.report.model import Cell, Page, Panel
from habeas.view import Filters, read_trust, select

MINUTE = 60_000_000


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    folder = tmp_path_factory.mktemp("matter") / "jgg-v-trump"
    matters.copy("jgg-v-trump", folder)
    return read_matter(folder)


@pytest.fixture(scope="module")
def instruments(matter: Matter) -> tuple[Instrument, ...]:
    return load_instruments(matter.folder / "instruments", load_schema(matter.codes), matter.zone, matter.about)


@pytest.fixture(scope="module")
def make(matter: Matter, instruments: tuple[Instrument, ...]) -> Callable[[Sequence[Claim]], Page]:
    def made(claims: Sequence[Claim]) -> Page:
        return build(matter, claims, instruments, about(matter, claims, Filters()))

    return made


@pytest.fixture(scope="module")
def page(matter: Matter, make: Callable[[Sequence[Claim]], Page]) -> Page:
    return make(select(matter, Filters()))


def cells(panel: Panel, reading: str) -> dict[tuple[str, str], Cell]:
    """The cells of one reading, by duty and row."""
    place = next(one.combination for one in panel.readings if one.id == reading)
    return {
        (duty.id, row.title): panel.cells[cell]
        for (duty, row), cell in zip(panel.lines, panel.combinations[place].cells, strict=True)
    }


def test_the_sentence_of_answer(page: Page) -> None:
    assert page.question == "Was the order kept on the night of 15 March 2025?"
    first, second = page.panels[0].answers[0].sentences
    assert first == (
        "For flights 1 and 2 it depends on one word, “removal”: "
        "kept if removal is complete on leaving the airspace of the United States; "
        "broken if removal is handing people out of United States custody to a foreign state."
    )
    assert second.startswith("For flight 3 it depends on one word, “class”: not bound if ")
    assert second.endswith(
        "as nobody in these sources has said "
        "whether anyone in “flight 3 passengers” belongs to “subject to proclamation”."
    )


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("government", ["kept", "kept", "not_bound"]),
        ("plaintiffs", ["breach", "breach", "undetermined"]),
        ("court-spoken", ["breach", "breach", "undetermined"]),
        ("court-written", ["breach", "breach", "undetermined"]),
        ("spoken-and-airspace", ["kept", "kept", "not_bound"]),
        ("void", ["not_bound", "not_bound", "not_bound"]),
    ],
)
def test_the_matrix_of_flights(page: Page, reading: str, expected: list[str]) -> None:
    shown = cells(page.panels[0], reading)
    assert [shown["no-removal", f"Flight {number}"].outcome for number in (1, 2, 3)] == expected


def test_a_duty_that_a_reading_does_not_know_is_said_to_be_none(page: Page) -> None:
    shown = cells(page.panels[0], "government")
    assert shown["bring-back", "Flight 1"].because == "switched_off"
    assert cells(page.panels[0], "plaintiffs")["bring-back", "Flight 1"].because == "never_done"


def test_every_cell_of_every_combination_is_what_the_law_part_says(
    page: Page, matter: Matter, instruments: tuple[Instrument, ...]
) -> None:
    schema = load_schema(matter.codes)
    examination = Examination(select(matter, Filters()), matter.origin_of, schema, matter.zone, None)
    rows = groups(examination, "act.carrier")
    for instrument in instruments:
        panel = next(one for one in page.panels if one.id == instrument.id)
        clauses = {clause.id: clause for clause in own_clauses(instrument)}
        assert len(panel.combinations) == (48 if instrument.id == "class-order" else 1)
        for one in panel.combinations:
            reading = Reading("", dict(zip(sorted(instrument.terms), one.meanings, strict=True)))
            for (duty, row), cell in zip(panel.lines, one.cells, strict=True):
                lines = [Line(instrument, clauses[duty.id], act, reading) for act in rows[row.id]]
                assert panel.cells[cell].outcome == gravest([examination.outcome(line) for line in lines])


def test_conclusions_of_others_stand_beside_their_cell_with_who_vacated_them(page: Page) -> None:
    told = {
        reading: [
            f"{one.who}: {one.words}, {one.when} ({one.ended})"
            for one in cells(page.panels[0], reading)["no-removal", "Flight 1"].conclusions
        ]
        for reading in ("court-written", "government")
    }
    court = next(line for line in told["court-written"] if line.startswith("District Court"))
    assert court.startswith("District Court: finding of a breach")
    assert court.endswith("16 April 2025 (vacated by D.C. Circuit, 8 August 2025)")
    assert any("White House (Leavitt): denial that it was deliberate" in line for line in told["court-written"])
    assert [line.split(",")[0] for line in told["government"]] == ["DOJ: assertion that it was kept"]


def test_conclusions_of_others_change_no_answer(
    page: Page, matter: Matter, make: Callable[[Sequence[Claim]], Page]
) -> None:
    claims = [claim for claim in select(matter, Filters())
              if claim.property not in ("act.breaches", "act.complies", "act.manner")]  # fmt: skip
    without = make(claims)
    for panel, bare in zip(page.panels, without.panels, strict=True):
        assert not any(cell.conclusions for cell in bare.cells)
        for one, other in zip(panel.combinations, bare.combinations, strict=True):
            assert [panel.cells[at].outcome for at in one.cells] == [bare.cells[at].outcome for at in other.cells]


def test_every_claim_stands_on_the_page_with_its_row_speaker_and_address(page: Page, matter: Matter) -> None:
    claims = select(matter, Filters())
    shown = {
        (witness.row, statement.words, witness.speaker, witness.url)
        for event in (*page.chronology, *page.undated)
        for said in (*event.rows, *event.also)
        for statement in [said.statement]
        for witness in statement.witnesses
    }
    rows = {row for row, *_ in shown}
    kinds = {claim.row for claim in claims if claim.property == "act.kind"}  # said by the title where undisputed
    assert {claim.row for claim in claims} - kinds <= rows
    speakers = {(row, speaker) for row, _, speaker, _ in shown}
    assert {(claim.row, claim.speaker) for claim in claims if claim.row in rows} == speakers
    addresses = {matter.sources[claim.source].url for claim in claims}
    assert addresses - {""} == {url for *_, url in shown} - {""}


def test_what_is_inferred_or_unverified_is_marked(page: Page, matter: Matter) -> None:
    for event in (*page.chronology, *page.undated):
        for said in (*event.rows, *event.also):
            for witness in said.statement.witnesses:
                kind = matter.sources[witness.source].kind
                assert witness.marks == {"inference": ("inferred",), "unverified": ("unverified",)}.get(kind, ())


def test_the_chronology_is_in_order_and_brackets_only_what_cannot_all_be_true(page: Page) -> None:
    oral = next(event for event in page.chronology if event.id == "act:oral-order")
    assert all(row.rival for row in oral.rows)
    order = next(event for event in page.chronology if event.id == "act:tro1-order")
    assert [row.rival for row in order.rows] == [False, False]  # "before noon" and 09:40 are read together
    assert [row.shown for row in order.rows] == ["2025-03-15 00:00 to 11:59 EDT", "2025-03-15 09:40 EDT"]


def test_reasons_name_words_speaker_source_and_row(page: Page) -> None:
    reasons = cells(page.panels[0], "plaintiffs")["no-removal", "Flight 1"].reasons
    assert reasons.sentence == "Broken: it was done while the order forbade it."
    handover = next(one for one in reasons.statements if one.words.startswith("Flight 1 handover was at"))
    assert {witness.speaker for witness in handover.witnesses} >= {"District Court"}
    assert all(witness.row.startswith("flights.csv:") for witness in handover.witnesses)
    assert set(reasons.turns_on) >= {("removal",)}
    assert all(set(support) <= set(range(len(reasons.statements))) for support in reasons.supports)


def test_ask_next_names_the_membership_of_the_third_flight_first(page: Page) -> None:
    first = page.requests[0]
    assert first.sentence == (
        "Please state whether anyone in “flight 3 passengers” belongs to “subject to proclamation”."
    )
    assert first.decisive
    assert "“No removal” for flight 3" in first.settles


def test_without_what_was_inferred_the_minute_of_leaving_the_airspace_is_what_to_ask(
    matter: Matter, make: Callable[[Sequence[Claim]], Page]
) -> None:
    filters = replace(Filters(), trust=read_trust(["!kind:inference"], matter))
    page = make(select(matter, filters))
    cell = cells(page.panels[0], "spoken-and-airspace")["no-removal", "Flight 1"]
    assert (cell.outcome, cell.because) == ("undetermined", "imprecise")
    assert cell.reasons.settle[0].request == "Please state when flight 1 airspace was, to the minute."
    assert not any(witness.marks == ("inferred",) for event in page.chronology for row in event.rows
                   for witness in row.statement.witnesses)  # fmt: skip


def test_the_band_is_as_soft_as_the_order_s_moment_is_unknown(page: Page) -> None:
    figure = page.panels[0].figure
    assert figure is not None
    spoken, written = sorted(figure.bands, key=lambda band: band.start or (0, 0))
    assert spoken.start is not None
    assert written.start is not None
    assert spoken.start[1] - spoken.start[0] == 4 * MINUTE - 1  # 18:45 to 18:48, read together
    assert written.start[1] - written.start[0] == 2 * MINUTE - 1  # 19:25 and 19:26
    assert spoken.words == "in force, “spoken”"


def test_lanes_are_the_flights_then_the_court_and_acts_that_count_follow_the_reading(page: Page) -> None:
    panel = page.panels[0]
    assert panel.figure is not None
    assert [lane.title for lane in panel.figure.lanes][:4] == ["Flight 1", "Flight 2", "Flight 3", "D.D.C."]
    counts = {one.id: panel.combinations[one.combination].counts for one in panel.readings}
    assert counts["government"] == ("act:flight-1-airspace", "act:flight-2-airspace", "act:flight-3-airspace")
    assert "act:flight-1-handover" in counts["court-written"]
    departs = panel.figure.lanes[0].acts[0]
    assert departs.words == "departs from Harlingen"
    assert departs.rivals
    assert all(mark.point for mark in departs.marks)


def test_the_five_named_plaintiffs(page: Page) -> None:
    panel = next(one for one in page.panels if one.id == "tro1")
    assert cells(panel, "as_written")["no-removal", "Removal of the five"].outcome == "kept"
    assert panel.terms == ()


def test_the_order_of_claims_changes_nothing_but_the_order_of_witnesses(
    page: Page, matter: Matter, make: Callable[[Sequence[Claim]], Page]
) -> None:
    turned = make(select(matter, Filters())[::-1])
    assert [panel.answers for panel in turned.panels] == [panel.answers for panel in page.panels]
    assert [event.id for event in turned.chronology] == [event.id for event in page.chronology]
    assert turned.requests == page.requests

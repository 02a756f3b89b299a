"""The sentence of answer: from the findings and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from habeas.core.finding import OUTCOMES, Outcome
from habeas.report.answer import _fits, _short, answers
from habeas.report.model import Cell, Combination, Panel, Reading, Reasons
from tests.report.pages import page

PANEL = page().panels[0]


NOBODY = "as nobody has said whether any of the flight 3 passengers belong to the class"
COMMAND = "the words from the bench command that aircraft come back"


def test_it_depends_on_one_word_and_says_which_way() -> None:
    first, second = answers(PANEL)
    assert (first.about, second.about) == ("No removal", "Bring back")
    assert "\n".join(first.sentences) == (
        "For flights 1 and 2 it depends on one word, “removal”: "
        "kept if removal is complete on leaving the airspace; "
        "broken if removal is handing people over.\n"
        "For flight 3 it depends on one word, “class”: "
        "not bound if whoever is otherwise removable is outside; "
        f"undetermined if anyone subject to the Proclamation is in the class, {NOBODY}."
    )


def test_a_term_that_changes_nothing_any_more_is_left_out_of_the_condition() -> None:
    _, second = answers(PANEL)
    assert "\n".join(second.sentences) == (
        "For flights 1 and 2 it depends on one point, “return duty”: "
        f"broken if {COMMAND}; "
        "not bound if there is no duty to come back.\n"
        "For flight 3 it depends on two points, “return duty” and “class”: "
        "not bound if there is no duty to come back, or if whoever is otherwise removable is outside; "
        f"undetermined if {COMMAND} and anyone subject to the Proclamation is in the class, {NOBODY}."
    )


def with_cells(outcomes: dict[tuple[str, ...], Outcome], readings: tuple[Reading, ...]) -> Panel:
    """The fixture's panel with one row, and these outcomes."""
    cells = tuple(Cell(outcome, "gap", Reasons("")) for outcome in OUTCOMES)
    combinations = tuple(Combination(meanings, (OUTCOMES.index(outcome),)) for meanings, outcome in outcomes.items())
    duty = replace(PANEL.duties[0], rows=PANEL.duties[0].rows[:1])
    return replace(PANEL, duties=(duty,), cells=cells, combinations=combinations, readings=readings)


def said(outcomes: dict[tuple[str, ...], Outcome], readings: tuple[Reading, ...]) -> str:
    (answer,) = answers(with_cells(outcomes, readings))
    (sentence,) = answer.sentences
    return sentence


def every(outcome: Outcome, **but: Outcome) -> dict[tuple[str, ...], Outcome]:
    """The fixture's combinations, all with one outcome but for those that hold a meaning named."""
    return {
        one.meanings: next((other for meaning, other in but.items() if meaning in one.meanings), outcome)
        for one in PANEL.combinations
    }


def test_where_nothing_matters_it_says_so() -> None:
    assert said(every("kept"), PANEL.readings) == "For flight 1 every reading gives the same answer: kept."
    assert said(every("kept"), PANEL.readings[:1]) == "For flight 1 the answer is kept."
    assert said(every("undetermined"), PANEL.readings[:1]) == "For flight 1 the answer is undetermined."


def test_a_reading_without_a_source_is_no_part_of_the_dispute_and_is_not_passed_over_in_silence() -> None:
    places = [one.meanings for one in PANEL.combinations]
    mine = Reading("a", "a", places.index(("airspace", "written", "none", "solely")), source="x")
    yours = Reading("b", "b", places.index(("airspace", "written", "spoken_command", "solely")), source="y")
    nobodys = Reading("c", "c", places.index(("handover", "written", "none", "solely")))
    sentence = said(every("kept", handover="breach"), (mine, yours, nobodys))
    assert sentence == "For flight 1 every reading with a source gives the same answer: kept."


def test_one_holder_with_a_source_is_no_dispute() -> None:
    readings = tuple(replace(one, source="" if at else "x") for at, one in enumerate(PANEL.readings))
    assert "it depends on one word, “removal”" in said(every("kept", handover="breach"), readings)


MEANINGS = st.tuples(*[st.sampled_from(("a", "b"))] * 3)


@given(st.lists(st.sampled_from(OUTCOMES), min_size=8, max_size=8))
def test_the_conditions_cover_every_case_and_no_other(outcomes: list[Outcome]) -> None:
    cases = [(x, y, z) for x in "ab" for y in "ab" for z in "ab"]
    branches: dict[tuple[str | None, ...], Cell] = {
        case: Cell(outcome, "", Reasons("")) for case, outcome in zip(cases, outcomes, strict=True)
    }
    short = _short(branches)
    for case, outcome in zip(cases, outcomes, strict=True):
        fitting = [told for told, conditions, _ in short for condition in conditions if _fits(case, condition)]
        assert set(fitting) == {outcome}
    assert len({told for told, _, _ in short}) == len(short)

"""The table of all readings: it says what each combination gives, once, and no more than is needed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.core.finding import Outcome
from habeas.law import Examination, Line
from habeas.law.findings.decision import LIMIT, Decision, decision, decision_of
from habeas.law.instruments.resolve import all_readings
from tests.law.engine import examine, instruments_of
from tests.law.oracle import Matter
from tests.law.strategies import matters

TERMS = {"removal": ("departure", "airspace", "handover"), "from": ("spoken", "written"), "duty": ("on", "off")}


def combinations(terms: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
    return [dict(zip(terms, picked, strict=True)) for picked in product(*terms.values())]


def made(terms: Mapping[str, tuple[str, ...]], outcomes: list[Outcome | None]) -> Decision:
    told = {tuple(one.values()): outcome for one, outcome in zip(combinations(terms), outcomes, strict=True)}
    found = decision(terms, lambda choices: told[tuple(choices.values())])
    assert found is not None
    return found


@given(st.lists(st.sampled_from(["breach", "kept", None]), min_size=12, max_size=12))
def test_each_combination_is_of_one_row_that_gives_its_outcome(outcomes: list[Outcome | None]) -> None:
    found = made(TERMS, outcomes)
    for choices, outcome in zip(combinations(TERMS), outcomes, strict=True):
        assert [row.outcome for row in found.rows if row.holds(choices)] == [outcome]


@given(st.lists(st.sampled_from(["breach", "kept", None]), min_size=12, max_size=12))
def test_a_term_is_named_exactly_where_changing_it_alone_changes_something(outcomes: list[Outcome | None]) -> None:
    found = made(TERMS, outcomes)
    told = {tuple(one.values()): outcome for one, outcome in zip(combinations(TERMS), outcomes, strict=True)}
    matter = {
        term
        for term in TERMS
        for one in combinations(TERMS)
        for other in TERMS[term]
        if told[tuple(one.values())] != told[tuple({**one, term: other}.values())]
    }
    assert set(found.terms) == matter
    assert {term for row in found.rows for term, _ in row.when} == matter


def test_meanings_that_never_differ_share_a_row_and_the_shortest_table_is_found() -> None:
    """Breach where the removal is the hand-over and there is a duty; from when it is in force does not matter."""
    found = decision(TERMS, lambda c: "breach" if c["removal"] == "handover" and c["duty"] == "on" else "kept")
    assert found is not None
    assert found.terms == ("removal", "duty")
    assert [(row.when, row.outcome) for row in found.rows] == [
        ((("removal", ("departure", "airspace")),), "kept"),
        ((("removal", ("handover",)), ("duty", ("on",))), "breach"),
        ((("removal", ("handover",)), ("duty", ("off",))), "kept"),
    ]
    assert found.combinations == 12


def test_where_the_dispute_does_not_matter_one_row_says_so() -> None:
    found = decision(TERMS, lambda _: "kept")
    assert found is not None
    assert (found.terms, [(row.when, row.outcome) for row in found.rows]) == ((), [((), "kept")])


def test_without_terms_there_is_one_combination() -> None:
    found = decision({}, lambda _: None)
    assert found is not None
    assert (found.combinations, found.rows[0].outcome) == (1, None)


def test_above_the_bound_there_is_no_table() -> None:
    many = {f"term-{number}": ("yes", "no") for number in range(LIMIT.bit_length())}
    assert decision(many, lambda _: "kept") is None


@settings(max_examples=40)
@given(matters())
def test_the_table_of_a_clause_agrees_with_every_reading(matter: Matter) -> None:
    examination = examine(matter)
    for instrument in instruments_of(matter):
        for reading in all_readings(instrument):
            for clause in instrument.clauses:
                for act in examination.acts[:2]:
                    line = Line(instrument, clause, act, reading)
                    _agrees(examination, line)


def _agrees(examination: Examination, line: Line) -> None:
    found = decision_of(examination, line)
    assert found is not None
    assert found.row_of(line.reading.choices).outcome == examination.outcome(line)

"""What is worked out once for a pattern is what would be worked out for each question, on all contents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.large_matter import make
from habeas.core.schema import load_schema
from habeas.intake import read_matter
from habeas.law import Examination, load_instruments
from habeas.law.findings.clause_by_clause import clause_by_clause, findings_of
from habeas.law.findings.examination import Line, chosen_readings, order_of
from habeas.law.findings.run import examine
from habeas.law.instruments.resolve import readings_of
from habeas.view import Filters, select
from tests.law import engine
from tests.law.many_people import many_people
from tests.law.oracle import Matter
from tests.law.strategies import random_matter


class Apart(Examination):
    """Asks every question of all contents, whatever others got."""

    def _judge(self, duty, subject):  # type: ignore[no-untyped-def]
        return self.kernel.judge(self.facts, duty, subject)

    def reasons(self, duty, subject):  # type: ignore[no-untyped-def]
        self.alike.question = lambda duty, subject: None  # type: ignore[method-assign]
        return super().reasons(duty, subject)


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_near_contents_answer_as_all_contents_do(start: int) -> None:
    for seed in range(start, start + 20):
        matter = random_matter(seed)
        together = engine.examine(matter)
        apart = engine.examine(matter)
        apart.__class__ = Apart
        for instrument in engine.instruments_of(matter):
            for reading in readings_of(instrument).values():
                lines = list(together.lines(instrument, reading))
                assert lines == list(apart.lines(instrument, reading))
                for line in lines:
                    ours, theirs = together.finding(line), apart.finding(line)
                    if not (ours.bounded or theirs.bounded):
                        assert ours == theirs, f"matter {seed}"
                    assert ours.outcome == theirs.outcome


def _lines(examination: Examination, matter: Matter) -> Iterator[Line]:
    for instrument in engine.instruments_of(matter):
        for reading in readings_of(instrument).values():
            yield from examination.lines(instrument, reading)


ONCE_SHARED = (172, 219, 359, 367, 509, 810, 1164, 1377, 1699)  # matters in which a pattern once had too much in it


@pytest.mark.parametrize("start", range(0, 160, 20))
def test_patterns_answer_as_each_question_does(start: int) -> None:
    for seed in [*range(start, start + 20), *ONCE_SHARED[start // 20 :: 8]]:
        matter = many_people(seed)
        together, apart = engine.examine(matter), engine.examine(matter)
        apart.alike._order = lambda subject, own, asked: None  # type: ignore[method-assign]
        for line in _lines(together, matter):
            ours, theirs = together.outcome(line), apart.outcome(line)
            assert ours == theirs, f"matter {seed}, {line.clause.id} of {line.subject}"


@pytest.mark.parametrize("seed", range(40))
def test_patterns_have_the_reasons_of_each_question(seed: int) -> None:
    matter = many_people(seed, people=7)
    together, apart = engine.examine(matter), engine.examine(matter)
    apart.alike._order = lambda subject, own, asked: None  # type: ignore[method-assign]
    for line in _lines(together, matter):
        ours, theirs = together.finding(line), apart.finding(line)
        assert ours.outcome == theirs.outcome
        if not (ours.bounded or theirs.bounded):
            assert ours == theirs, f"{line.clause.id} of {line.subject}"


def test_patterns_of_a_large_matter_answer_as_each_line_does(tmp_path: Path) -> None:
    make(tmp_path / "matter", 200)
    matter = read_matter(tmp_path / "matter")
    claims = select(matter, Filters())
    instruments = load_instruments(
        tmp_path / "matter" / "instruments", load_schema(matter.codes), matter.zone, matter.about
    )
    together, apart = examine(matter, claims), examine(matter, claims)
    apart.__class__ = Apart
    seen = 0
    for number, (instrument, reading) in enumerate(chosen_readings(instruments, None, every=False)):
        if number % 7:
            continue
        for line in list(together.lines(instrument, reading))[number % 5 :: 5]:
            ours, theirs = together.finding(line), apart.finding(line)
            assert (ours.outcome, ours.because, ours.turns_on) == (theirs.outcome, theirs.because, theirs.turns_on)
            assert ours.would_settle == theirs.would_settle
            if not (ours.bounded or theirs.bounded):
                assert ours == theirs
            seen += 1
    assert seen > 50
    assert len(together.alike._told) < seen


def test_the_lines_of_a_subject_together_are_what_each_is_by_itself() -> None:
    for seed in range(60):
        matter = random_matter(seed)
        together, alone = engine.examine(matter), engine.examine(matter)
        chosen = [(one, reading) for one in engine.instruments_of(matter) for reading in readings_of(one).values()]
        found = [finding for asked in clause_by_clause(chosen) for finding in findings_of(together, asked)]
        assert found == sorted((alone.finding(line) for line in _lines(alone, matter)), key=order_of)

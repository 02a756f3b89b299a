"""What must hold of every matter, tried on small ones drawn at random (`tests.law.strategies`).

Each test is one law: how the answers to two matters hang together, whatever either answer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.core.edtf import read_instant
from habeas.core.finding import Finding
from habeas.core.instant import MAX, MIN
from habeas.law.resolve import readings_of
from tests.law.engine import claims_of, examine, instruments_of, outcomes
from tests.law.oracle import Matter, Row
from tests.law.strategies import matters

INSTANTS = ("act.time", "custody.start", "custody.end")
MOMENT = re.compile(r"2025-01-01T(\d\d):(\d\d)")
DAY = re.compile(r"(?<![-\d])2025-01-0[12](?![-\dT])")


def found(matter: Matter) -> dict[tuple[str, str, str, str], Finding]:
    """Every finding with its reasons, by instrument, clause, subject and reading."""
    examination = examine(matter)
    return {
        (instrument.id, line.clause.id, line.subject or "", reading.id): examination.finding(line)
        for instrument in instruments_of(matter)
        for reading in readings_of(instrument).values()
        for line in examination.lines(instrument, reading)
    }


def rewritten(matter: Matter, rows: tuple[Row, ...]) -> Matter:
    return Matter(rows, matter.instruments, matter.asked, matter.about)


@settings(max_examples=60)
@given(matters(), st.randoms(use_true_random=False))
def test_the_order_of_claims_says_nothing(matter: Matter, random: Any) -> None:
    """Outcomes and every reason, row by row: a file sorted anew is the same file."""
    rows = list(matter.rows)
    random.shuffle(rows)
    assert found(rewritten(matter, tuple(rows))) == found(matter)


@settings(max_examples=60)
@given(matters(), st.data())
def test_a_further_witness_changes_no_outcome(matter: Matter, data: st.DataObject) -> None:
    """Saying again what is said, by whomever, is no new content; and no outcome becomes less firm by it."""
    row = data.draw(st.sampled_from(matter.rows))
    again = replace(row, row="more.csv:2", source="another", origin="another", speaker="person:another")
    before, after = found(matter), found(rewritten(matter, (*matter.rows, again)))
    assert before.keys() == after.keys()
    for line, finding in before.items():
        other = after[line]
        assert (finding.outcome, finding.because) == (other.outcome, other.because)
        assert finding.would_settle == other.would_settle
        assert finding.turns_on == other.turns_on
        if not finding.bounded and not other.bounded:
            assert [[one.content for one in support] for support in finding.rests_on] == [
                [one.content for one in support] for support in other.rests_on
            ]
            assert other.strength is None or (finding.strength is not None and finding.strength <= other.strength)


@settings(max_examples=120)
@given(matters(), st.data())
def test_a_narrower_instant_never_turns_a_settled_outcome(matter: Matter, data: st.DataObject) -> None:
    """Knowing better when something was takes worlds away and adds none, where the instant has no rival.

    So breach stays breach, kept kept and not_bound not_bound; with rivals, a narrower claim may meet others than it
    did, and nothing is promised. Where the narrower instant leaves no world at all, the answer is the conflict.
    """
    alone = [
        row
        for row in matter.rows
        if row.property in INSTANTS
        and not row.against
        and not row.value.startswith("ongoing")
        and len({(r.value, r.against) for r in matter.rows if (r.subject, r.property) == (row.subject, row.property)})
        == 1
    ]
    if not alone:
        return
    chosen = data.draw(st.sampled_from(alone))
    narrower = data.draw(st.sampled_from(list(parts(chosen.value, matter.about))))
    rows = tuple(
        replace(row, value=narrower) if (row.subject, row.property) == (chosen.subject, chosen.property) else row
        for row in matter.rows
    )
    less = rewritten(matter, rows)
    if examine(less).impossible or examine(matter).impossible:
        return
    after = outcomes(less)
    for line, outcome in outcomes(matter).items():
        if outcome != "undetermined":
            # A line may go where an act's time alone made it of the kind; it never turns.
            assert after.get(line, outcome) == outcome


def parts(value: str, about: int) -> Iterator[str]:
    """Narrower ways to say when: the first, the last and a middle second of each piece of it."""
    for low, high in read_instant(value, "UTC", about).intervals:
        first, last = (
            max(low, read_instant("2024-12-31", "UTC", 0).low),
            min(high, read_instant("2025-01-02", "UTC", 0).high),
        )
        for moment in (first, (first + last) // 2, last):
            yield second(moment)
    assert MIN < MAX


def second(moment: int) -> str:
    days, seconds = divmod(moment // 1_000_000 - 1_735_603_200, 86_400)  # from the last day of 2024
    day = ("2024-12-31", "2025-01-01", "2025-01-02")[days]
    return f"{day}T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}Z"


@settings(max_examples=100)
@given(matters(), st.data())
def test_shifting_every_time_by_whole_hours_changes_nothing(matter: Matter, data: st.DataObject) -> None:
    """In a zone without clock changes, and with durations that are exact, only what lies between times counts."""
    hours = data.draw(st.integers(1, 20))
    if any("ongoing" in row.value or DAY.search(row.value) for row in matter.rows):
        return  # a day begins at midnight, wherever the hours go
    rows = tuple(replace(row, value=later(row.value, hours)) for row in matter.rows)
    instruments = tuple(shifted(plain, hours) for plain in matter.instruments)
    asked = None if matter.asked is None else matter.asked + hours * 3_600_000_000
    before, after = outcomes(matter), outcomes(Matter(rows, instruments, asked, matter.about))
    assert before == after


def later(text: str, hours: int) -> str:
    text = MOMENT.sub(lambda known: f"2025-01-01T{int(known[1]) + hours:02d}:{known[2]}", text)
    return re.sub(r"2025-01-01 00:(\d\d):00", lambda known: f"2025-01-01 {hours:02d}:{known[1]}:00", text)


def shifted(plain: Any, hours: int) -> Any:
    if isinstance(plain, dict):
        return {key: shifted(value, hours) for key, value in plain.items()}
    if isinstance(plain, list):
        return [shifted(value, hours) for value in plain]
    return later(plain, hours) if isinstance(plain, str) else plain


@settings(max_examples=60)
@given(matters(), st.data())
def test_who_is_asked_about_nothing_is_missed_by_nobody(matter: Matter, data: st.DataObject) -> None:
    """Leaving out fewer origins than an outcome is strong changes nothing, whichever they are."""
    origins = sorted({row.origin for row in matter.rows})
    gone = data.draw(st.sampled_from(origins))
    before = found(matter)
    after = outcomes(rewritten(matter, tuple(row for row in matter.rows if row.origin != gone)))
    by_line = {(line.instrument, line.clause, line.entity, line.reading): outcome for line, outcome in after.items()}
    for line, finding in before.items():
        if "strength" not in finding.bounded and (finding.strength is None or finding.strength > 1):
            assert by_line.get(line) == finding.outcome


def test_the_shift_reaches_every_time() -> None:
    assert later("[2025-01-01T00:05..2025-01-01T00:07:30]", 3) == "[2025-01-01T03:05..2025-01-01T03:07:30]"
    assert later("act.time < TIMESTAMP '2025-01-01 00:07:00'", 3) == "act.time < TIMESTAMP '2025-01-01 03:07:00'"


def test_a_drawn_matter_can_be_read() -> None:
    matter = Matter((Row("c.csv:2", "act:a", "act.time", "2025-01-01T00:05"),), ())
    assert [claim.row for claim in claims_of(matter)] == ["c.csv:2"]

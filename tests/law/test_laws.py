"""What must hold of every matter, tried on small ones drawn at random (`tests.law.strategies`).

Each test is one law: how the answers to two matters hang together, whatever either answer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.core.edtf import read_instant
from habeas.core.finding import Finding
from habeas.law.instruments.resolve import readings_of
from tests.law.engine import claims_of, examine, instruments_of, outcomes
from tests.law.oracle import Line as OracleLine
from tests.law.oracle import Matter, Row
from tests.law.strategies import matters

INSTANTS = ("act.time", "custody.start", "custody.end")
ZONES = {"America/Phoenix": 7, "Pacific/Kiritimati": -14, "Asia/Kathmandu": -5.75, "Pacific/Pago_Pago": 11}
MOMENT = re.compile(r"2025-01-01T(\d\d):(\d\d)")
assert settings.default is not None
SOME = settings(max_examples=settings.default.max_examples // 5)  # each example is asked for all its reasons
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


@SOME
@given(matters(), st.randoms(use_true_random=False))
def test_the_order_of_claims_says_nothing(matter: Matter, random: Any) -> None:
    """Outcomes and every reason, row by row: a file sorted anew is the same file."""
    rows = list(matter.rows)
    random.shuffle(rows)
    assert found(rewritten(matter, tuple(rows))) == found(matter)


@SOME
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


@SOME
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


def second(moment: int) -> str:
    days, seconds = divmod(moment // 1_000_000 - 1_735_603_200, 86_400)  # from the last day of 2024
    day = ("2024-12-31", "2025-01-01", "2025-01-02")[days]
    return f"{day}T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}Z"


@SOME
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


@SOME
@given(matters(), st.sampled_from(sorted(ZONES)))
def test_shifting_every_zone_together_changes_nothing(matter: Matter, zone: str) -> None:
    """The same rows and the same instruments, written down elsewhere: days move with the clock, so they may stay."""
    asked = None if matter.asked is None else matter.asked + int(ZONES[zone] * 3_600_000_000)
    elsewhere = Matter(matter.rows, matter.instruments, asked, matter.about)
    assert outcomes(elsewhere, zone) == outcomes(matter)


def later(text: str, hours: int) -> str:
    text = MOMENT.sub(lambda known: f"2025-01-01T{int(known[1]) + hours:02d}:{known[2]}", text)
    return re.sub(r"2025-01-01 00:(\d\d):00", lambda known: f"2025-01-01 {hours:02d}:{known[1]}:00", text)


def shifted(plain: Any, hours: int) -> Any:
    if isinstance(plain, dict):
        return {key: shifted(value, hours) for key, value in plain.items()}
    if isinstance(plain, list):
        return [shifted(value, hours) for value in plain]
    return later(plain, hours) if isinstance(plain, str) else plain


@SOME
@given(matters(), st.data())
def test_an_outcome_is_lost_with_no_fewer_origins_than_its_strength(matter: Matter, data: st.DataObject) -> None:
    """Whoever is disbelieved alone, an outcome of strength two or more stays, and so does one that no number loses."""
    gone = data.draw(st.sampled_from(sorted({row.origin for row in matter.rows})))
    before = found(matter)
    after = {tuple(line): outcome for line, outcome in outcomes(left_out(matter, gone)).items()}
    for line, finding in before.items():
        if "strength" not in finding.bounded and (finding.strength is None or finding.strength > 1):
            assert after.get(line) == finding.outcome


def left_out(matter: Matter, origin: str) -> Matter:
    return rewritten(matter, tuple(row for row in matter.rows if row.origin != origin))


@SOME
@given(matters(), matters())
def test_what_nothing_ties_to_the_question_changes_nothing(matter: Matter, other: Matter) -> None:
    """Two matters without a subject in common, side by side: what forbids, limits and permits is answered as before.

    (A duty to act looks for acts whose people nobody names, and so may look into the other one.)
    """
    strange = tuple(
        replace(row, row=f"strange.csv:{number}", subject=estranged(row.subject), value=estranged(row.value))
        for number, row in enumerate(other.rows, 2)
        if row.property != "log.covers"
    )
    beside = rewritten(matter, (*matter.rows, *strange))
    if examine(matter).impossible or examine(beside).impossible:
        return
    plain = {
        (instrument.id, clause.id)
        for instrument in instruments_of(matter)
        for clause in instrument.clauses
        if clause.kind in ("forbids", "limits", "permits")
    }
    after = found(beside)
    for line, finding in found(matter).items():
        if line[:2] in plain:
            assert after[line] == finding


def estranged(name: str) -> str:
    kind, sign, rest = name.partition(":")
    known = sign and kind in ("act", "custody", "person", "group", "carrier", "place", "org", "log", "instrument")
    return f"{kind}:strange-{rest}" if known else name


DENIED_RIVAL = """
act:a act.kind gives_notice s1
act:a act.time 2025-01-01T00:02 s1
act:a act.time 2025-01-01T00:08 s1
act:a act.before act:b s1
act:b act.time 2025-01-01T00:04 s2
"""
NO_WORLD_WITHOUT = """
act:a act.kind gives_notice s1
act:a act.time 2025-01-01T00:02 s1
custody:k custody.start 2025-01-01T00:05 s1
custody:k custody.end 2025-01-01T00:01 s1
custody:k custody.end 2025-01-01T00:07 s2
"""


@pytest.mark.parametrize("text", [DENIED_RIVAL, NO_WORLD_WITHOUT], ids=["rules-a-rival-out", "keeps-a-world-possible"])
def test_disbelief_of_a_source_that_no_support_uses_can_lose_an_outcome(text: str) -> None:
    """A support is enough alone; it is not what the outcome needs. What the outcome needs is told by its strength.

    Without the second source, a rival time comes back, or no world is left at all. Supports are minimal sets that can
    all be true, so a source that only rules a rival out is in none of them.
    """
    rows = []
    for number, line in enumerate(text.strip().splitlines(), 2):
        subject, name, value, source = line.split()
        rows.append(Row(f"c.csv:{number}", subject, name, value, False, source, source))
    order = {"instrument": "order", "in_force": {"from": "2025-01-01T00:03"}}
    matter = Matter(tuple(rows), ({**order, "clauses": [{"id": "c", "forbids": "act.kind = 'gives_notice'"}]},))
    asked = ("order", "c", "act:a", "as_written")
    finding = found(matter)[asked]
    assert finding.outcome == "kept"
    assert [[row for one in support for row in one.rows] for support in finding.rests_on] == [["c.csv:2", "c.csv:3"]]
    assert finding.strength == 1
    assert outcomes(left_out(matter, "s2"))[OracleLine(*asked)] == "undetermined"


def test_the_shift_reaches_every_time() -> None:
    assert later("[2025-01-01T00:05..2025-01-01T00:07:30]", 3) == "[2025-01-01T03:05..2025-01-01T03:07:30]"
    assert later("act.time < TIMESTAMP '2025-01-01 00:07:00'", 3) == "act.time < TIMESTAMP '2025-01-01 03:07:00'"


def test_a_drawn_matter_can_be_read() -> None:
    matter = Matter((Row("c.csv:2", "act:a", "act.time", "2025-01-01T00:05"),), ())
    assert [claim.row for claim in claims_of(matter)] == ["c.csv:2"]

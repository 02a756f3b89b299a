"""Where supports are too many worlds to look for: some of them, each of which is one, and the finding says so."""

from __future__ import annotations

import pytest

from habeas.core.finding import Finding
from habeas.core.located import read_documents
from habeas.law import Examination, read_instrument
from habeas.law.instruments.resolve import readings_of
from habeas.law.why import supports
from tests.custody.saying import ZONE, say
from tests.law import engine
from tests.law.strategies import random_matter


def settled(seed: int) -> dict[tuple[str, str], Finding]:
    """The settled findings of the matter of that number, by clause, subject and reading."""
    matter = random_matter(seed)
    examination = engine.examine(matter)
    findings = {
        (line.clause.id, f"{line.subject} {reading.id}"): examination.finding(line)
        for instrument in engine.instruments_of(matter)
        for reading in readings_of(instrument).values()
        for line in examination.lines(instrument, reading)
    }
    return {at: finding for at, finding in findings.items() if finding.outcome != "undetermined"}


def test_what_is_found_is_right_and_said_to_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = settled(114351)
    monkeypatch.setattr(supports, "MOST", 50)
    cut = settled(114351)
    assert whole
    assert not any("rests_on" in finding.bounded for finding in whole.values())
    assert any("rests_on" in finding.bounded for finding in cut.values())
    for at, finding in cut.items():
        assert finding.rests_on
        assert finding.outcome == whole[at].outcome
        assert set(finding.rests_on) <= set(whole[at].rests_on)
        assert ("rests_on" in finding.bounded) or finding.rests_on == whole[at].rests_on


CHAIN = """\
act:order act.time [..2025-12-02T13:00]
act:end act.time 2025-11-25T20:00
act:end act.happened true
act:end act.happened false
act:stay act.time 2025-11-29T17:00
act:lift act.time 2025-12-04T00:00
custody:a custody.kind hold
custody:a custody.person person:p
custody:a custody.start [2025-12-02T12:00,2025-12-03T00:00]
custody:a custody.end 2026-01-02T12:00
custody:b custody.kind hold
custody:b custody.person person:p
custody:b custody.start 2026-01-02T14:00
custody:b custody.end 2026-01-05T02:00
custody:c custody.kind hold
custody:c custody.person person:p
custody:c custody.start 2026-01-05T04:00
custody:c custody.end [2026-01-05T22:00..2026-01-06T10:00]
custody:c custody.end 2026-01-06T10:00
"""
LIMIT = """
instrument: standard
in_force: {from: act:order, until: act:end, except: [{from: act:stay, until: 2025-11-10T18:00}]}
clauses: [{id: month, limits: custody.kind = 'hold', to: P1M, per: consecutive}]
"""


def test_where_the_search_is_cut_nothing_listed_can_go() -> None:
    """That another stint began later is needed beside what else is said of it, and not without that."""
    lines = CHAIN.splitlines()
    (node,) = read_documents(LIMIT, "standard.yaml")
    standard = read_instrument(node, engine.SCHEMA, ZONE, 0)

    def found(lines: list[str]) -> Finding | None:
        examination = Examination(say(*lines), lambda source: source, engine.SCHEMA, ZONE, None)
        (reading,) = readings_of(standard).values()
        asked = [line for line in examination.lines(standard, reading) if line.subject == "custody:b"]
        return examination.finding(asked[0]) if asked else None

    whole = found(lines)
    assert whole is not None
    assert whole.rests_on
    for support in whole.rests_on:
        chosen = [lines[int(one.rows[0].rpartition(":")[2]) - 2] for one in support]
        for left in range(len(chosen)):
            less = found([*chosen[:left], *chosen[left + 1 :]])
            assert less is None or less.outcome != whole.outcome

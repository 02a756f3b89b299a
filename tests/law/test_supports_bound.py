"""Where supports are too many worlds to look for: some of them, each of which is one, and the finding says so."""

from __future__ import annotations

import pytest

from habeas.core.finding import Finding
from habeas.law import supports
from habeas.law.resolve import readings_of
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

"""A breach that was made good later says both (design: *What a finding says*)."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.core.finding import Outcome
from habeas.law.kernel.kernel import Path

_HOUR = 3_600_000_000


def mended(outcome: Outcome, paths: Sequence[Path]) -> str:
    """Words for how long after the due time the duty was done; empty where it was not, or not in every world."""
    broken = [path for path in paths if path.label.verdict == "broken"]
    if outcome != "breach" or not broken or any(path.label.done_at is None for path in broken):
        return ""
    least, most = [], []
    for path in broken:
        due, done = path.label.broken_at, path.label.done_at
        if due is None or done is None:
            return ""
        due_low, due_high = path.world.moments.range_of(due)
        low, high = path.world.moments.range_of(done)
        least.append(max(0, low - due_high))
        most.append(high - due_low)
    return f"done {_hours(min(least))} to {_hours(max(most))} hours after it was due"


def _hours(micros: int) -> str:
    return f"{micros // _HOUR}" if micros % _HOUR == 0 else f"{micros // (_HOUR // 10) / 10:.1f}"

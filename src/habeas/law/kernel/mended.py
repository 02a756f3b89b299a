"""A breach that was made good later says both (design: *What a finding says*)."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.core.finding import Outcome
from habeas.core.instant import MAX, MIN
from habeas.law.kernel.kernel import Path

_HOUR = 3_600_000_000


def mended(outcome: Outcome, paths: Sequence[Path]) -> str:
    """Words for how long after the due time the duty was first done; empty where it was not, or not in every world."""
    if outcome != "breach":
        return ""
    late = [_late(path) for path in paths if path.label.verdict == "broken"]
    known = [span for span in late if span is not None]
    if not known or len(known) < len(late):
        return ""
    low, high = min(low for low, _ in known), max(high for _, high in known)
    hours = f"{_hours(low)} hours or more" if high >= MAX else f"{_hours(low)} to {_hours(high)} hours"
    return f"done {hours} after it was due"


def _late(path: Path) -> tuple[int, int] | None:
    """How much too late, at least and at most (``MAX``: without end); None where it was not done after it was due."""
    label, moments = path.label, path.world.moments
    if label.broken_at is None:
        return None
    dues = [moments.range_of(due) for due in (label.broken_at, *label.also_at)]
    due_low, due_high = max(low for low, _ in dues), max(high for _, high in dues)
    done = [span for span in map(moments.range_of, label.done_at) if span[1] >= due_low]
    if not done:
        return None
    low, high = min(low for low, _ in done), min(high for _, high in done)
    return max(0, low - due_high), MAX if high >= MAX or due_low <= MIN else high - due_low


def _hours(micros: int) -> str:
    return f"{micros // _HOUR}" if micros % _HOUR == 0 else f"{micros // (_HOUR // 10) / 10:.1f}"

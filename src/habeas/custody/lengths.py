"""How long it is from one moment to another, for people; and a moment for programs."""

from __future__ import annotations

from habeas.core.instant import MAX, MIN
from habeas.core.zones import DAY, HOUR, MINUTE, SECOND, local, micros


def length(start: int, end: int, zone: str) -> str:
    """``3 days``, ``1 day 5 hours``, ``20 minutes``: the two greatest units. Days are days of the zone's calendar, so
    that a night in which the clocks change makes no day of 23 hours.
    """
    exact = end - start
    wall = micros(local(end, zone)) - micros(local(start, zone))
    rest = exact if exact < DAY else wall
    parts = []
    for size, word in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second")):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {word}{'s' * (count != 1)}")
        if len(parts) == 2 or (parts and not count):
            break
    return " ".join(parts) or "less than a second"


def iso(t: int, zone: str) -> str | None:
    """The moment by the clock of the zone, with its offset; None where the claims leave it open to that side."""
    if t <= MIN or t >= MAX:
        return None
    at = local(t, zone)
    ahead = (micros(at) - t) // MINUTE
    sign, ahead = ("-" if ahead < 0 else "+"), abs(ahead)
    return f"{at.replace(fold=0).isoformat()}{sign}{ahead // 60:02d}:{ahead % 60:02d}"

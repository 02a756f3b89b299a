"""Whether an answer is of a time past the day on which the law was last checked (``verified_on``).

The time of an answer is that of its act, or when the duty fell due, or the time in custody; where claims leave it open,
as far as the day asked. Nothing else follows: the answer stays what it is, and says so.
"""

from __future__ import annotations

from habeas.core.duration import Duration
from habeas.core.instant import MAX, MIN, Instant, Interval
from habeas.core.zones import DAY
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.due_times import due_times, falls_due
from habeas.law.kernel.kernel import Kernel
from habeas.law.worlds.facts import Facts

_SLACK = 31 * DAY  # more than a due time can move by holidays, weekends and the length of a month


def last_checked(
    facts: Facts, kernel: Kernel, duty: Duty, subject: str | None, verified: Instant | None, asked: int | None
) -> Instant | None:
    """``verified`` if the answer is, or may be, of a time after it; else None. ``asked`` None: no day is asked."""
    if verified is None:
        return None
    low, high = _time(facts, kernel, duty, subject, verified)
    until = high if asked is None else min(high, max(asked, low))
    return verified if until > verified.high else None


def _time(facts: Facts, kernel: Kernel, duty: Duty, subject: str | None, verified: Instant) -> Interval:
    if subject is not None and subject.startswith("custody:"):
        return _hull(facts, subject, "custody.start")[0], _hull(facts, subject, "custody.end")[1]
    own = (MIN, MAX) if subject is None else _hull(facts, subject, "act.time")
    if not falls_due(duty) or duty.before is not None:
        return own
    simple = duty.within is not None and duty.failing is None and duty.by is None
    if simple and duty.within is not None and own[1] < MAX and own[1] + _longest(duty.within) <= verified.high:
        return own  # not even the longest that it can take leads past the day
    due = due_times(facts, kernel, duty, subject)
    return (due[0][0], due[-1][1]) if due else own


def _hull(facts: Facts, subject: str, name: str) -> Interval:
    domain = facts.when(subject, name).domain
    return (domain[0][0], domain[-1][1]) if domain else (MIN, MAX)


def _longest(duration: Duration) -> int:
    """No less than it can take, also when only court days count."""
    return (duration.months * 31 + duration.days) * 3 * DAY + duration.micros + _SLACK

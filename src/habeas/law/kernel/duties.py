"""One clause, tested in one world: out of scope, broken, or kept, and by what. Semantics 17 to 22.

Scope is tested before everything else; time never puts an act out of scope. A label is what this one world
says; the outcome over all worlds is ``habeas.law.kernel.kernel``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from habeas.core.instant import MAX
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.chain import whole_custody
from habeas.law.kernel.holds import Tester
from habeas.law.kernel.in_force import ceasing, edge_moment, out_of_force, segments
from habeas.law.kernel.required import Required, kleene
from habeas.law.worlds.moments import Moment
from habeas.law.worlds.shift import Shift, shift_by
from habeas.law.worlds.world import World

Verdict = Literal["out", "broken", "kept"]


@dataclass(frozen=True, slots=True)
class Label:
    """What one world says. ``why`` is one of the words of ``because``; empty where the act is not of the kind."""

    verdict: Verdict
    why: str
    broken_at: Moment | None = None
    done_at: tuple[Moment, ...] = ()  # when a required act was done, too late; or several
    also_at: tuple[Moment, ...] = ()  # of alternatives: when the other ones were broken


_OUT = Label("out", "not_protected")
_NOT_OF_KIND = Label("kept", "")
_NEVER_HAPPENED = Label("kept", "never_happened")


class Court:
    """Tests duties in a world. ``asked`` is the day asked (microseconds), None where every deadline counts."""

    def __init__(self, tester: Tester, required: Required, asked: int | None) -> None:
        self.tester, self.required, self.asked = tester, required, asked

    def scope(self, world: World, duty: Duty, subject: str | None) -> Label:
        """``out``, or ``kept`` (so far) for what is within the clause's scope. Semantics 22: tested before all else.

        ``subject`` is an act or a custody; None for a duty that no act triggers (``requires: C, by: T``).
        """
        if not duty.on:
            return _OUT
        if subject is None:
            return _OUT if kleene(duty.protects, None) is False else _NOT_OF_KIND
        return _NOT_OF_KIND if self.tester.holds(world, duty.protects, subject) else _OUT

    def label(self, world: World, duty: Duty, subject: str | None, *, dated: bool = False) -> Label:
        """What this world says of the duty; with ``dated`` also exactly when it is broken, which asks for more."""
        if self.scope(world, duty, subject).verdict == "out":
            return _OUT
        # What only scope asked is kept apart: a world is not ruled out by it, but put out of scope.
        if not world.scoped:  # an alternative asks again, and has no scope of its own
            world.scoped = True
            world.scope_reads = world.facts.reads
            world.facts.reads = set()
        if subject is None:
            return self._requires(world, duty, None)
        if duty.kind == "any_of":
            return self._any_of(world, duty, subject, dated=dated)
        if duty.kind == "forbids":
            return self._forbids(world, duty, subject)
        if duty.kind == "requires":
            return self._requires(world, duty, subject)
        if duty.kind == "limits":
            return self._limits(world, duty, subject, dated=dated)
        if duty.kind == "permits":
            return self._permits(world, duty, subject, dated=dated)
        raise AssertionError(duty.kind)

    # ---- clauses ------------------------------------------------------------------------------------------------

    def _forbids(self, world: World, duty: Duty, act: str) -> Label:
        assert duty.condition is not None
        if not self.tester.holds(world, duty.condition, act):
            return _NOT_OF_KIND
        if not world.happened(act):
            return _NEVER_HAPPENED
        when = world.time_of(act, "act.time")
        outside = out_of_force(world, duty, when)
        return Label("kept", outside) if outside else Label("broken", "done_while_forbidden", when)

    def _requires(self, world: World, duty: Duty, act: str | None) -> Label:
        trigger = None if act is None else self._trigger(world, duty, act)
        if isinstance(trigger, Label):
            return trigger
        if duty.before is not None and act is not None and trigger is not None:
            return self._beforehand(world, duty, act, trigger)
        due = self._due(world, duty, trigger)
        outside = out_of_force(world, duty, due)
        if outside:
            return Label("kept", outside)
        done, done_at = self.required.done_between(world, duty, act, trigger, due)
        if done == "in_time":
            return Label("kept", "done_in_time")
        if self._not_due(world, due):
            # Nobody can say yet: the day asked is before the due time.
            return self._open_future(world, duty, act, due)
        if done == "gap" and world.flag(self.required.gap(duty, act), "gap"):
            return Label("kept", "done_in_time")
        return Label("broken", "done_late" if done == "late" else "never_done", due, done_at)

    def _beforehand(self, world: World, duty: Duty, act: str, trigger: Moment) -> Label:
        outside = out_of_force(world, duty, trigger)
        if outside:
            return Label("kept", outside)
        latest = trigger
        if duty.at_least is not None:
            latest = world.shifted(trigger, _shift(duty, back=True))
        done = self.required.done_before(world, duty, act, latest)
        if done == "in_time":
            return Label("kept", "done_in_time")
        if self._not_due(world, trigger):
            return self._open_future(world, duty, act, trigger)
        if done == "gap" and world.flag(self.required.gap(duty, act), "gap"):
            return Label("kept", "done_in_time")
        return Label("broken", "done_late" if done == "late" else "never_done", trigger)

    def _trigger(self, world: World, duty: Duty, act: str) -> Moment | Label:
        """When the duty arises: at the act that triggers it, or when the clause that it makes good is broken."""
        if duty.failing is not None:
            first = self.label(world, duty.failing, act, dated=True)
            if first.verdict == "broken" and first.broken_at is not None:
                return first.broken_at
            return Label("kept", first.why if first.verdict == "kept" else "never_happened")
        trigger = duty.before or duty.after
        assert trigger is not None
        if not self.tester.holds(world, trigger, act):
            return _NOT_OF_KIND
        if not world.happened(act):
            return _NEVER_HAPPENED
        return world.time_of(act, "act.time")

    def _due(self, world: World, duty: Duty, trigger: Moment | None) -> Moment:
        if duty.by is not None:
            due = edge_moment(world, duty, duty.by, f"{duty.clause}.by")
            return world.moment("never", ((MAX, MAX),)) if due is None else due
        assert duty.within is not None
        assert trigger is not None
        return world.shifted(trigger, _shift(duty, back=False))

    def _limits(self, world: World, duty: Duty, custody: str, *, dated: bool) -> Label:
        assert duty.condition is not None
        assert duty.to is not None
        if not self.tester.holds(world, duty.condition, custody):
            return _NOT_OF_KIND
        start, end = whole_custody(world, self.tester, duty, custody)
        limit = world.shifted(start, _shift(duty, back=False))
        pieces = segments(world, duty.force, duty)
        if not pieces:
            return Label("kept", "before_force")
        if not world.before(limit, end):
            return Label("kept", "done_in_time")
        why = "after_end"
        broken: list[Moment] = []
        # Broken if some moment in force lies after the limit and before the end.
        for lows, highs in pieces:
            if not all(world.before(limit, high) for high in highs):
                continue
            if not all(world.before(low, end) for low in lows):
                why = "before_force"
                continue
            if all(world.before(low, high) for low in lows for high in highs):
                if not dated:
                    return Label("broken", "done_late", limit)
                broken.append(_latest(world, [limit, *lows]))
        return Label("broken", "done_late", _earliest(world, broken)) if broken else Label("kept", why)

    def _permits(self, world: World, duty: Duty, custody: str, *, dated: bool) -> Label:
        """A ground for a custody: kept where the condition holds, and it is in force at all moments of the custody."""
        assert duty.condition is not None
        if not self.tester.holds(world, duty.condition, custody):
            began = world.time_of(custody, "custody.start") if dated else None
            return Label("broken", "done_while_forbidden", began)
        start, end = world.time_of(custody, "custody.start"), world.time_of(custody, "custody.end")
        if not world.before(start, end):
            return Label("kept", "done_in_time")  # no moment was held without a ground
        outside = out_of_force(world, duty, start)
        if outside:
            return Label("broken", outside, start)
        # It is in force at first; if it ceases to be, it does so at its end or where an exception begins.
        broken: list[Moment] = []
        for moment in ceasing(world, duty):
            if world.before(start, moment) and world.before(moment, end) and out_of_force(world, duty, moment):
                if not dated:
                    return Label("broken", "after_end", moment)
                broken.append(moment)
        return Label("broken", "after_end", _earliest(world, broken)) if broken else Label("kept", "done_in_time")

    def _any_of(self, world: World, duty: Duty, subject: str, *, dated: bool) -> Label:
        """Kept if one way is, broken when the last of them is. What does not speak of this act is no way."""
        labels = [self.label(world, part, subject, dated=dated) for part in duty.any_of]
        kept = next((label for label in labels if label.verdict == "kept" and label != _NOT_OF_KIND), None)
        if kept is not None:
            return kept
        broken = [label for label in labels if label.verdict == "broken"]
        if not broken:
            return _NOT_OF_KIND if _NOT_OF_KIND in labels else _OUT
        last = replace(
            broken[-1],
            done_at=tuple(moment for label in broken for moment in label.done_at),
            also_at=tuple(label.broken_at for label in broken[:-1] if label.broken_at),
        )
        if not dated:
            return last
        return replace(last, broken_at=_latest(world, [label.broken_at for label in broken if label.broken_at]))

    # ---- the day asked --------------------------------------------------------------------------------------

    def _not_due(self, world: World, due: Moment) -> bool:
        if self.asked is None:
            return False
        return world.before(world.moment("asked", ((self.asked, self.asked),)), due)

    def _open_future(self, world: World, duty: Duty, subject: str | None, due: Moment) -> Label:
        will_be = world.flag((duty.instrument, duty.clause, subject or "", "not_due"), "gap")
        return Label("kept", "not_due") if will_be else Label("broken", "not_due", due)


def _latest(world: World, moments: list[Moment]) -> Moment:
    last = moments[0]
    for moment in moments[1:]:
        last = moment if world.before(last, moment) else last
    return last


def _earliest(world: World, moments: list[Moment]) -> Moment:
    first = moments[0]
    for moment in moments[1:]:
        first = moment if world.before(moment, first) else first
    return first


@lru_cache(maxsize=65536)
def _shift(duty: Duty, *, back: bool) -> Shift:
    duration = duty.at_least if back else duty.within or duty.to
    assert duration is not None
    return shift_by(duration, duty.zone, duty.count, tuple(sorted(duty.excluding)), duty.holidays, back=back)

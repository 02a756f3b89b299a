"""Whether a required act was done, in one world: by an act that somebody speaks of, or by none. Semantics 19.

Silence is not absence: where nobody speaks of such an act for these people it is a gap, unless a log that
somebody says is complete covers its kinds, these people and the whole period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from habeas.core.edtf import read_instant
from habeas.core.instant import MAX, MIN
from habeas.core.schema import Schema
from habeas.core.values import ValueFault
from habeas.law.instruments.model import All, Any, Compare, Condition, Const, Not
from habeas.law.instruments.resolve import Duty, edges_of
from habeas.law.kernel.holds import Tester, possible
from habeas.law.worlds.belonging import belongs, ids_of, may_belong
from habeas.law.worlds.facts import BELONGING, Facts
from habeas.law.worlds.moments import Moment
from habeas.law.worlds.people import people_of, same_people
from habeas.law.worlds.world import Fact, World

Done = Literal["in_time", "late", "never", "gap"]


@dataclass(frozen=True, slots=True)
class Log:
    """What one ``log.covers`` claim says is complete: kinds of act, for whom (empty: everybody), from, until."""

    subject: str
    text: str
    kinds: frozenset[str]
    people: frozenset[str]
    low: int
    high: int


def read_log(subject: str, text: str, zone: str) -> Log:
    """``kinds; people; period`` or ``kinds; period``; the period is ``a..b`` with either end left open.

    Raises ``ValueFault`` (code ``log-covers``) for any other shape.
    """
    parts = [part.strip() for part in text.split(";")]
    if len(parts) not in (2, 3) or ".." not in parts[-1]:
        raise ValueFault(
            "log-covers", f'"{text}" does not say what a log covers.',
            'Write kinds; whom (if not all); period: "files,hears; person:p-17; 2026-01-14..2026-02-01".'
        )  # fmt: skip
    first, _, last = parts[-1].partition("..")
    people = parts[1] if len(parts) == 3 else ""
    return Log(
        subject,
        text,
        frozenset(kind.strip() for kind in parts[0].split(",") if kind.strip()),
        frozenset(person.strip() for person in people.split(",") if person.strip()),
        read_instant(first.strip(), zone, 0).low if first.strip() else MIN,
        read_instant(last.strip(), zone, 0).high if last.strip() else MAX,
    )


class Required:
    """Finds the acts that could satisfy a duty, and says what a world makes of them."""

    def __init__(self, tester: Tester, schema: Schema, zone: str) -> None:
        self.tester, self.schema, self.zone = tester, schema, zone
        self._kinds: dict[Condition, tuple[str, ...]] = {}

    def done_between(
        self, world: World, duty: Duty, subject: str | None, trigger: Moment | None, due: Moment
    ) -> tuple[Done, tuple[Moment, ...]]:
        """``in_time``: an act of the kind, for the same people, with ``trigger <= act <= due``; if late, when each."""
        spoken = False
        late: list[Moment] = []
        for act in self._spoken_for(world, duty, subject):
            spoken = True
            if not world.happened(act):
                continue
            when = world.time_of(act, "act.time")
            if trigger is not None and not world.before(trigger, when, strict=False):
                continue
            if world.before(when, due, strict=False):
                return "in_time", ()
            late.append(when)
        if spoken:
            return ("late" if late else "never"), tuple(late)
        return self._silent(world, duty, subject, trigger, due), ()

    def done_before(self, world: World, duty: Duty, subject: str, latest: Moment) -> Done:
        """``in_time``: an act of the kind, for the same people, at or before ``latest``."""
        spoken = late = False
        for act in self._spoken_for(world, duty, subject):
            spoken = True
            if not world.happened(act):
                continue
            if world.before(world.time_of(act, "act.time"), latest, strict=False):
                return "in_time"
            late = True
        if spoken:
            return "late" if late else "never"
        return self._silent(world, duty, subject, None, latest)

    def _silent(self, world: World, duty: Duty, subject: str | None, since: Moment | None, till: Moment) -> Done:
        """What it means that nobody speaks of such an act: it was not done if a log says so, and else it is a gap."""
        if not self._logged(world, duty, subject, since, till):
            return "gap"
        world.closed.add(self.gap(duty, subject))
        return "never"

    def gap(self, duty: Duty, subject: str | None) -> Fact:
        """The name of the question "was an act of that kind done for these people in time?"."""
        return (subject or duty.instrument, f"{duty.instrument}/{duty.clause}", "done")

    def _spoken_for(self, world: World, duty: Duty, subject: str | None) -> Iterator[str]:
        """The acts that somebody speaks of which in this world are of the kind, and for the same people.

        Whether they happened or not: a denied act is spoken of. Without a trigger: for people in scope.
        """
        condition = duty.condition
        assert condition is not None
        spoken = False
        for act in self._nearest_first(world.facts, duty, subject):
            if act == subject or (spoken and not world.happened(act)):
                continue  # one more act that did not happen changes nothing once one is spoken of
            if not self.tester.holds(world, condition, act):
                continue
            if self.tester.holds(world, duty.protects, act) if subject is None else same_people(world, subject, act):
                spoken = True
                yield act

    def _nearest_first(self, facts: Facts, duty: Duty, subject: str | None) -> tuple[str, ...]:
        """Acts that name the same people before those of which it is open: fewer questions are asked."""
        acts = candidates(facts, self, duty, subject)
        if subject is None or len(acts) == 1:
            return acts
        ours = set(facts.claimed(subject, "act.person"))
        return tuple(sorted(acts, key=lambda act: (not ours & set(facts.claimed(act, "act.person")), act)))

    def _logged(self, world: World, duty: Duty, subject: str | None, since: Moment | None, till: Moment) -> bool:
        """Whether logs that are complete in this world say, of each kind and each of the people, that nothing was done
        from ``since`` to ``till``: by one log, or by several whose periods join.
        """
        assert duty.condition is not None
        kinds = self.kinds(duty.condition)
        people: list[str | None] = [*((people_of(world, subject) if subject is not None else None) or ())] or [None]
        logs = [log for log in self._complete(world) if not log.kinds.isdisjoint(kinds)]
        for kind, one in product(kinds, people):
            of_them = [log for log in logs if kind in log.kinds and _covered(world, one, log)]
            if not of_them:
                return False
            if duty.by is not None and since is not None and world.before(till, since):
                continue  # it arose after it fell due: of no moment it is asked whether anything was done then
            if not _spanned(world, _joined(of_them), since, till):
                return False
        return bool(logs)

    def _complete(self, world: World) -> Iterator[Log]:
        """The logs that are complete in this world."""
        for entry in world.facts.named("log.covers"):
            content = entry.content
            if not content.against and world.many(content.subject, "log.covers", content.key):
                yield read_log(content.subject, entry.value.text, self.zone)

    def kinds(self, condition: Condition) -> tuple[str, ...]:
        """The kinds of act that the condition allows, everything else in it left open."""
        known = self._kinds.get(condition)
        if known is None:
            codes = self.schema.properties["act.kind"].codes
            known = self._kinds[condition] = tuple(kind for kind in codes if kleene(condition, kind) is not False)
        return known


def _covered(world: World, one: str | None, log: Log) -> bool:
    """Whether a log is one of this person, or of all of this group, in this world: that somebody belongs to a group
    that the log names may be disputed or unspoken; of a group, a silence is not one about all of it.
    """
    if not log.people or one is None:
        return not log.people
    if not log.people.isdisjoint(ids_of(world, one)):
        return True
    groups = [whole for whole in sorted(log.people) if whole.startswith("group:")]
    if one.startswith("group:"):
        groups = [whole for whole in groups if may_belong(world.facts, one, whole)]
    return any(belongs(world, one, whole) for whole in groups)


def _joined(logs: list[Log]) -> list[tuple[int, int]]:
    """The periods of the logs, in order, those that overlap or touch made one."""
    periods: list[tuple[int, int]] = []
    for low, high in sorted((log.low, log.high) for log in logs):
        if periods and low <= periods[-1][1] + 1:
            periods[-1] = (periods[-1][0], max(periods[-1][1], high))
        else:
            periods.append((low, high))
    return periods


def _spanned(world: World, periods: list[tuple[int, int]], since: Moment | None, till: Moment) -> bool:
    """Whether one of the periods holds every moment from ``since`` (none: from ever) to ``till``."""
    for low, high in periods:
        first = world.moment(f"log {low}", ((low, low),))
        last = world.moment(f"log {high}", ((high, high),))
        from_start = low == MIN if since is None else world.before(first, since, strict=False)
        if from_start and world.before(till, last, strict=False):
            return True
    return False


def kleene(condition: Condition, kind: str | None) -> bool | None:
    """Kleene's value of a condition when at most the kind of the act is known."""
    if isinstance(condition, Const):
        return condition.value
    if isinstance(condition, Compare) and condition.path == ("act", "kind") and kind is not None:
        return condition.literal == kind
    if isinstance(condition, Not):
        inner = kleene(condition.inner, kind)
        return None if inner is None else not inner
    if isinstance(condition, All | Any):
        decisive = isinstance(condition, Any)
        values = [kleene(part, kind) for part in condition.parts]
        if decisive in values:
            return decisive
        return None if None in values else not decisive
    return None


def without_kind(condition: Condition) -> bool:
    """Whether an act of which nobody says what kind it was, and which so has none, can meet the condition."""
    return kleene(condition, "") is not False


def candidates(facts: Facts, required: Required, duty: Duty, subject: str | None) -> tuple[str, ...]:
    """The acts that in some world are what the duty requires, for these people: once one is spoken of, that one is
    meant. Acts that are surely for somebody else are left out: ``elsewhere``.
    """
    return facts.memo(("candidates", duty.condition, subject), lambda: _candidates(facts, required, duty, subject))


def _candidates(facts: Facts, required: Required, duty: Duty, subject: str | None) -> tuple[str, ...]:
    assert duty.condition is not None
    condition = duty.condition
    acts = _for_them(facts, required, condition, subject)
    return tuple(act for act in sorted(acts) if possible(facts, required.tester, condition, act))


def _for_them(facts: Facts, required: Required, condition: Condition, subject: str | None) -> frozenset[str]:
    """The acts of the kinds required that could be for the subject's people."""
    acts = _of_kind(facts, required, condition)
    ours = set() if subject is None else set(facts.claimed(subject, "act.person"))
    if not ours:
        return acts
    near = {entry.content.subject for person in _reach(facts, ours) for entry in facts.saying("act.person", person)}
    return acts & (near | _loose(facts, required, condition))


def elsewhere(facts: Facts, required: Required, duty: Duty, subject: str | None) -> frozenset[str]:
    """The acts of the required kinds that are surely for somebody else, whatever is left out of the claims, and have
    no other part in the question. No reason lies in them.
    """
    if duty.condition is None or duty.kind != "requires" or subject is None:
        return frozenset()
    others = _of_kind(facts, required, duty.condition) - _for_them(facts, required, duty.condition, subject)
    ends = {edge.act for edge in edges_of(duty)}
    return frozenset(act for act in others - ends - {subject} if not _in_order(facts, act))


def _in_order(facts: Facts, act: str) -> bool:
    """Whether anybody says what came before or after the act, or on which journey it was done."""
    orders = ("act.before", "act.during")
    return bool(
        any(facts.apart(act, name) for name in (*orders, "act.carrier"))
        or any(facts.saying(name, act) for name in orders)
    )


def _of_kind(facts: Facts, required: Required, condition: Condition) -> frozenset[str]:
    """The acts that anybody says are of a kind that the condition allows; all, where it allows one of no kind."""
    if without_kind(condition):
        names = [name for name in required.schema.properties if name.startswith("act.")]
        return facts.memo("acts", lambda: frozenset(one.content.subject for name in names for one in facts.named(name)))
    kinds = required.kinds(condition)
    return facts.memo(
        ("of kind", kinds),
        lambda: frozenset(
            entry.content.subject
            for kind in kinds
            for entry in facts.saying("act.kind", kind)
            if not entry.content.against
        ),
    )


def _loose(facts: Facts, required: Required, condition: Condition) -> frozenset[str]:
    """Those of them that may be for anybody: nobody says whom, or a group is named, to which anybody may belong; or
    disbelief of somebody could leave an act of the kind without its people.
    """
    acts = _of_kind(facts, required, condition)
    if without_kind(condition):
        return acts
    return facts.memo(("loose", required.kinds(condition)), lambda: frozenset(act for act in acts if _open(facts, act)))


def _open(facts: Facts, act: str) -> bool:
    whom = [entry for entry in facts.apart(act, "act.person") if not entry.content.against]
    if not whom or any(entry.content.key.startswith("group:") for entry in whom):
        return True
    kinds = [entry for entry in facts.apart(act, "act.kind") if not entry.content.against]
    return not all(any(kind.origins <= person.origins for person in whom) for kind in kinds)


def _reach(facts: Facts, people: set[str]) -> set[str]:
    """These people, whoever belongs to them, and all that anybody says are the same."""
    found = sorted(people)
    for one in found:
        near = [entry.content.subject for name in BELONGING for entry in facts.saying(name, one)]
        near += [entry.content.key for entry in facts.of(one, "person.same_as")]
        found += [other for other in near if other not in found]
    return set(found)

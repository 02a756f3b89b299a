"""One world, built as it is asked: it picks a value for a fact only when something turns on that fact.

A world is driven by a list of choices. Where a question has several answers it takes the next choice of the
list (the first one beyond its end) and notes how many there were, so that ``explore`` can visit every path.
Two worlds that differ only in facts nobody asked for are one path: that is what makes the exact answer cheap.
Semantics 8 to 13.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from habeas.core.finding import OpenBecause
from habeas.law.worlds.facts import Facts, Key
from habeas.law.worlds.moments import Impossible, Moment, Moments
from habeas.law.worlds.shift import Domain, Shift

R = TypeVar("R")

Fact = tuple[str, ...]  # (subject, property), or (subject, property, value) for one value of a many property
OTHER = "\0other"  # a value that nobody has named


@dataclass
class Single:
    """What a world still allows for a fact of one value: named values, and (``other``) any one not excluded."""

    named: frozenset[str]
    other: bool
    excluded: frozenset[str]
    why: OpenBecause
    first_named: frozenset[str] = field(default_factory=frozenset)


class World:
    """The choices of one world. ``facts`` is what the claims say; ``trace`` the choices taken so far."""

    __slots__ = (
        "arity", "closed", "facts", "flag_why", "flags", "memberships", "moments", "order_reads", "prefix", "reads",
        "scope_reads", "scoped", "singles", "time_why", "trace",
    )  # fmt: skip

    def __init__(self, facts: Facts, prefix: list[int]) -> None:
        self.facts = facts
        self.prefix = prefix
        self.trace: list[int] = []
        self.arity: list[int] = []
        self.flags: dict[Fact, bool] = {}
        self.flag_why: dict[Fact, OpenBecause] = {}
        self.closed: set[Fact] = set()  # silences that a log says are none
        self.singles: dict[Fact, Single] = {}
        self.memberships: dict[tuple[str, str], bool] = {}  # every (who, group) asked for, open or not
        self.moments = Moments()
        self.time_why: dict[str, tuple[Fact, OpenBecause, Domain]] = {}  # and what the fact could be, alone
        self.reads: set[Key] = set()
        self.order_reads: set[Key] = set()
        self.scope_reads: set[Key] = set()
        self.scoped = False

    def choose(self, options: int) -> int:
        at = len(self.trace)
        taken = self.prefix[at] if at < len(self.prefix) else 0
        self.trace.append(taken)
        self.arity.append(options)
        return taken

    # ---- facts that hold or do not ------------------------------------------------------------------------

    def flag(self, fact: Fact, why: OpenBecause) -> bool:
        """A fact that may hold or not; the same answer for the whole of this world."""
        known = self.flags.get(fact)
        if known is None:
            known = self.flags[fact] = self.choose(2) == 0
            self.flag_why[fact] = why
        return known

    def many(self, subject: str, name: str, key: str) -> bool:
        """One value of a ``many`` property (semantics 9)."""
        state = self.facts.state(subject, name, key)
        if state == "+":
            return True
        if state == "-":
            return False
        return self.flag((subject, name, key), "conflict" if state else "gap")

    def many_of_one(self, whose: tuple[str, ...], name: str, key: str) -> bool:
        """As ``many``, of a person under several ids or in groups: what is said of each counts, and is one fact."""
        said = {self.facts.state(one, name, key) for one in whose} - {""}
        if said == {"+"}:
            return True
        if said == {"-"}:
            return False
        return self.flag((whose[0], name, key), "conflict" if said else "gap")

    def happened(self, act: str) -> bool:
        """Semantics 11."""
        state = self.facts.state(act, "act.happened", "true")
        if state in ("", "+"):
            return True
        if state == "-" and not self.facts.claimed(act, "act.time"):
            return False
        return self.flag((act, "act.happened"), "conflict")

    # ---- facts of one value ---------------------------------------------------------------------------------

    def single(self, subject: str, name: str) -> Single:
        fact = (subject, name)
        known = self.singles.get(fact)
        if known is None:
            known = self.singles[fact] = self._fresh(subject, name)
        return known

    def _fresh(self, subject: str, name: str) -> Single:
        named = frozenset(self.facts.claimed(subject, name))
        denied = self.facts.denied(subject, name)
        if not named:
            # Semantics 9: an act whose kind nobody claims has none, rather than any.
            return Single(named, name != "act.kind", frozenset(denied), "gap")
        return Single(named, named <= denied, frozenset(), "conflict", named)

    def equals(self, subject: str, name: str, key: str) -> bool:
        """Whether the fact has this value; what is picked is no more than the answer needs."""
        state = self.single(subject, name)
        if key in state.named:
            rest = state.named - {key}
            if not rest and not state.other:
                return True
            if self.choose(2) == 0:
                state.named, state.other = frozenset({key}), False
                return True
            state.named, state.excluded = rest, state.excluded | {key}
            return False
        if not state.other or key in state.excluded:
            return False
        if self.choose(2) == 0:
            state.named, state.other = frozenset({key}), False
            return True
        state.excluded |= {key}
        return False

    def value(self, subject: str, name: str) -> str | None:
        """The value of the fact in this world; None when it is one that nobody has named (or there is none)."""
        state = self.single(subject, name)
        options = sorted(state.named)
        if state.other:
            options.append(OTHER)
        if not options:
            return None
        taken = options[self.choose(len(options))] if len(options) > 1 else options[0]
        if taken == OTHER:
            state.excluded |= state.named
            state.named = frozenset()
            return None
        state.named, state.other = frozenset({taken}), False
        return taken

    # ---- moments ----------------------------------------------------------------------------------------------

    def time_of(self, subject: str, name: str) -> Moment:
        """The moment of an instant fact, as a variable of this world."""
        var = f"{subject} {name}"
        if var not in self.moments.domains:
            when = self.facts.when(subject, name)
            self.moments.domains[var] = when.domain
            if when.open_because is not None:
                self.time_why[var] = ((subject, name), when.open_because, when.domain)
        return Moment(var)

    def time_of_one(self, ids: tuple[str, ...], name: str) -> Moment:
        """As ``time_of``, of a person under several ids: what is said of each counts, and is one fact."""
        if len(ids) == 1:
            return self.time_of(ids[0], name)
        var = f"{ids[0]} {name} of one"
        if var not in self.moments.domains:
            when = self.facts.when_of_one(ids, name)
            self.moments.domains[var] = when.domain
            if when.open_because is not None:
                self.time_why[var] = ((ids[0], name), when.open_because, when.domain)
        return Moment(var)

    def moment(self, var: str, domain: Domain, open_because: OpenBecause | None = None) -> Moment:
        """A moment that the instrument or the asker gives, not a claim."""
        if var not in self.moments.domains:
            self.moments.domains[var] = domain
            if open_because is not None:
                self.time_why[var] = (tuple(var.split(" ", 1)), open_because, domain)
        return Moment(var)

    def shifted(self, moment: Moment, shift: Shift) -> Moment:
        """The moment after (or before) which something falls due; the world keeps to a part on which that rises."""
        if moment.shift is not None:
            moment = self.fixed_copy(moment)  # a due time that starts the next period
        domain = self.moments.domains[moment.var]
        parts = shift.rising(domain)
        if len(parts) > len(domain):
            self.moments.domains[moment.var] = (parts[self.choose(len(parts))],)
        return Moment(moment.var, shift)

    def fixed_copy(self, moment: Moment) -> Moment:
        """A variable that equals a shifted moment, so that it can be shifted again."""
        var = f"{moment.var} then {moment.shift}"
        if var not in self.moments.domains:
            low, high = self.moments.range_of(moment)
            self.moments.domains[var] = ((low, high),)
            self.moments.add(Moment(var), moment, strict=False)
            self.moments.add(moment, Moment(var), strict=False)
        return Moment(var)

    def before(self, left: Moment, right: Moment, *, strict: bool = True) -> bool:
        """``left < right`` (or ``<=``), decided by the moments or, where they leave it open, by a choice."""
        known = self.moments.compare(left, right, strict=strict)
        if known is not None:
            return known
        if self.choose(2) == 0:
            self.moments.add(left, right, strict=strict)
            return True
        self.moments.add(right, left, strict=not strict)
        return False


def explore(facts: Facts, run: Callable[[World], R]) -> Iterator[tuple[R, World]]:
    """Every world of ``facts`` that ``run`` can tell apart, with what ``run`` says of it.

    Each world carries what was asked of the facts on its way (``reads``).
    """
    waiting: list[list[int]] = [[]]
    outer = facts.reads
    while waiting:
        world = World(facts, waiting.pop())
        taken = len(world.prefix)
        facts.reads = set()
        answers: list[R] = []
        try:
            answers.append(run(world))
        except Impossible:
            pass  # nothing satisfies what this path asked for: it is no world, but its alternatives may be
        finally:
            world.reads = facts.reads
            outer |= facts.reads | world.order_reads | world.scope_reads
            facts.reads = outer
        for at in range(taken, len(world.trace)):
            waiting.extend([*world.trace[:at], other] for other in range(1, world.arity[at]))
        for answer in answers:
            yield answer, world

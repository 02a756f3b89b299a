"""Why an outcome is as it is, in a word, and which facts would settle an open one. Semantics 28."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from habeas.core.finding import OUTCOMES, OpenBecause, OpenFact, Outcome
from habeas.core.instant import MAX, MIN
from habeas.law.kernel.duties import Verdict
from habeas.law.kernel.kernel import Path, outcome_of
from habeas.law.worlds.belonging import belongs, may_belong
from habeas.law.worlds.facts import Facts
from habeas.law.worlds.moments import Impossible, common, joined, without
from habeas.law.worlds.order import settle_order
from habeas.law.worlds.shift import Domain
from habeas.law.worlds.world import OTHER, Fact, Single, World, explore

# The first and last moments of the calendar stand for "any time before" and "any time after". What could be so only
# within a lifetime of them could not be so at all.
_LIFETIME = 100 * 366 * 86_400_000_000
_THINKABLE: Domain = ((MIN + _LIFETIME, MAX - _LIFETIME),)

# Where several words fit a settled outcome (rival claims, same outcome), the first that occurs is given.
_WORDS = ("done_while_forbidden", "done_late", "never_done", "done_in_time", "before_force", "after_end",
          "never_happened", "not_protected")  # fmt: skip


def because(outcome: Outcome, paths: Sequence[Path], settling: Sequence[OpenFact]) -> str:
    """The word for an outcome (design: *What a finding says*)."""
    if outcome != "undetermined":
        wanted = {"breach": "broken", "kept": "kept", "not_bound": "out"}[outcome]
        said = {path.label.why for path in paths if path.label.verdict == wanted}
        return next((word for word in _WORDS if word in said), "not_protected")
    if not paths:
        return "conflict"
    if settling:
        return settling[0].open_because
    if any(path.label.why == "not_due" for path in paths):
        return "not_due"
    open_because = {why for path in paths for why in path.world.flag_why.values()}
    open_because |= {state.why for path in paths for state in path.world.singles.values() if _is_open(state)}
    open_because |= {why for path in paths for _, why, _ in path.world.time_why.values()}
    return next((why for why in ("conflict", "gap", "imprecise") if why in open_because), "conflict")


def _is_open(state: Single) -> bool:
    return state.other or len(state.first_named) > 1


def would_settle(
    facts: Facts, paths: Sequence[Path], named: Callable[[Fact], Iterable[Outcome]]
) -> tuple[OpenFact, ...]:
    """The open facts some value of which settles the outcome: decisive first, then by the ways they settle it.

    ``named`` says what the outcome would be if an act (or custody) of which nobody says whom were of each person or
    group that the matter names, or of somebody else.
    """
    found = [*_flags(facts, paths), *_singles(paths), *_times(facts, paths), *_whom(paths, named)]
    return tuple(sorted(found, key=lambda fact: (not fact.decisive, -len(fact.toward), fact.fact)))


def _entry(fact: Fact, why: OpenBecause, outcomes: Sequence[Outcome]) -> OpenFact | None:
    settled = {outcome for outcome in outcomes if outcome != "undetermined"}
    if not settled:
        return None
    toward = tuple(outcome for outcome in OUTCOMES if outcome in settled)
    return OpenFact(" ".join(fact), why, "undetermined" not in outcomes, toward)


def _flags(facts: Facts, paths: Sequence[Path]) -> list[OpenFact]:
    whys: dict[Fact, OpenBecause] = {}
    for path in paths:
        whys.update(path.world.flag_why)
    for who, group in sorted({asked for path in paths for asked in path.world.memberships}):
        for fact in _gaps(facts, who, group):
            whys.setdefault(fact, "gap")  # also where it always followed from what a world had chosen before
    out = []
    for fact, why in whys.items():
        if fact[-1] == "not_due" or (why == "gap" and _says_whom(fact)):
            continue  # nobody can say yet; or see _whom
        outcomes = []
        for value in (True, False):
            verdicts = {_verdict(path, fact, value) for path in paths if _held(path, fact, value) == value}
            if not value and _leaves_others_open(facts, fact):
                verdicts = {path.label.verdict for path in paths}
            if verdicts and (fact[1] != "act.happened" or _could_be(facts, fact[0], value)):
                outcomes.append(outcome_of(verdicts))
        entry = _entry(fact, why, outcomes)
        out += [entry] if entry else []
    return out


def _verdict(path: Path, fact: Fact, value: bool) -> Verdict:
    """What the world says of the duty with the fact as it is: once somebody speaks of an act that was done in time, no
    log says that none was (semantics 19).
    """
    verdict = path.label.verdict
    return "kept" if value and verdict == "broken" and fact in path.world.closed else verdict


def _gaps(facts: Facts, who: str, group: str) -> frozenset[Fact]:
    """What nobody says, of all that the answer to whether somebody belongs to a group turns on by itself."""

    def work() -> frozenset[Fact]:
        worlds = [world for _, world in explore(facts, lambda world: belongs(world, who, group))]
        return frozenset(fact for world in worlds for fact, why in world.flag_why.items() if why == "gap")

    return facts.memo(("gaps of membership", who, group), work)


def _held(path: Path, fact: Fact, otherwise: bool) -> bool:
    """Whether the world has it so, by choice or because of what else it has chosen; ``otherwise`` where it is open."""
    known = path.world.flags.get(fact)
    if known is None and fact[1] == "person.member_of":
        known = path.world.memberships.get((fact[0], fact[2]))
        if known is None:
            known = _follows(path.world, fact[0], fact[2])
    return otherwise if known is None else known


class _Open(Exception):
    """What is asked does not follow."""


class _Chosen(World):
    """A world that makes no further choice."""

    __slots__ = ()

    def choose(self, options: int) -> int:
        raise _Open(options)


def _follows(world: World, who: str, group: str) -> bool | None:
    """Whether it follows from what a world has chosen that somebody belongs to a group, or not; None: neither does."""
    chosen = _Chosen(world.facts, [])
    chosen.flags = dict(world.flags)
    outer, world.facts.reads = world.facts.reads, set()
    try:
        return belongs(chosen, who, group)
    except _Open:
        return None
    finally:
        world.facts.reads = outer


def _leaves_others_open(facts: Facts, fact: Fact) -> bool:
    """That something is not so of a whole group says nothing of one of its members of whom nobody says it. (The ids of
    one person have one answer.)
    """
    who, name = fact[:2]
    if not name.startswith("person.") or not who.startswith("group:"):
        return False
    ties = ("person.member_of", "group.part_of")
    others = {entry.content.subject for tie in ties for entry in facts.saying(tie, who) if not entry.content.against}
    if name != "person.member_of":
        return any(not facts.of(other, name) for other in others)
    return any(_silent(facts, member, fact[2]) for member in others)


def _silent(facts: Facts, who: str, group: str) -> bool:
    """Whether somebody may belong to a group though no claim says it."""
    if may_belong(facts, who, group):
        return False

    def work() -> bool:
        return any(held for held, _ in explore(facts, lambda world: belongs(world, who, group)))

    return facts.memo(("may belong", who, group), work)


def _could_be(facts: Facts, act: str, happened: bool) -> bool:
    """Whether the orders of acts leave a world in which the act happened, or did not."""

    def run(world: World) -> None:
        if world.happened(act) != happened:
            raise Impossible
        settle_order(world, [act])

    return facts.memo(("could happen", act, happened), lambda: any(True for _ in explore(facts, run)))


def _says_whom(fact: Fact) -> bool:
    return fact[1] in ("act.person", "custody.person") and len(fact) > 2


def _whom(paths: Sequence[Path], named: Callable[[Fact], Iterable[Outcome]]) -> list[OpenFact]:
    """Nobody says whom: somebody named, or anybody else.

    If all led to one outcome it would not be open: then it is open because somebody unnamed may belong to anything.
    """
    asked = {
        (fact[0], fact[1])
        for path in paths
        for fact, why in path.world.flag_why.items()
        if _says_whom(fact) and why == "gap"
    }
    out = []
    for fact in sorted(asked):
        outcomes: list[Outcome] = list(named(fact))
        if len(set(outcomes)) == 1:
            outcomes.append("undetermined")
        entry = _entry(fact, "gap", outcomes)
        out += [entry] if entry else []
    return out


def _singles(paths: Sequence[Path]) -> list[OpenFact]:
    values: dict[Fact, set[str]] = {}
    whys: dict[Fact, OpenBecause] = {}
    for path in paths:
        for fact, state in path.world.singles.items():
            if not (state.named or state.first_named or state.other):
                continue  # an act whose kind nobody claims has none: that is not open
            known = values.setdefault(fact, set())
            known |= state.named | state.first_named | state.excluded
            if state.other or (not state.first_named and state.why == "gap"):
                known.add(OTHER)
            whys[fact] = state.why
    out = []
    for fact, options in values.items():
        if len(options) < 2:
            continue
        outcomes = []
        for value in sorted(options):
            verdicts = {path.label.verdict for path in paths if _allows(path.world.singles.get(fact), value)}
            if verdicts:
                outcomes.append(outcome_of(verdicts))
        entry = _entry(fact, whys[fact], outcomes)
        out += [entry] if entry else []
    return out


def _allows(state: Single | None, value: str) -> bool:
    if state is None:
        return True
    return value in state.named or (state.other and value not in state.excluded)


def _times(facts: Facts, paths: Sequence[Path]) -> list[OpenFact]:
    known: dict[str, tuple[Fact, OpenBecause, Domain]] = {}
    for path in paths:
        known.update(path.world.time_why)
    out = []
    for var, (fact, why, alone) in known.items():
        if " " in fact[1]:
            continue  # a moment that the instrument writes is no fact that anybody could tell
        regions: dict[str, Domain] = {}
        for verdict in ("broken", "kept", "out"):
            pieces = [
                interval
                for path in paths
                if path.label.verdict == verdict
                for interval in _ranges(facts, path, var, fact, alone)
            ]
            regions[verdict] = common(joined(pieces), _THINKABLE)
        entry = _entry(fact, why, _outcomes(regions))
        out += [entry] if entry else []
    return out


def _ranges(facts: Facts, path: Path, var: str, fact: Fact, alone: Domain) -> Domain:
    if var in path.world.moments.domains:
        return path.world.moments.ranges(var)
    return _possible(facts, fact) if fact[1] in ("act.time", "custody.start", "custody.end") else alone


def _possible(facts: Facts, fact: Fact) -> Domain:
    """The moments of a fact that this world did not ask for: those that some order of things leaves it."""

    def run(world: World) -> Domain:
        world.time_of(fact[0], fact[1])
        settle_order(world, [fact[0]])
        return world.moments.ranges(f"{fact[0]} {fact[1]}")

    return facts.memo(
        ("possible moments", fact), lambda: joined([piece for found, _ in explore(facts, run) for piece in found])
    )


def _outcomes(regions: dict[str, Domain]) -> list[Outcome]:
    """The outcomes that the moments settle on, and ``undetermined`` if some moment leaves it open."""
    broken, kept, out = regions["broken"], regions["kept"], regions["out"]
    whole = joined([*kept, *out])
    found: list[Outcome] = []
    if without(broken, whole):
        found.append("breach")
    unbroken = without(whole, broken)
    if common(unbroken, kept):
        found.append("kept")
    if without(unbroken, kept):
        found.append("not_bound")
    if common(broken, whole):
        found.append("undetermined")
    return found

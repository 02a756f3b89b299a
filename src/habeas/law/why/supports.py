"""What an outcome rests on: the minimal sets of contents that alone give it. Semantics 25.

A search tree in the manner of Reiter's hitting-set tree (A theory of diagnosis from first principles, 1987). A
set of contents that does not give the outcome has a world that speaks against it. Any larger set that does give
it must add a content on something which that world asked about: else the same world would still be there. So
the tree branches on those contents only, and no support is missed. Sets are visited by size, so that the first
supports found are the smallest and whatever contains one is passed over.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from habeas.core.finding import Outcome
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.kernel import Kernel, Path, outcome_of
from habeas.law.why.against import path_options
from habeas.law.why.narrowing import narrowing, stays_open, supports_from_above
from habeas.law.worlds.facts import Entry, Facts, Key, allowed_by
from habeas.law.worlds.moments import common
from habeas.law.worlds.order import impossible_acts, subjects_of
from habeas.law.worlds.shift import Domain

LIMIT = 32  # supports listed for one finding
SMALL = 16  # up to so many contents in question, every support is looked for, however acts are ordered
MOST = 50_000  # and so many worlds looked at for one finding: some thousands are many
WORK = 500  # else: worlds looked at for one finding, without orders of acts that the clause does not ask about
ORDERS = 10  # and with them


@dataclass(frozen=True)
class Found:
    """The supports, smallest first; ``complete`` is false when a stated bound was reached; ``narrow``: these are all,
    and nothing but one of them gives the outcome, or it stays undetermined as long as there is a line
    (``law.why.narrowing``).
    """

    supports: tuple[tuple[Entry, ...], ...]
    complete: bool
    narrow: bool = False


@dataclass(frozen=True)
class _Question:
    """What is asked: the outcome of a duty for a subject, by the facts."""

    kernel: Kernel
    facts: Facts
    duty: Duty
    subject: str | None
    outcome: Outcome

    def at(self, keys: set[Key]) -> list[Entry]:
        """The contents there, but for those of acts that are surely for somebody else."""
        other = self.kernel.elsewhere(self.facts, self.duty, self.subject)
        found = {entry.index: entry for key in keys for entry in self.facts.look(key)}
        return [found[index] for index in sorted(found) if found[index].content.subject not in other]


def supports(kernel: Kernel, facts: Facts, duty: Duty, subject: str | None, outcome: Outcome) -> Found:
    """All minimal supports of a settled outcome, up to ``LIMIT``, ``MOST`` and ``WORK``; none for ``undetermined``."""
    if outcome == "undetermined":
        return Found((), complete=True, narrow=stays_open(facts, kernel.required, duty, subject))
    asked = _Question(kernel, facts, duty, subject, outcome)
    if together := narrowing(facts, kernel.required, duty, subject):
        above = [supports_from_above(whole, lambda less: _still(asked, less), LIMIT) for whole in together]
        least = _minimal([support for found, _ in above for support in found])
        complete = all(whole for _, whole in above) and len(least) <= LIMIT
        return Found(_ordered(least[:LIMIT]), complete, narrow=complete and len(together) == 1)
    pool, ordered = _pool(asked)
    if len(pool | ordered) <= SMALL:
        found, complete = _search(asked, MOST, orders=True)
        found = _minimal(found if complete else [*found, *_shrunk(asked, pool)])
        return Found(_ordered(found[:LIMIT]), complete)
    # Most reasons need no order of acts. They are looked for first, so that the smallest are never missed for the
    # many ways in which a landing also says that a departure came before it.
    found, complete = _search(asked, WORK, orders=False)
    if complete:
        more, complete = _search(asked, ORDERS, orders=True)
        found = _minimal([*found, *more])
    else:
        found = _minimal([*found, *_shrunk(asked, pool)])
    return Found(_ordered(found[:LIMIT]), complete and len(found) <= LIMIT)


def _pool(asked: _Question) -> tuple[frozenset[Entry], frozenset[Entry]]:
    """The contents in question: those that some world of all claims asked about, and those that orders asked about."""
    whole = asked.facts.without(frozenset())
    asked.kernel.has_line(whole, asked.duty, asked.subject)
    paths = asked.kernel.paths(whole, asked.duty, asked.subject)
    pool = asked.at(whole.reads.union(*(path.world.reads | path.world.scope_reads for path in paths)))
    ordered = asked.at(set[Key]().union(*(path.world.order_reads for path in paths)))
    return frozenset(pool), frozenset(ordered)


def _search(asked: _Question, work: int, *, orders: bool) -> tuple[list[frozenset[Entry]], bool]:
    found: list[frozenset[Entry]] = []
    level: dict[frozenset[Entry], None] = {frozenset(): None}
    tried = 0
    while level:
        following: dict[frozenset[Entry], None] = {}
        for chosen in level:
            if any(support <= chosen for support in found):
                continue
            if tried >= work or len(found) >= LIMIT:
                return found, False
            options, worlds = _missing(asked, chosen, orders=orders)
            tried += worlds
            if options is None:
                if not impossible_acts(Facts(chosen), subjects_of(chosen)):
                    found.append(chosen)
                continue
            for entry in options:
                if entry not in chosen and _together(entry, chosen):
                    following[chosen | {entry}] = None
        level = following
    return found, True


def _minimal(found: list[frozenset[Entry]]) -> list[frozenset[Entry]]:
    unique = sorted(set(found), key=lambda support: (len(support), sorted(entry.index for entry in support)))
    return [support for support in unique if not any(other < support for other in unique)]


def _shrunk(asked: _Question, contents: frozenset[Entry]) -> list[frozenset[Entry]]:
    """Where the search was cut: supports got by leaving out, from all that was asked about, whatever is not needed.

    Each content of a fact with rivals is once put first, so that each rival is seen in a support of its own.
    """
    pool = sorted(contents, key=lambda entry: entry.index)
    by_fact = Counter((entry.content.subject, entry.content.property) for entry in pool)
    rivals = [entry for entry in pool if by_fact[entry.content.subject, entry.content.property] > 1]
    found: list[frozenset[Entry]] = []
    for first in [*rivals[:3], None]:
        chosen: frozenset[Entry] = frozenset()
        for entry in ([first] if first else []) + pool:
            if entry not in chosen and _together(entry, chosen):
                chosen |= {entry}
        if not _gives(asked, chosen):
            continue
        found.append(_least(asked, chosen, first))
    return found


def _least(asked: _Question, chosen: frozenset[Entry], first: Entry | None) -> frozenset[Entry]:
    """Contents out of these of which none can be left out. One that is needed beside others may not be needed without
    them (a second stint, once nothing says that it follows the first), so that all are tried until none goes.
    """
    before: frozenset[Entry] = frozenset()
    while before != chosen:
        before = chosen
        for entry in sorted(before, key=lambda one: (one is first, -one.index)):
            if _gives(asked, chosen - {entry}):
                chosen -= {entry}
    return chosen


def _gives(asked: _Question, chosen: frozenset[Entry]) -> bool:
    alone = Facts(sorted(chosen, key=lambda entry: entry.index))
    return asked.kernel.judge(alone, asked.duty, asked.subject) == asked.outcome


def _still(asked: _Question, less: Facts) -> bool:
    if asked.outcome != "not_bound":
        return asked.kernel.judge(less, asked.duty, asked.subject) == asked.outcome
    # Time never puts anything out of scope: nothing is asked of moments.
    if not asked.kernel.has_line(less, asked.duty, asked.subject):
        return False
    return all(path.label.verdict == "out" for path in asked.kernel.scope(less, asked.duty, asked.subject))


def _ordered(found: list[frozenset[Entry]]) -> tuple[tuple[Entry, ...], ...]:
    rows = [tuple(sorted(support, key=lambda entry: entry.index)) for support in found]
    return tuple(sorted(rows, key=lambda support: (len(support), [entry.index for entry in support])))


def _together(entry: Entry, chosen: frozenset[Entry]) -> bool:
    """Whether the contents can all be true: of one fact one content; of one instant, a common point."""
    content = entry.content
    rivals = [other for other in chosen
              if other.content.subject == content.subject and other.content.property == content.property]  # fmt: skip
    if not rivals:
        return True
    if entry.value.kind == "instant":
        meet: Domain = allowed_by(entry)
        for other in rivals:
            meet = common(meet, allowed_by(other))
        return bool(meet)
    if entry.many:
        return all(other.content.key != content.key for other in rivals)
    return False


def _missing(asked: _Question, chosen: frozenset[Entry], *, orders: bool) -> tuple[list[Entry] | None, int]:
    """None where the chosen contents give the outcome; else those one of which any support above them must add.

    They are the ones that the counter-world with the fewest of them asked about. With them, the worlds looked at.
    """
    alone = Facts(sorted(chosen, key=lambda entry: entry.index))
    if not asked.kernel.has_line(alone, asked.duty, asked.subject):
        return asked.at(alone.reads), 1
    line_reads = set(alone.reads)
    if asked.outcome == "not_bound":
        paths = asked.kernel.scope(alone, asked.duty, asked.subject)  # time never puts anything out of scope
    else:
        paths = asked.kernel.paths(alone, asked.duty, asked.subject)
    if outcome_of({path.label.verdict for path in paths}) == asked.outcome:
        return None, len(paths)
    against = [path for path in paths if _speaks_against(path, asked.outcome)]
    if not against:
        # Every world is fine and yet the outcome differs (all out of scope, or none at all): any of them may change.
        return asked.at(line_reads.union(*(_asked(path) for path in paths))), len(paths)
    fewest: list[Entry] | None = None
    other = asked.kernel.elsewhere(asked.facts, asked.duty, asked.subject)
    for path in against:
        options = path_options(asked.facts, path, asked.outcome, orders=orders)
        options = [entry for entry in options if entry.content.subject not in other]
        if fewest is None or len(options) < len(fewest):
            fewest = options
        if len(fewest) <= 1:
            break
    return fewest, len(paths)


def _asked(path: Path) -> set[Key]:
    return path.world.reads | path.world.scope_reads | path.world.order_reads


def _speaks_against(path: Path, outcome: Outcome) -> bool:
    verdict = path.label.verdict
    return {"breach": verdict != "broken", "kept": verdict == "broken", "not_bound": verdict != "out"}[outcome]

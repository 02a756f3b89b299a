"""What an outcome rests on: the minimal sets of contents that alone give it. Semantics 25.

A search tree in the manner of Reiter's hitting-set tree (A theory of diagnosis from first principles, 1987). A
set of contents that does not give the outcome has a world that speaks against it. Any larger set that does give
it must add a content on something which that world asked about: else the same world would still be there. So
the tree branches on those contents only, and no support is missed. Sets are visited by size, so that the first
supports found are the smallest and whatever contains one is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass

from habeas.core.finding import Outcome
from habeas.law.against import path_options
from habeas.law.facts import Entry, Facts, Key, domain_of
from habeas.law.kernel import Kernel, Path, outcome_of
from habeas.law.moments import Domain, common
from habeas.law.resolve import Duty

LIMIT = 32  # supports listed for one finding
WORK = 300  # sets of contents tried for one finding


@dataclass(frozen=True)
class Found:
    """The supports, smallest first; ``complete`` is false when a stated bound was reached."""

    supports: tuple[tuple[Entry, ...], ...]
    complete: bool


@dataclass(frozen=True)
class _Question:
    """What is asked: the outcome of a duty for a subject, by the facts."""

    kernel: Kernel
    facts: Facts
    duty: Duty
    subject: str | None
    outcome: Outcome


def supports(kernel: Kernel, facts: Facts, duty: Duty, subject: str | None, outcome: Outcome) -> Found:
    """All minimal supports of a settled outcome, up to ``LIMIT`` and ``WORK``; none for ``undetermined``."""
    if outcome == "undetermined":
        return Found((), complete=True)
    asked = _Question(kernel, facts, duty, subject, outcome)
    found: list[frozenset[Entry]] = []
    level: dict[frozenset[Entry], None] = {frozenset(): None}
    tried = 0
    while level:
        following: dict[frozenset[Entry], None] = {}
        for chosen in level:
            if any(support <= chosen for support in found):
                continue
            if tried >= WORK or len(found) >= LIMIT:
                import os
                if os.environ.get('DBG'): print('tried',tried,[len(f) for f in found],duty.clause,subject,outcome, len(chosen))
                return Found(_ordered(found), complete=False)
            tried += 1
            options = _missing(asked, chosen)
            if options is None:
                found.append(chosen)
                continue
            for entry in options:
                if entry not in chosen and _together(entry, chosen):
                    following[chosen | {entry}] = None
        level = following
    import os
    if os.environ.get('DBG'): print('tried',tried,[len(f) for f in found],duty.clause,subject,outcome)
    return Found(_ordered(found), complete=True)


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
    if entry.value.kind == "instant" and not content.against:
        meet: Domain = domain_of(entry)
        for other in rivals:
            if other.content.against:
                return False
            meet = common(meet, domain_of(other))
        return bool(meet)
    if entry.many:
        return all(other.content.key != content.key for other in rivals)
    return False


def _missing(asked: _Question, chosen: frozenset[Entry]) -> list[Entry] | None:
    """None where the chosen contents give the outcome; else those one of which any support above them must add.

    They are the ones that the counter-world with the fewest of them asked about.
    """
    alone = Facts(sorted(chosen, key=lambda entry: entry.index))
    if not asked.kernel.has_line(alone, asked.duty, asked.subject):
        return _at(asked.facts, alone.reads)
    line_reads = set(alone.reads)
    if asked.outcome == "not_bound":
        paths = asked.kernel.scope(alone, asked.duty, asked.subject)  # time never puts anything out of scope
    else:
        paths = asked.kernel.paths(alone, asked.duty, asked.subject)
    if outcome_of({path.label.verdict for path in paths}) == asked.outcome:
        return None
    against = [path for path in paths if _speaks_against(path, asked.outcome)]
    if not against:
        # Every world is fine and yet the outcome differs (all out of scope, or none at all): any of them may change.
        return _at(asked.facts, line_reads.union(*(path.world.reads | path.world.order_reads for path in paths)))
    return min((path_options(asked.facts, path, asked.duty) for path in against), key=len)


def _speaks_against(path: Path, outcome: Outcome) -> bool:
    verdict = path.label.verdict
    return {"breach": verdict != "broken", "kept": verdict == "broken", "not_bound": verdict != "out"}[outcome]


def _at(facts: Facts, keys: set[Key]) -> list[Entry]:
    found = {entry.index: entry for key in keys for entry in facts.look(key)}
    return [found[index] for index in sorted(found)]

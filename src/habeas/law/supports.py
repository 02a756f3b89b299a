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
from habeas.core.instant import MAX, MIN
from habeas.law.facts import Entry, Facts, domain_of
from habeas.law.kernel import Kernel, Path
from habeas.law.moments import Bound, Domain, Impossible, Moment, common, trim
from habeas.law.order import Link, links_of
from habeas.law.resolve import Duty

LIMIT = 64  # supports listed for one finding
WORK = 3000  # sets of contents tried for one finding


@dataclass(frozen=True)
class Found:
    """The supports, smallest first; ``complete`` is false when a stated bound was reached."""

    supports: tuple[tuple[Entry, ...], ...]
    complete: bool


def supports(kernel: Kernel, facts: Facts, duty: Duty, subject: str | None, outcome: Outcome) -> Found:
    """All minimal supports of a settled outcome, up to ``LIMIT`` and ``WORK``; none for ``undetermined``."""
    if outcome == "undetermined":
        return Found((), True)
    found: list[frozenset[Entry]] = []
    level: dict[frozenset[Entry], None] = {frozenset(): None}
    tried = 0
    while level:
        following: dict[frozenset[Entry], None] = {}
        for chosen in level:
            if any(support <= chosen for support in found):
                continue
            if tried >= WORK or len(found) >= LIMIT:
                return Found(_ordered(found), complete=False)
            tried += 1
            alone = Facts(sorted(chosen, key=lambda entry: entry.index))
            if kernel.judge(alone, duty, subject) == outcome:
                found.append(chosen)
                continue
            for entry in _options(kernel, facts, alone, duty, subject, outcome):
                if entry not in chosen and _together(entry, chosen):
                    following[chosen | {entry}] = None
        level = following
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


def _options(
    kernel: Kernel, facts: Facts, alone: Facts, duty: Duty, subject: str | None, outcome: Outcome
) -> list[Entry]:
    """The contents one of which any larger support must add: those that the cheapest counter-world asked about."""
    asked: set[tuple[str, str, str]] = set()
    outer, alone.reads = alone.reads, asked
    line = kernel.has_line(alone, duty, subject)
    alone.reads = outer
    if not line:
        return _at(facts, asked)
    paths = kernel.paths(alone, duty, subject)
    against = [path for path in paths if _speaks_against(path, outcome)]
    if not against:
        # Every world is fine and yet the outcome differs (all out of scope, or none at all): any of them may change.
        return _at(facts, {key for path in paths for key in path.world.reads | path.world.order_reads} | asked)
    choices = [_path_options(facts, path) for path in against]
    return min(choices, key=len)


def _speaks_against(path: Path, outcome: Outcome) -> bool:
    verdict = path.label.verdict
    return {"breach": verdict != "broken", "kept": verdict == "broken", "not_bound": verdict != "out"}[outcome]


def _path_options(facts: Facts, path: Path) -> list[Entry]:
    keys = set(path.world.reads)
    if _order_could_matter(facts, path):
        keys |= path.world.order_reads
    return _at(facts, keys)


def _at(facts: Facts, keys: set[tuple[str, str, str]]) -> list[Entry]:
    found = {entry.index: entry for key in keys for entry in facts.look(key)}
    return [found[index] for index in sorted(found)]


# ---- orders: passed over where even the narrowest that all claims together could say leaves the world standing -----


def _order_could_matter(facts: Facts, path: Path) -> bool:
    domains = dict(path.world.moments.domains)
    if any(var.startswith("custody:") for var in domains):
        return True
    bounds = list(path.world.moments.bounds)
    for var in [var for var in domains if var.endswith(" act.time")]:
        low, high = _narrowest(facts, var.partition(" ")[0])
        domains[f"low {var}"], domains[f"high {var}"] = ((low, low),), ((high, high),)
        bounds.append(Bound(Moment(f"low {var}"), Moment(var), strict=False))
        bounds.append(Bound(Moment(var), Moment(f"high {var}"), strict=False))
    try:
        trim(domains, bounds)
    except Impossible:
        return True
    return False


def _narrowest(facts: Facts, act: str) -> tuple[int, int]:
    """The latest lower and the earliest upper bound that orders could put on an act, whoever is believed."""
    return facts.memo(("narrowest", act), lambda: _bounds_of(facts, act))


def _bounds_of(facts: Facts, act: str) -> tuple[int, int]:
    group = [act]
    for member in group:
        group += [other for link in links_of(facts, member) for other in link.acts if other not in group]
    low = dict.fromkeys(group, MIN)
    high = dict.fromkeys(group, MAX)
    pairs = {pair for member in group for link in links_of(facts, member) for pair in _pairs(link)}
    for _ in group:
        for earlier, later in pairs:
            low[later] = max(low[later], max(low[earlier], _extreme(facts, earlier, latest=True)) + 1)
            high[earlier] = min(high[earlier], min(high[later], _extreme(facts, later, latest=False)) - 1)
    return max(MIN, low[act]), min(MAX, high[act])


def _pairs(link: Link) -> list[tuple[str, str]]:
    """(earlier, later) as the link would have it if it held."""
    return [(link.right, link.end)] if link.kind == "inside" else [(link.left, link.right)]


def _extreme(facts: Facts, act: str, *, latest: bool) -> int:
    """The latest first moment (or the earliest last one) that any single claim gives the act."""
    domains = [domain_of(entry) for entry in facts.of(act, "act.time") if not entry.content.against]
    if latest:
        return max((domain[0][0] for domain in domains), default=MIN)
    return min((domain[-1][1] for domain in domains), default=MAX)

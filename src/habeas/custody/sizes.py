"""How many people a group counts, as the sizes of what is in it and of what it is in allow.

A part counts no more than its whole. Parts that one speaker gives in one source as exhaustive (``exhaustive: true`` in
the note) are disjoint and add up to the whole. As everywhere, a world takes one of rival claims: sizes that merely
disagree are rivals, and no conflict. Where no choice of them adds up, the claims are impossible together, and the
smallest set of them that is so by itself is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from habeas.core.claim import Claim, Content
from habeas.core.finding import Witnessed
from habeas.core.values import Quantity
from habeas.custody.book import row_order

MOST = 4096  # choices among rival sizes that are tried; beyond it rivals are taken as one range
SMALL = 14  # statements up to which the smallest impossible set is surely found
ROUNDS = 100  # of trimming, beside one for each tie
EXHAUSTIVE = "exhaustive: true"
_TIES = ("group.part_of", "group.parts")

Range = tuple[int, int | None]  # at least, at most (None: no bound)
Ranges = dict[str, Range]


@dataclass(frozen=True, slots=True)
class Size:
    """``claimed``: what is said of it, each with its rows. ``possible``: the numbers that all claims together leave;
    empty where no choice of them adds up.
    """

    group: str
    claimed: tuple[Witnessed, ...]
    possible: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Claims about sizes that cannot all be true: a smallest set, and the groups whose sizes hang together."""

    groups: tuple[str, ...]
    claims: tuple[Witnessed, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement. ``total`` counts exactly (``exact``) or at least as much as ``parts`` together; without parts it
    has one of ``spans``.
    """

    contents: tuple[Content, ...]
    total: str
    parts: tuple[str, ...] = ()
    exact: bool = False
    spans: tuple[Range, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        return (self.total, *self.parts)


def sizes_of(claims: Iterable[Claim]) -> tuple[tuple[Size, ...], tuple[Clash, ...]]:
    """The size of every group of which somebody says one, or that is tied to one, by id; and what cannot be."""
    kept = [claim for claim in claims if claim.property in ("group.size", *_TIES)]
    rows: dict[Content, set[str]] = defaultdict(set)
    for claim in kept:
        rows[claim.content].add(claim.row)
    sizes: list[Size] = []
    clashes: list[Clash] = []
    for statements in _components(_statements(kept)):
        sized = {one.total for one in statements if one.spans}
        if not sized:
            continue
        possible = _possible(statements)
        for group in sorted({group for one in statements for group in one.groups}):
            said = [content for one in statements if one.spans and one.total == group for content in one.contents]
            sizes.append(Size(group, tuple(_witnessed(content, rows) for content in said), possible.get(group, ())))
        if not possible:
            smallest = _smallest(statements)
            contents = dict.fromkeys(content for one in smallest for content in one.contents)
            groups = dict.fromkeys(group for one in smallest for group in one.groups)
            clashes.append(Clash(tuple(sorted(groups)), tuple(_witnessed(content, rows) for content in contents)))
    return tuple(sorted(sizes, key=lambda one: one.group)), tuple(clashes)


def _witnessed(content: Content, rows: dict[Content, set[str]]) -> Witnessed:
    return Witnessed(content, tuple(sorted(rows[content], key=row_order)))


# ---- what is said -------------------------------------------------------------------------------------------------


def _statements(claims: Sequence[Claim]) -> list[_Said]:
    """Sizes, parts and whole partitions, as far as nobody denies them."""
    denied = {(claim.subject, claim.property, claim.value.key) for claim in claims if claim.against}
    out: dict[_Said, None] = {}
    partitions: dict[tuple[str, str, str], dict[str, Content]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda one: (one.subject, one.property, one.value.key)):
        content, data = claim.content, claim.value.data
        if claim.property == "group.parts" and EXHAUSTIVE in claim.note and not claim.against:
            partitions[claim.subject, claim.source, claim.speaker][claim.value.key] = content
        if (claim.subject, claim.property, claim.value.key) in denied:
            continue
        if isinstance(data, Quantity):
            out[_Said((content,), claim.subject, spans=((max(0, data.low or 0), data.high),))] = None
        elif claim.property == "group.part_of":
            out[_Said((content,), claim.value.key, (claim.subject,))] = None
        elif claim.property == "group.parts":
            out[_Said((content,), claim.subject, (claim.value.key,))] = None
    for (whole, _, _), parts in partitions.items():
        if not any((whole, "group.parts", part) in denied for part in parts):
            out[_Said(tuple(parts.values()), whole, tuple(parts), exact=True)] = None
    return list(out)


def _components(statements: Sequence[_Said]) -> list[list[_Said]]:
    """Statements that hang together through groups."""
    found: list[tuple[set[str], list[_Said]]] = []
    for one in statements:
        groups, together = set(one.groups), [one]
        for other in [each for each in found if each[0] & groups]:
            found.remove(other)
            groups |= other[0]
            together = [*other[1], *together]
        found.append((groups, together))
    return [together for _, together in found]


# ---- what can be ----------------------------------------------------------------------------------------------------


def _possible(statements: Sequence[_Said]) -> dict[str, tuple[Range, ...]]:
    """For each group the numbers that some choice among rivals leaves; empty where none adds up."""
    names = sorted({group for one in statements for group in one.groups})
    said = {name: [one.spans[0] for one in statements if one.spans and one.total == name] for name in names}
    options = {name: _options(spans) for name, spans in said.items()}
    if prod(len(found) for found in options.values()) > MOST:
        options = {name: [_hull(found)] for name, found in options.items()}
    left: dict[str, list[Range]] = {name: [] for name in names}
    for picked in product(*options.values()):
        ranges = _narrowed(dict(zip(names, picked, strict=True)), statements)
        if ranges is not None:
            for name, found in ranges.items():
                left[name].append(found)
    return {name: _joined(found) for name, found in left.items()} if left[names[0]] else {}


def _options(spans: Sequence[Range]) -> list[Range]:
    """The maximal sets of claims that can all be true, each as what they have in common; anything if none is said."""
    if not spans:
        return [(0, None)]
    points = {low for low, _ in spans}
    holding = {frozenset(i for i, span in enumerate(spans) if _holds(span, point)) for point in points}
    best = [group for group in holding if not any(group < other for other in holding)]
    found = []
    for group in sorted(best, key=sorted):
        highs = [high for i in group if (high := spans[i][1]) is not None]
        found.append((max(spans[i][0] for i in group), min(highs) if highs else None))
    return found


def _holds(span: Range, point: int) -> bool:
    return span[0] <= point and (span[1] is None or point <= span[1])


def _hull(spans: Sequence[Range]) -> Range:
    highs = [high for _, high in spans]
    return min(low for low, _ in spans), None if None in highs else max(high for high in highs if high is not None)


def _narrowed(ranges: Ranges, statements: Sequence[_Said]) -> Ranges | None:
    """Every range trimmed to what the others leave, until nothing changes; None where one is empty.

    Where parts and wholes form a circle that could be trimmed for ever it stops: the ranges are then right, if not the
    narrowest.
    """
    ties = [one for one in statements if one.parts]
    for _ in range(ROUNDS + len(ties)):
        changed = False
        for one in ties:
            for name, low, high in _bounds(one, ranges):
                old_low, old_high = ranges[name]
                tops = [top for top in (old_high, high) if top is not None]
                new = (max(old_low, low), min(tops) if tops else None)
                if new[1] is not None and new[0] > new[1]:
                    return None
                if new != ranges[name]:
                    ranges[name], changed = new, True
        if not changed:
            break
    return ranges


def _bounds(one: _Said, ranges: Ranges) -> list[tuple[str, int, int | None]]:
    """What one tie says of each of its groups, given the others."""
    low = sum(ranges[part][0] for part in one.parts)
    highs = [ranges[part][1] for part in one.parts]
    high = None if None in highs or not one.exact else sum(top for top in highs if top is not None)
    least, most = ranges[one.total]
    out: list[tuple[str, int, int | None]] = [(one.total, low, high)]
    for at, part in enumerate(one.parts):
        others = [top for i, top in enumerate(highs) if i != at]
        floor = 0 if not one.exact or None in others else least - sum(top for top in others if top is not None)
        out.append((part, floor, None if most is None else most - (low - ranges[part][0])))
    return out


def _joined(found: Sequence[Range]) -> tuple[Range, ...]:
    out: list[Range] = []
    for low, high in sorted(found, key=lambda one: one[0]):
        last = out[-1][1] if out else None
        if out and (last is None or low <= last + 1):
            out[-1] = (out[-1][0], None if last is None or high is None else max(last, high))
        else:
            out.append((low, high))
    return tuple(out)


# ---- what cannot be -------------------------------------------------------------------------------------------------


def _smallest(statements: Sequence[_Said]) -> list[_Said]:
    """Leave out whatever is not needed; among a few statements, look whether a smaller set exists."""
    needed = list(statements)
    for one in statements:
        rest = [other for other in needed if other is not one]
        if rest and not _possible(rest):
            needed = rest
    if len(statements) <= SMALL:
        sets = [chosen for size in range(1, len(needed) + 1) for chosen in combinations(statements, size)]
        for chosen in sorted(sets, key=_weight):
            if _weight(chosen) >= _weight(needed):
                break
            if not _possible(chosen):
                return list(chosen)
    return needed


def _weight(statements: Sequence[_Said]) -> int:
    return len({content for one in statements for content in one.contents})

"""What may be one thing under two names: proposed to a person, never joined.

Acts: rows that agree in what, who, from and to, whose times can be the same, and of which at least one does not
name its act. Names: ids that differ in nothing but signs, or by one letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from habeas.core.instant import ANYTIME, Interval
from habeas.intake.events import Described


@dataclass
class _Cluster:
    members: list[Described]
    moments: tuple[Interval, ...]


def same_acts(described: Iterable[Described]) -> list[tuple[Described, ...]]:
    """Groups of rows that may describe one act, each with at least two acts in it."""
    groups: dict[tuple[tuple[str, ...], ...], list[Described]] = defaultdict(list)
    for one in described:
        if one.event.of("act.kind"):
            groups[one.event.of("act.kind"), one.event.of("act.person")].append(one)
    found = [tuple(cluster.members) for group in groups.values() for cluster in _clusters(group)]
    return [
        members for members in found
        if len({one.act for one in members}) > 1 and not all(one.named for one in members)
    ]  # fmt: skip


def _clusters(group: list[Described]) -> list[_Cluster]:
    """Rows in the order of their earliest moments, each put to the first cluster whose every row it agrees with."""
    clusters: list[_Cluster] = []
    for one in sorted(group, key=lambda one: ((one.event.time or ANYTIME).low, one.event.witness.row)):
        moments = (one.event.time or ANYTIME).intervals
        for cluster in clusters:
            if cluster.moments[-1][1] < moments[0][0]:
                continue
            common = _common(cluster.moments, moments)
            if common and all(_agree(one, other) for other in cluster.members):
                cluster.members.append(one)
                cluster.moments = common
                break
        else:
            clusters.append(_Cluster([one], moments))
    return clusters


def _agree(one: Described, other: Described) -> bool:
    """From and to are the same, or one row does not say."""
    return all(
        not (mine := one.event.of(prop)) or not (theirs := other.event.of(prop)) or mine == theirs
        for prop in ("act.from", "act.to")
    )


def _common(one: tuple[Interval, ...], other: tuple[Interval, ...]) -> tuple[Interval, ...]:
    met = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((low, high) for low, high in met if low <= high))


def near_names(ids: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of ids of one type that may be one: ``person:p-17`` and ``person:p17``, ``place:el-valle`` and
    ``place:el-vale``. Numbers must agree: ``p-17`` and ``p-18`` are two.
    """
    alike: dict[str, set[str]] = defaultdict(set)
    for name in ids:
        kind, _, rest = name.partition(":")
        if kind in ("act", "claim"):
            continue
        bare = "".join(c for c in rest if c.isalnum())
        digits = "".join(c for c in bare if c.isdigit())
        alike[f"{kind} {bare}"].add(name)
        if len(bare) >= 6:  # in shorter names one letter is a word of its own
            for at, c in enumerate(bare):
                if not c.isdigit():
                    alike[f"{kind} {digits} {bare[:at]}{bare[at + 1 :]}"].add(name)
            alike[f"{kind} {digits} {bare}"].add(name)
    return sorted({tuple(sorted(names)) for names in alike.values() if len(names) > 1})

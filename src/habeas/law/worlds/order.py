"""Which acts come before which: what speakers claim, and what the nature of things adds. Semantics 12.

The one table of nature is ``NATURE``. It binds only acts claimed to be of one journey (the same
``act.carrier``): people travel twice, so acts that merely concern the same people are not ordered by it.
One carrier id is one journey; a flight that goes on from a stop is another journey with its own id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from habeas.law.worlds.facts import Entry, Facts
from habeas.law.worlds.world import World, explore

# (earlier kind, later kind): the later act of one journey is strictly after the earlier one. What lies between need not
# be spoken of: a flight that handed people over had landed, whether or not anybody says when.
NATURE: tuple[tuple[str, str], ...] = (
    ("departs", "leaves_airspace"),
    ("departs", "lands"),
    ("departs", "hands_over"),
    ("leaves_airspace", "lands"),
    ("leaves_airspace", "hands_over"),
    ("lands", "hands_over"),
    ("books_in", "releases"),
)
_ENDS = ("lands", "arrives", "books_out")  # what ends an act that another was done *during*


@dataclass(frozen=True, slots=True)
class Link:
    """``left`` comes before ``right`` if the world has it so. ``kind`` says why it would.

    ``claimed``: strictly before; ``not_before``: somebody denies it, so ``right`` is not after ``left``;
    ``nature``: kinds and carrier decide; ``inside``: ``left`` does not end (by act ``end``) before ``right``.
    """

    kind: str
    left: str
    right: str
    end: str = ""
    kinds: tuple[str, str] = ("", "")
    carrier: str = ""

    @property
    def acts(self) -> tuple[str, ...]:
        return (self.left, self.right, self.end) if self.end else (self.left, self.right)


def links_of(facts: Facts, act: str) -> tuple[Link, ...]:
    """Every order in which ``act`` takes part (kept with the facts)."""
    return facts.memo(("links", act), lambda: tuple(sorted({*_claimed(facts, act), *_during(facts, act),
                                                            *_nature(facts, act)}, key=repr)))  # fmt: skip


def disputed_links_of(facts: Facts, act: str) -> tuple[Link, ...]:
    """Those, and every order that is claimed and denied: fewer claims could leave either."""
    return facts.memo(("disputed links", act), lambda: (*links_of(facts, act), *_claimed(facts, act, disputed=True)))


def _claimed(facts: Facts, act: str, *, disputed: bool = False) -> Iterator[Link]:
    pairs = {(act, entry.content.key) for entry in facts.of(act, "act.before")}
    pairs |= {(entry.content.subject, act) for entry in facts.saying("act.before", act)}
    for first, second in pairs:
        state = facts.state(first, "act.before", second)
        if state == "+" or (disputed and state == "±"):
            yield Link("claimed", first, second)
        if state == "-" or (disputed and state == "±"):
            yield Link("not_before", second, first)


def _during(facts: Facts, act: str) -> Iterator[Link]:
    pairs = {(act, entry.content.key) for entry in facts.of(act, "act.during")}
    pairs |= {(entry.content.subject, act) for entry in facts.saying("act.during", act)}
    for inner, outer in pairs:
        if facts.state(inner, "act.during", outer) != "+":
            continue
        yield Link("claimed", outer, inner)
        for end in _sharers(facts, outer):
            if end != inner and set(facts.claimed(end, "act.kind")) & set(_ENDS):
                yield Link("inside", outer, inner, end)


def _sharers(facts: Facts, act: str) -> set[str]:
    """The acts that have a carrier or somebody in common with ``act``, by claim."""
    found: set[str] = set()
    for name in ("act.carrier", "act.person"):
        for key in facts.claimed(act, name):
            found |= {entry.content.subject for entry in facts.saying(name, key) if not entry.content.against}
    return found - {act}


def _nature(facts: Facts, act: str) -> Iterator[Link]:
    kinds = set(facts.claimed(act, "act.kind"))
    for carrier in facts.claimed(act, "act.carrier"):
        for entry in facts.saying("act.carrier", carrier):
            other = entry.content.subject
            if other == act or entry.content.against:
                continue
            theirs = set(facts.claimed(other, "act.kind"))
            for earlier, later in NATURE:
                if earlier in kinds and later in theirs:
                    yield Link("nature", act, other, kinds=(earlier, later), carrier=carrier)
                if earlier in theirs and later in kinds:
                    yield Link("nature", other, act, kinds=(earlier, later), carrier=carrier)


def settle_order(world: World, subjects: Iterable[str]) -> None:
    """Hold the world to every order that bears on these acts and custodies.

    Raises ``Impossible`` when it cannot be. What is asked on the way is noted apart (``order_reads``).
    """
    outer, world.facts.reads = world.facts.reads, set()
    try:
        _settle(world, list(subjects))
    finally:
        world.order_reads = world.facts.reads
        world.facts.reads = outer


def _settle(world: World, waiting: list[str]) -> None:
    seen_acts: set[str] = set(waiting)
    seen_links: set[Link] = set()
    while waiting:
        subject = waiting.pop()
        if subject.startswith("custody:"):
            start, end = world.time_of(subject, "custody.start"), world.time_of(subject, "custody.end")
            world.moments.add(start, end, strict=False)
            continue
        for link in links_of(world.facts, subject):
            if link in seen_links or not _binds(world, link):
                continue
            seen_links.add(link)
            _hold(world, link)
            for act in link.acts:
                if act not in seen_acts:
                    seen_acts.add(act)
                    waiting.append(act)


def _binds(world: World, link: Link) -> bool:
    """Whether the link says anything in this world. Nothing is chosen for a link that holds by the clock anyway."""
    if link.kind != "inside":
        left = world.facts.when(link.left, "act.time").domain
        right = world.facts.when(link.right, "act.time").domain
        if left[-1][1] < right[0][0] or (link.kind == "not_before" and left[-1][1] <= right[0][0]):
            return False
    if link.kind == "nature":
        for act, kind in zip((link.left, link.right), link.kinds, strict=True):
            if not world.equals(act, "act.kind", kind) or not world.equals(act, "act.carrier", link.carrier):
                return False
    if link.kind == "inside" and not any(world.equals(link.end, "act.kind", kind) for kind in _ENDS):
        return False
    return all(world.happened(act) for act in link.acts)


def _hold(world: World, link: Link) -> None:
    """Add the order as a constraint: never as a choice, for the other answer is no world."""
    left, right = world.time_of(link.left, "act.time"), world.time_of(link.right, "act.time")
    if link.kind == "inside":
        end = world.time_of(link.end, "act.time")
        # The end that counts is one after the act began: an earlier one ended something else.
        if not world.before(end, left, strict=False):
            world.moments.add(right, end, strict=True)
        return
    world.moments.add(left, right, strict=link.kind != "not_before")


def subjects_of(entries: Iterable[Entry]) -> set[str]:
    """The acts and custodies that contents are about."""
    found = {entry.content.subject for entry in entries}
    return {subject for subject in found if subject.startswith(("act:", "custody:"))}


def impossible_acts(facts: Facts, acts: Iterable[str]) -> tuple[str, ...]:
    """The first group of linked acts (or the custody) for which no world exists; empty when the claims allow one."""
    return next(impossible_groups(facts, acts), ())


def impossible_groups(facts: Facts, acts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Every group of linked acts, and every custody, for which no world exists."""
    left = set(acts)
    while left:
        group = _component(facts, min(left))
        left -= group
        only = next(iter(group))
        if len(group) == 1 and not only.startswith("custody:") and not links_of(facts, only):
            continue

        def run(world: World, group: frozenset[str] = group) -> None:
            settle_order(world, sorted(group))

        if next(explore(facts, run), None) is None:
            yield tuple(sorted(group))


def _component(facts: Facts, start: str) -> frozenset[str]:
    group = {start}
    waiting = [start]
    while waiting:
        for link in links_of(facts, waiting.pop()):
            for act in link.acts:
                if act not in group:
                    group.add(act)
                    waiting.append(act)
    return frozenset(group)

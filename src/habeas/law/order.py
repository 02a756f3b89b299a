"""Which acts come before which: what speakers claim, and what the nature of things adds. Semantics 12.

The one table of nature is ``NATURE``. It binds only acts claimed to be of one journey (the same
``act.carrier``): people travel twice, so acts that merely concern the same people are not ordered by it.
One carrier id is one journey; a flight that goes on from a stop is another journey with its own id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from habeas.law.facts import Facts
from habeas.law.moments import Impossible
from habeas.law.world import World, explore

# (earlier kind, later kind): the later act of one journey is strictly after the earlier one.
NATURE: tuple[tuple[str, str], ...] = (
    ("departs", "leaves_airspace"),
    ("departs", "lands"),
    ("leaves_airspace", "lands"),
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


def links_of(facts: Facts) -> dict[str, tuple[Link, ...]]:
    """The links of each act (kept with the facts: the same for every question about them)."""
    known = facts.memo.get("links")
    if known is None:
        found: dict[str, list[Link]] = {}
        for link in {*_claimed(facts), *_during(facts), *_nature(facts)}:
            for act in link.acts:
                found.setdefault(act, []).append(link)
        known = {act: tuple(sorted(links, key=repr)) for act, links in found.items()}
        facts.memo["links"] = known
    assert isinstance(known, dict)
    return known


def _claimed(facts: Facts) -> Iterator[Link]:
    for entry in facts.entries:
        content = entry.content
        if content.property != "act.before":
            continue
        state = facts.state(content.subject, "act.before", content.key)
        if state == "+":
            yield Link("claimed", content.subject, content.key)
        elif state == "-":
            yield Link("not_before", content.key, content.subject)


def _during(facts: Facts) -> Iterator[Link]:
    for entry in facts.entries:
        content = entry.content
        if content.property != "act.during" or facts.state(content.subject, "act.during", content.key) != "+":
            continue
        yield Link("claimed", content.key, content.subject)
        for end in _ends_of(facts, content.key):
            if end != content.subject:
                yield Link("inside", content.key, content.subject, end)


def _ends_of(facts: Facts, act: str) -> set[str]:
    """The acts that may end ``act``: of an ending kind, with its carrier or its people."""
    found: set[str] = set()
    for name in ("act.carrier", "act.person"):
        for key in facts.claimed(act, name):
            found |= {entry.content.subject for entry in facts.saying(name, key) if not entry.content.against}
    return {other for other in found if other != act and set(facts.claimed(other, "act.kind")) & set(_ENDS)}


def _nature(facts: Facts) -> Iterator[Link]:
    journeys: dict[str, list[str]] = {}
    for entry in facts.entries:
        if entry.content.property == "act.carrier" and not entry.content.against:
            journeys.setdefault(entry.content.key, []).append(entry.content.subject)
    for carrier, acts in journeys.items():
        kinds = {act: set(facts.claimed(act, "act.kind")) for act in acts}
        for earlier, later in NATURE:
            for left in acts:
                if earlier in kinds[left]:
                    for right in acts:
                        if right != left and later in kinds[right]:
                            yield Link("nature", left, right, kinds=(earlier, later), carrier=carrier)


def settle_order(world: World, acts: Iterable[str]) -> None:
    """Hold the world to every order that bears on ``acts``. Raises ``Impossible`` when it cannot be."""
    links = links_of(world.facts)
    if not links:
        return
    waiting = [act for act in acts if act in links]
    seen_acts, seen_links = set(waiting), set()
    while waiting:
        for link in links[waiting.pop()]:
            if link in seen_links:
                continue
            seen_links.add(link)
            if not _binds(world, link):
                continue
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
    left, right = world.time_of(link.left, "act.time"), world.time_of(link.right, "act.time")
    if link.kind == "inside":
        end = world.time_of(link.end, "act.time")
        # The end that counts is one after the act began: an earlier one ended something else.
        if not world.before(end, left, strict=False) and not world.before(right, end):
            raise Impossible
        return
    if not world.before(left, right, strict=link.kind != "not_before"):
        raise Impossible


def components(facts: Facts) -> list[tuple[str, ...]]:
    """The acts that links tie together, group by group."""
    links = links_of(facts)
    left = set(links)
    out = []
    while left:
        group = {min(left)}
        waiting = list(group)
        while waiting:
            for link in links[waiting.pop()]:
                for act in link.acts:
                    if act not in group:
                        group.add(act)
                        waiting.append(act)
        left -= group
        out.append(tuple(sorted(group)))
    return out


def impossible_acts(facts: Facts) -> tuple[str, ...]:
    """The first group of linked acts (or custody) for which no world exists; empty when the claims allow one."""
    known = facts.memo.get("impossible")
    if known is None:
        known = _impossible(facts)
        facts.memo["impossible"] = known
    assert isinstance(known, tuple)
    return known


def _impossible(facts: Facts) -> tuple[str, ...]:
    for group in components(facts):

        def run(world: World, acts: tuple[str, ...] = group) -> None:
            settle_order(world, acts)

        if next(explore(facts, run), None) is None:
            return group
    for custody in facts.subjects("custody"):
        start, end = facts.when(custody, "custody.start").domain, facts.when(custody, "custody.end").domain
        if start[0][0] > end[-1][1]:
            return (custody,)
    return ()

"""The reasons of an outcome where more claims can only narrow it: found from above, by leaving out.

Where nothing near a question is denied but memberships to which no chain leads, and no order of acts bears on it, each
content that can be true together with the others only takes worlds away. Then whatever holds on some such contents
holds on more of them, and all minimal supports are found with few tries: what the outcome is lost without lies in every
support, and mostly is the only one; else shrink what is left until nothing can go, then leave out each content of what
was found in turn (the hitting-set tree of Reiter 1987, as in MARCO: Liffiton et al. 2016). Contents in conflict are
looked at in the few largest sets that can be true together; a support lies in one of them. Where there is but one,
strength is the smallest set of origins that takes a content from every support.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import product
from operator import attrgetter

from habeas.law.instruments.resolve import Duty, edges_of
from habeas.law.kernel.required import Required, candidates
from habeas.law.worlds.facts import Entry, Facts, allowed_by, cliques
from habeas.law.worlds.order import impossible_acts, links_of, subjects_of

_MOST = 40  # contents near a question, beyond which reasons are looked for from below
_SETS = 12  # sets of contents that can be true together, beyond which they are not looked at one by one
_TRIES = 400
_ADDING = ("person.member_of", "group.part_of")  # of these, several can hold, and each more narrows
_OPENING = {"person.same_as", "group.some_in", "act.before", "act.during", "log.covers", "act.same_as"}

Support = frozenset[Entry]
_index = attrgetter("index")


def narrowing(facts: Facts, required: Required, duty: Duty, subject: str | None) -> list[Support]:
    """The largest sets of these contents that can be true together, in which more claims can only narrow what is left
    open; none where claims can do more than that, or the sets are many.
    """
    if subject is None or len(facts.entries) > _MOST or not facts.entries:
        return []
    if duty.kind not in ("forbids", "requires", "limits") or duty.per != "stint" or duty.failing or not duty.on:
        return []
    said = {entry.content.property for entry in facts.entries}
    denied = {entry.content.property for entry in facts.entries if entry.content.against}
    # what denies a membership speaks against every chain to it; where there are none, against that claim alone
    if said & _OPENING or denied - {"person.member_of"} or (denied and "group.part_of" in said):
        return []
    acts = sorted({entry.content.subject for entry in facts.entries if entry.content.subject.startswith("act:")})
    if any(links_of(facts, act) for act in acts):
        return []
    if duty.kind == "requires" and len(_others(facts, required, duty, subject)) > 1:
        return []  # any of them may be the one that was meant
    found = _together(facts.entries)
    # a custody that would end before it starts is no world, and a part of such a set can give what the whole does not
    return found if len(found) == 1 or not any(map(_impossible, found)) else []


def stays_open(facts: Facts, required: Required, duty: Duty, subject: str | None) -> bool:
    """Whether what is undetermined by all of these contents is so by any of them that leave a line: the fewer, the more
    can be.
    """
    found = narrowing(facts, required, duty, subject)
    return len(found) == 1 and not _impossible(found[0])


def _impossible(contents: Support) -> bool:
    custodies = {one for one in subjects_of(contents) if one.startswith("custody:")}
    return bool(custodies) and bool(impossible_acts(Facts(sorted(contents, key=_index)), custodies))


def _others(facts: Facts, required: Required, duty: Duty, subject: str) -> set[str]:
    """The acts besides the subject that are near for their own sake, not only as an end of a time in force."""
    ends = {edge.act for edge in edges_of(duty)}
    acts = {entry.content.subject for entry in facts.entries if entry.content.property in ("act.kind", "act.person")}
    return (acts - ends | {*candidates(facts, required, duty, subject)}) - {subject}


def _together(entries: Sequence[Entry]) -> list[Support]:
    """Of each fact one content; of one instant, the claims that have a moment in common."""
    by_fact: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_fact.setdefault((entry.content.subject, entry.content.property), []).append(entry)
    found: list[Support] = [frozenset()]
    for (_, name), contents in by_fact.items():
        if len(contents) == 1:
            parts = [frozenset(contents)]
        elif name in _ADDING:
            parts = _each_said_or_denied(contents)
        elif contents[0].value.kind == "instant":
            groups = cliques([allowed_by(entry) for entry in contents])
            parts = [frozenset(contents[number] for number in group) for group, _ in groups]
        elif contents[0].many:
            return []
        else:
            parts = [frozenset([entry]) for entry in contents]
        found = [some | part for some in found for part in parts]
        if len(found) > _SETS:
            return []
    return found


def _each_said_or_denied(contents: Sequence[Entry]) -> list[Support]:
    """Of each membership what is claimed or what is denied: both together leave it as open as if nobody spoke of it."""
    by_key: dict[str, list[Entry]] = {}
    for entry in contents:
        by_key.setdefault(entry.content.key, []).append(entry)
    return [frozenset(some) for some in product(*by_key.values())]


def supports_from_above(whole: Support, gives: Callable[[Facts], bool], limit: int) -> tuple[list[Support], bool]:
    """Every minimal part of the contents that gives the outcome, up to ``limit``; and whether that is all of them."""
    tried: dict[Support, Support | None] = {}

    def enough(chosen: Support) -> Support | None:
        """What was asked about of the contents, for the rest changes nothing; None where they do not give it."""
        if chosen not in tried:
            facts = Facts(sorted(chosen, key=_index))
            tried[chosen] = facts.asked() & chosen if gives(facts) else None
        return tried[chosen]

    asked = enough(whole)
    if asked is None:
        return [], True
    # what the outcome is lost without lies in every support; mostly that is one support, and the only one
    needed = frozenset([entry for entry in sorted(asked, key=_index) if enough(whole - {entry}) is None])
    if enough(needed) is not None:
        return [needed], True
    found: list[Support] = []
    seen: set[Support] = {frozenset()}
    waiting: list[Support] = [frozenset()]
    while waiting:
        if len(tried) > _TRIES or len(found) >= limit:
            return found, False
        without = waiting.pop(0)
        support = next((one for one in found if not one & without), None)
        if support is None:
            asked = enough(whole - without)
            if asked is None:
                continue
            support = _shrunk(asked, needed, enough)
            found.append(support)
        for entry in sorted(support - needed, key=_index):
            more = without | {entry}
            if more not in seen:
                seen.add(more)
                waiting.append(more)
    return found, True


def _shrunk(chosen: Support, needed: Support, enough: Callable[[Support], Support | None]) -> Support:
    """What is left when all of one subject, then each content, has gone that could."""
    for subject in sorted({entry.content.subject for entry in chosen}):
        of = frozenset(entry for entry in chosen if entry.content.subject == subject)
        if of != chosen and not of & needed and (asked := enough(chosen - of)) is not None:
            chosen = asked
    for entry in sorted(chosen - needed, key=_index):
        if entry in chosen and (asked := enough(chosen - {entry})) is not None:
            chosen = asked
    return chosen


def fewest_origins(supports: Sequence[Sequence[Entry]], most: int) -> tuple[int, bool]:
    """The size of the smallest set of origins without which no support is left; (bound, False) beyond ``most`` tries.

    A content is gone when every origin that says it is disbelieved.
    """
    tried = 0
    seen: set[frozenset[str]] = {frozenset()}
    waiting: list[tuple[int, list[str]]] = [(0, [])]
    while waiting:
        size, names = heappop(waiting)
        disbelieved = frozenset(names)
        left = next((one for one in supports if all(not entry.origins <= disbelieved for entry in one)), None)
        tried += 1
        if left is None or tried > most:
            return size, left is None
        for entry in left:
            more = disbelieved | entry.origins
            if more not in seen:
                seen.add(more)
                heappush(waiting, (len(more), sorted(more)))
    raise AssertionError(supports)

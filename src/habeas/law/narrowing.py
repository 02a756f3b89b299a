"""The reasons of an outcome where more claims can only narrow it: found from above, by leaving out.

Where nothing near a question is denied or in conflict, and no order of acts bears on it, each content only takes
worlds away. Then whatever holds on some contents holds on more of them, and all minimal supports are found with few
tries: shrink what is left until nothing can go, then leave out each content of what was found in turn (the
hitting-set tree of Reiter 1987, as in MARCO: Liffiton et al. 2016). Strength is the smallest set of origins that
takes a content from every support.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush

from habeas.core.finding import Outcome
from habeas.law.facts import Entry, Facts, allowed_by
from habeas.law.moments import ALWAYS, common
from habeas.law.order import links_of
from habeas.law.resolve import Duty, edges_of

_MOST = 40  # contents near a question, beyond which reasons are looked for from below
_TRIES = 400
_ADDING = ("person.member_of", "group.part_of")  # of these, several can hold, and each more narrows
_OPENING = ("person.same_as", "group.some_in", "act.before", "act.during", "log.covers", "act.same_as")

Support = frozenset[Entry]


def narrows(facts: Facts, duty: Duty, subject: str | None, outcome: Outcome) -> bool:
    """Whether more claims can only narrow what these leave open."""
    if subject is None or outcome == "undetermined" or len(facts.entries) > _MOST or not facts.entries:
        return False
    if duty.kind not in ("forbids", "requires", "limits") or duty.per != "stint" or duty.failing or not duty.on:
        return False
    if any(entry.content.against or entry.content.property in _OPENING for entry in facts.entries):
        return False
    acts = sorted({entry.content.subject for entry in facts.entries if entry.content.subject.startswith("act:")})
    if any(links_of(facts, act) for act in acts):
        return False
    if duty.kind == "requires" and len(_others(facts, duty, subject)) > 1:
        return False
    return _agree(facts.entries)


def _others(facts: Facts, duty: Duty, subject: str) -> set[str]:
    """The acts besides the subject that are near for their own sake, not as an end of a time in force."""
    ends = {edge.act for edge in edges_of(duty)}
    acts = {entry.content.subject for entry in facts.entries if entry.content.property in ("act.kind", "act.person")}
    return acts - ends - {subject}


def _agree(entries: Sequence[Entry]) -> bool:
    """Whether there is one content for each fact, or moments in common."""
    by_fact: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if entry.content.property not in _ADDING:
            by_fact.setdefault((entry.content.subject, entry.content.property), []).append(entry)
    for found in by_fact.values():
        if len(found) > 1:
            if found[0].value.kind != "instant":
                return False
            meet = ALWAYS
            for entry in found:
                meet = common(meet, allowed_by(entry))
            if not meet:
                return False
    return True


def supports_from_above(facts: Facts, gives: Callable[[Facts], bool], limit: int) -> tuple[list[Support], bool]:
    """Every minimal set of contents that gives the outcome, up to ``limit``; and whether that is all of them."""
    tries = 0

    def enough(chosen: Support) -> bool:
        nonlocal tries
        tries += 1
        return gives(Facts(sorted(chosen, key=lambda entry: entry.index)))

    whole = frozenset(facts.entries)
    found: list[Support] = []
    seen: set[Support] = {frozenset()}
    waiting: list[Support] = [frozenset()]
    while waiting:
        if tries > _TRIES or len(found) >= limit:
            return found, False
        without = waiting.pop(0)
        support = next((one for one in found if not one & without), None)
        if support is None:
            if not enough(whole - without):
                continue
            support = _shrunk(whole - without, enough)
            found.append(support)
        for entry in sorted(support, key=lambda one: one.index):
            more = without | {entry}
            if more not in seen:
                seen.add(more)
                waiting.append(more)
    return found, True


def _shrunk(chosen: Support, enough: Callable[[Support], bool]) -> Support:
    """What is left when all of one subject, then each content, has gone that could."""
    for subject in sorted({entry.content.subject for entry in chosen}):
        less = frozenset(entry for entry in chosen if entry.content.subject != subject)
        if less and enough(less):
            chosen = less
    for entry in sorted(chosen, key=lambda one: one.index):
        if enough(chosen - {entry}):
            chosen -= {entry}
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

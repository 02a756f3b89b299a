"""Reasons, by asking again with fewer claims, other meanings or one fact fixed (semantics 25 to 28).

Each answer is a search over the function of `answer.py`; nothing here knows what a clause is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Any

from .answer import Line, Oracle, Verdict, classify
from .matter import INSTANTS, MANY, Content, maximal, row_order
from .people import EDGES, SOME, People
from .state import Name
from .text import EVER, Bound, Interval, common, outside

SETTLED = ("breach", "kept", "not_bound")


@dataclass(frozen=True)
class Open:
    """One open fact. `fact` is its name as shown; a silence about a required act has no name in the contract, and
    is shown as `<act> requires <clause>` with `named` false."""

    fact: str
    open_because: str
    decisive: bool
    toward: tuple[str, ...]
    named: bool = True


# ---- rests_on


def rests_on(oracle: Oracle, line: Line, bound: int = 600) -> list[list[list[str]]] | None:
    """All minimal supports, smallest first; None where more than `bound` sets of contents would have to be tried.

    The search adds, to a set that does not give the outcome, only contents of which one must be added to get there
    (`next_contents`). So every minimal support is reached: no proper subset of it gives the outcome, by minimality, so
    each has such a content among the rest.
    """
    wanted = oracle.outcome(line)
    if wanted is None or wanted == "undetermined":
        return []
    found: list[frozenset[int]] = []
    level: set[frozenset[int]] = {frozenset()}
    tried = 0
    while level:
        following: set[frozenset[int]] = set()
        for chosen in level:
            tried += 1
            if tried > bound:
                return None
            if oracle.answer(line, chosen).outcome == wanted:
                found.append(chosen)
                continue
            for more in oracle.next_contents(line, chosen, wanted):
                grown = chosen | {more}
                if grown not in following and can_all_be_true(oracle, grown):
                    following.add(grown)
        level = {chosen for chosen in following if not any(support <= chosen for support in found)}
    return _shown(oracle, found)


def _shown(oracle: Oracle, supports: list[frozenset[int]]) -> list[list[list[str]]]:
    """Supports as rows, smallest first, then by their rows."""
    rows = [sorted((list(oracle.contents[i].rows) for i in s), key=_by_rows) for s in supports]
    return sorted(rows, key=lambda support: (len(support), [_by_rows(content) for content in support]))


def _by_rows(rows: list[str]) -> list[tuple[str, int]]:
    return [row_order(row) for row in rows]


def can_all_be_true(oracle: Oracle, chosen: frozenset[int]) -> bool:
    """Of one fact one content; of one instant, contents with a common point (a denial is every other moment)."""
    by_fact: dict[Any, list[Content]] = {}
    for number in chosen:
        by_fact.setdefault(oracle.contents[number].fact(), []).append(oracle.contents[number])
    for same in by_fact.values():
        region = EVER
        for one in same:
            if one.property in INSTANTS:
                region = common(region, outside(one.key) if one.against else one.key)
        if not region or (len(same) > 1 and same[0].property not in INSTANTS):
            return False
    return True


def cannot_all_be_true(oracle: Oracle) -> list[list[list[str]]]:
    """The smallest sets of contents that alone allow no world (semantics 13), all of that smallest size."""
    if not oracle.conflict():
        return []
    for size in range(1, len(oracle.contents) + 1):
        found = [
            frozenset(chosen) for chosen in combinations(sorted(oracle.everything), size)
            if oracle.conflict(frozenset(chosen))
        ]  # fmt: skip
        if found:
            return _shown(oracle, found)
    return []


# ---- strength


def strength(oracle: Oracle, line: Line) -> int | None:
    """The fewest origins whose claims, left out, change the outcome or leave no line; None if none do."""
    wanted = oracle.outcome(line)
    origins = sorted({origin for content in oracle.contents for origin in content.origins})
    for count in range(1, len(origins) + 1):
        for left_out in combinations(origins, count):
            rest = frozenset(i for i, c in enumerate(oracle.contents) if not c.origins <= set(left_out))
            if oracle.answer(line, rest).outcome != wanted:
                return count
    return None


# ---- turns_on


def turns_on(oracle: Oracle, line: Line) -> list[list[str]]:
    """The minimal sets of terms another choice for which, the rest as in the reading, gives another outcome or no
    line."""
    chosen = oracle.choices(line)
    return _minimal_terms(oracle, line, chosen, lambda other: oracle.outcome(line, other))


def group_turns_on(oracle: Oracle, line: Line, by: str) -> list[list[str]]:
    """The same of a group of acts."""
    acts = oracle.members(by)[line.entity]
    chosen = oracle.choices(line)
    return _minimal_terms(oracle, line, chosen, lambda other: oracle.group_outcome(line, acts, other))


def _minimal_terms(
    oracle: Oracle, line: Line, chosen: Mapping[str, str], outcome: Callable[[Mapping[str, str]], str | None]
) -> list[list[str]]:
    terms = oracle.instruments[line.instrument].get("terms") or {}
    here = outcome(chosen)
    found: list[tuple[str, ...]] = []
    for size in range(1, len(terms) + 1):
        for names in combinations(sorted(terms), size):
            if any(set(less) <= set(names) for less in found):
                continue
            others = [[meaning for meaning in terms[name] if meaning != chosen[name]] for name in names]
            if any(outcome({**chosen, **dict(zip(names, pick, strict=True))}) != here for pick in product(*others)):
                found.append(names)
    return [list(names) for names in found]


# ---- would_settle


def would_settle(oracle: Oracle, line: Line, bound: int = 500) -> list[Open] | None:
    """Each open fact some value of which settles the outcome; [] for what is settled, or in conflict; None where
    there are more than `bound` cells of worlds."""
    if oracle.outcome(line) != "undetermined" or oracle.conflict():
        return []
    frame, choices = oracle.frame(), oracle.choices(line)
    names: set[Name] = set()
    for number, (state, _) in enumerate(oracle.cells(line, frame, choices)):
        if number >= bound:
            return None
        names |= {name for name, options in state.options.items() if len(options) > 1}
        names |= set(state.times)
        for part in state.joined:
            for world in frame.parts[str(part)]:
                names |= set(world.options) | set(world.times)
    found = [
        opened for name in names
        if isinstance(name, tuple) and name[0] not in ("hidden", "not due")
        for opened in [settles(oracle, line, name)] if opened is not None
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.decisive, -len(one.toward), one.fact))


def settles(oracle: Oracle, line: Line, name: tuple[Any, ...]) -> Open | None:
    """What the values of one fact, asked before all others, settle; None where none of them settles anything."""
    frame, choices = oracle.frame(), oracle.choices(line)
    cells = list(oracle.cells(line, frame, choices, lambda world: _fact(world, name)))
    if name[1] in INSTANTS:
        outcomes = _by_moment([(state.span(state.times[name]), verdict) for state, verdict in cells])
    else:
        by_value: dict[Any, list[Verdict]] = {}
        for state, verdict in cells:
            by_value.setdefault(state.values["asked first"], []).append(verdict)
        outcomes = [classify(verdicts) for verdicts in by_value.values()] if len(by_value) > 1 else []
    toward = tuple(outcome for outcome in SETTLED if outcome in outcomes)
    if not toward:
        return None
    silent = name[0] == "silent"
    words = (str(part) if part != SOME else "person.member_of" for part in name)
    shown = f"{name[3]} requires {name[2]}" if silent else " ".join(words)
    return Open(shown, _because(oracle, name), all(o in SETTLED for o in outcomes), toward, not silent)


def _by_moment(cells: list[tuple[Interval, Verdict]]) -> list[str]:
    """The outcome for each moment that the time can be; nothing if it can be only one."""
    starts = sorted({low for (low, _), _ in cells} | {high + 1 for (_, high), _ in cells})
    pieces: list[Interval] = list(pairwise(starts))
    outcomes: list[str] = []
    points: Bound = 0
    for low, after in pieces:
        here = [verdict for (first, last), verdict in cells if first <= low and after - 1 <= last]
        if here:
            outcomes.append(classify(here))
            points += after - low
    return outcomes if points > 1 else []


def _fact(world: People, name: tuple[Any, ...]) -> Any:
    """The value of a fact in this world, asked before anything else."""
    subject, prop = name[0], name[1]
    if subject == "silent":
        return world.state.ask(name, (True, False))
    if prop in INSTANTS:
        world.time(subject, prop)
        return None
    if prop == "act.happened":
        return world.happened(subject)
    if prop in ("act.person", "custody.person") and len(name) == 2:
        return world.persons(subject)
    if prop == "person.member_of" and subject.startswith("group:"):
        return world.some(subject, name[2]) or world.member(subject, name[2])  # whether some of it belong
    if prop in EDGES:
        return world.member(subject, name[2])
    if prop == "person.same_as":
        return name[2] in world.alike(subject)
    if prop in ("group.some_in", SOME):
        return world.some(subject, name[2])
    return world.holds(subject, prop, name[2]) if prop in MANY else world.value(subject, prop)


def _because(oracle: Oracle, name: tuple[Any, ...]) -> str:
    """`gap` where nobody puts a value forward, `conflict` where claims exclude each other, `imprecise` where one
    instant is only known to lie somewhere."""
    subject, prop = name[0], name[1]
    if subject == "silent":
        return "gap"
    said = oracle.frame().facts.said(subject, prop)
    if prop in EDGES:  # spoken of, directly or by a chain of claims
        return "conflict" if _led_to(oracle.contents, subject, name[2]) else "gap"
    if prop in ("act.happened", "person.same_as", SOME):
        return "conflict"
    if not said.forward:
        return "gap"
    if prop in INSTANTS:
        sets = [*said.forward, *(outside(key) for key in said.denied)]
        return "conflict" if len(maximal(sets)) > 1 else "imprecise"
    if len(name) == 3:
        return "conflict" if said.status(name[2]) == "C" else "gap"
    return "conflict"


def _led_to(contents: tuple[Content, ...], who: str, group: str) -> bool:
    """Whether claims, denied or not, lead from who to the group."""
    seen, todo = {who}, [who]
    while todo:
        one = todo.pop()
        for content in contents:
            if content.against or content.property not in (*EDGES, "person.same_as"):
                continue
            ends = [(content.subject, content.key)]
            if content.property == "person.same_as":
                ends.append((content.key, content.subject))
            for start, end in ends:
                if start == one and end not in seen:
                    seen.add(end)
                    todo.append(end)
    return group in seen


__all__ = [
    "Open",
    "can_all_be_true",
    "cannot_all_be_true",
    "group_turns_on",
    "rests_on",
    "settles",
    "strength",
    "turns_on",
    "would_settle",
]

"""The reasons of a matter, held against the oracle's: supports, strength, `turns_on` and `would_settle` of findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from habeas.law import Examination
from habeas.law.instruments.resolve import readings_of
from tests.law import engine
from tests.law.oracle import Line, Matter, Oracle, why
from tests.law.oracle.matter import Row

Told = tuple[str, str, bool, tuple[str, ...]]


def compare_reasons(matter: Matter) -> None:
    """Raises ``AssertionError`` at the first that differs. What the contract gives no name is left out."""
    examination, oracle = engine.examine(matter), Oracle(matter)
    if oracle.conflict():
        assert examination.impossible
    for instrument in engine.instruments_of(matter):
        for reading in readings_of(instrument).values():
            for line in examination.lines(instrument, reading):
                asked = Line(instrument.id, line.clause.id, line.subject or "", reading.id)
                _compare(examination, oracle, line, asked)


def _compare(examination: Examination, oracle: Oracle, line: Any, asked: Line) -> None:
    finding = examination.finding(line)
    assert finding.outcome == oracle.outcome(asked)
    if examination.impossible:
        if "strength" not in finding.bounded:
            assert finding.strength == why.strength(oracle, asked)
        return
    supports = why.rests_on(oracle, asked)
    if supports is not None and "rests_on" not in finding.bounded:
        sets = [sorted(witnessed.rows for witnessed in support) for support in finding.rests_on]
        assert sorted(sets) == sorted(sorted(tuple(rows) for rows in support) for support in supports)
    if "strength" not in finding.bounded:
        assert finding.strength == why.strength(oracle, asked)
    assert sorted(finding.turns_on) == sorted(tuple(terms) for terms in why.turns_on(oracle, asked))
    open_facts = why.would_settle(oracle, asked)
    if open_facts is not None:  # None: too many moments for the oracle
        theirs = _compared((one.fact, one.open_because, one.decisive, one.toward) for one in open_facts if one.named)
        ours = _compared((one.fact, one.open_because, one.decisive, one.toward) for one in finding.would_settle)
        assert all(_follows(oracle, asked, *one) for one in ours - theirs)
        assert all(_of_a_member(oracle, *one) for one in theirs - ours)


def _compared(told: Iterable[Told]) -> set[Told]:
    return {one for one in told if _comparable(*one[:2])}


def _of_a_member(oracle: Oracle, fact: str, open_because: str, decisive: bool, toward: tuple[str, ...]) -> bool:
    """What nobody says of one member of a group is asked of the group (docs/semantics.md, 28)."""
    who, name, *_ = fact.split(" ")
    ties = ("person.member_of", "group.part_of", "person.same_as")
    member = any(row.property in ties and who in (row.subject, row.value) for row in oracle.matter.rows)
    return member and name.startswith("person.") and (open_because, decisive, len(toward)) == ("gap", False, 1)


def _follows(
    oracle: Oracle, asked: Line, fact: str, open_because: str, decisive: bool, toward: tuple[str, ...]
) -> bool:
    """A membership that nobody speaks of and that always follows from another one is asked by the engine alone: the
    oracle, asked of it before all else, says the same; or, of a group, where somebody says or denies it (for to the
    oracle a group's own membership is nothing to its members unless it is claimed).
    """
    who, name, *rest = fact.split(" ")
    if name != "person.member_of" or (open_because, decisive, len(toward)) != ("gap", False, 1):
        return False
    (group,) = rest
    if why.settles(oracle, asked, (who, name, group)) == why.Open(fact, open_because, decisive, toward):
        return True
    told = []
    for against in (False, True):
        said = Row("c.csv:1", who, name, group, against=against, source="s0", origin="s0", speaker="person:witness")
        matter = replace(oracle.matter, rows=(*oracle.matter.rows, said))
        told.append(Oracle(matter).outcome(asked))
    return who.startswith("group:") and toward[0] in told


def _comparable(fact: str, open_because: str) -> bool:
    """What the contract gives no name: a silence about a required act, and what is so of whom or what nobody names."""
    unnamed_place = re.search(r" (act\.(from|to|place)|custody\.place)( place\.|$)", fact) and open_because == "gap"
    return not fact.endswith(" done") and not unnamed_place and ":?" not in fact

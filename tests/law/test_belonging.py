"""Memberships against the oracle: one act, and many claims of who belongs to what.

A matter of `test_agreement` has few of them, and seldom three that bear on each other.
"""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random

import pytest

from tests.law import engine
from tests.law.oracle import Matter, Oracle, Row
from tests.law.small_facts import GROUPS, PEOPLE

MATTERS = int(os.environ.get("HABEAS_EXAMPLES", "300")) * 4
CHUNK = 400


@pytest.mark.parametrize("start", range(0, MATTERS, CHUNK))
def test_outcomes_agree(start: int) -> None:
    for seed in range(start, min(start + CHUNK, MATTERS)):
        matter = _matter(Random(seed))
        assert engine.outcomes(matter) == Oracle(matter).outcomes(), f"matter {seed}"


@pytest.mark.parametrize("start", range(0, MATTERS, CHUNK))
def test_outcomes_agree_on_orders_for_one_person(start: int) -> None:
    for seed in range(start, min(start + CHUNK, MATTERS)):
        matter = _for_one(_matter(Random(seed)), Random(seed))
        assert engine.outcomes(matter) == Oracle(matter).outcomes(), f"matter {seed}"


def _for_one(matter: Matter, random: Random) -> Matter:
    """The same where the act is of a group, and the order is for one person, or for one and a group."""
    rows = tuple(replace(row, value=random.choice(GROUPS[:2])) if row.property == "act.person" else row
                 for row in matter.rows)  # fmt: skip
    (order,) = matter.instruments
    protects = f"{random.choice(('', 'NOT '))}act.person = '{random.choice(PEOPLE)}'"
    if random.random() < 0.4:
        protects += f" {random.choice(('AND', 'OR'))} ({order['protects']})"
    return replace(matter, rows=rows, instruments=({**order, "protects": protects},))


def _matter(random: Random) -> Matter:
    rows = [Row("c.csv:2", "act:a", "act.kind", "departs")]
    for number in range(3, 5 + random.randrange(7)):
        against = random.random() < 0.35
        subject, name, value = _whom(random) if number == 3 or random.random() < 0.1 else _link(random)
        rows.append(Row(f"c.csv:{number}", subject, name, value, against=against and number > 3))
    protects = _condition(random)
    if random.random() < 0.6:
        protects += f" {random.choice(('AND', 'OR'))} {_condition(random)}"
    forbids = "act.kind = 'departs'" + (f" AND {_condition(random)}" if random.random() < 0.2 else "")
    order = {"instrument": "o", "title": "o", "protects": protects, "clauses": [{"id": "c", "forbids": forbids}]}
    return Matter(tuple(rows), (order,))


def _whom(random: Random) -> tuple[str, str, str]:
    return "act:a", "act.person", random.choice((PEOPLE[0], *PEOPLE, *GROUPS[:2]))


def _link(random: Random) -> tuple[str, str, str]:
    form = random.random()
    if form < 0.4:
        return random.choice(PEOPLE), "person.member_of", random.choice(GROUPS)
    if form < 0.85:
        one, other = random.sample(GROUPS, 2)
        return one, random.choice(("group.part_of", "group.part_of", "group.some_in")), other
    one, other = random.sample(PEOPLE, 2)
    return one, "person.same_as", other


def _condition(random: Random) -> str:
    return f"{random.choice(('', 'NOT '))}person.member_of = '{random.choice(GROUPS)}'"

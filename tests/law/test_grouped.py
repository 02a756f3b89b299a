"""Reasons of groups of acts: by hand, and against leaving out every set of origins and every set of contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from habeas.core.claim import Claim
from habeas.core.finding import Finding, Outcome
from habeas.law import Examination, GroupReasons, chosen_readings, clause_by_clause, grouped, groups
from habeas.law.instruments.model import Instrument
from tests.law.engine import SCHEMA, claims_of, instruments_of
from tests.law.oracle import Matter, Row
from tests.law.oracle.notation import DEPARTS, order, said
from tests.law.strategies import random_matter

BY = "act.carrier"
GRAVITY: tuple[Outcome, ...] = ("breach", "undetermined", "kept", "not_bound")
Key = tuple[str, str, str, str]  # instrument, clause, group, reading
FORBIDS = order({"forbids": DEPARTS}, protects="TRUE")
TIMES = "act:order act.time :10 @s1\nact:order act.time :10 @s2\nact:order act.time :10 @s3\n"


def flight(name: str, moment: str, source: str, carrier: str = "carrier:x") -> str:
    told = ("act.kind departs", f"act.time {moment}", f"act.carrier {carrier}")
    return "".join(f"act:{name} {one} @{source}\n" for one in told)


def findings(claims: list[Claim], instruments: list[Instrument], origin: Mapping[str, str]) -> dict[Key, Finding]:
    together = GroupReasons(Examination(claims, origin.__getitem__, SCHEMA, "UTC", None), BY)
    asked = clause_by_clause(chosen_readings(instruments, None, every=False))
    found = [one for read in asked for one in grouped(together, read)]
    return {(one.instrument, one.clause, str(one.group), one.reading): one for one in found}


def outcomes(
    claims: list[Claim], instruments: list[Instrument], origin: Mapping[str, str]
) -> dict[Key, Outcome | None]:
    """The outcomes of groups by semantics 30 alone."""
    examination = Examination(claims, origin.__getitem__, SCHEMA, "UTC", None)
    lines: dict[Key, list[Outcome | None]] = {}
    for name, acts in groups(examination, BY).items():
        for instrument, reading in chosen_readings(instruments, None, every=False):
            for line in examination.lines(instrument, reading):
                if line.subject in acts:
                    key = (instrument.id, line.clause.id, name, reading.id)
                    lines.setdefault(key, []).append(examination.outcome(line))
    return {key: next(one for one in GRAVITY if one in found) for key, found in lines.items()}


def ask(text: str, instrument: dict[str, object] = FORBIDS) -> Finding:
    matter = Matter(said(text.strip()), (instrument,), None)
    found = findings(claims_of(matter), instruments_of(matter), {row.source: row.origin for row in matter.rows})
    return found["order", "duty", "carrier:x", "as_written"]


def rows(found: Finding) -> list[set[str]]:
    return [{row.removeprefix("c.csv:") for one in support for row in one.rows} for support in found.rests_on]


def test_a_breach_rests_on_any_broken_line_and_is_lost_with_all_of_them() -> None:
    found = ask(TIMES + flight("f1", ":13", "s1") + flight("f2", ":14", "s2"))
    assert (found.outcome, found.strength, found.bounded) == ("breach", 2, ())
    assert rows(found) == [{"2", "3", "4", "5", "6"}, {"2", "3", "4", "8", "9"}]


def test_what_is_kept_is_lost_where_one_line_becomes_graver() -> None:
    early = flight("f1", ":01", "s1") + flight("f2", ":02", "s2")
    assert (ask(TIMES + early).outcome, ask(TIMES + early).strength) == ("kept", 2)
    # without s4 nobody says when the second flight left
    found = ask(TIMES + early + "act:f2 act.kind departs @s5\nact:f2 act.carrier carrier:x @s5\n")
    assert (found.outcome, found.strength) == ("kept", 1)
    assert len(found.rests_on) == 2


def test_a_group_is_lost_where_nobody_puts_an_act_in_it() -> None:
    alone = (
        "act:f1 act.kind departs @s1\nact:f1 act.kind departs @s2\nact:f1 act.time :13 @s1\nact:f1 act.time :13 @s2\n"
    )
    assert ask(TIMES + alone + "act:f1 act.carrier carrier:x @s9").strength == 1
    assert ask(TIMES + alone + "act:f1 act.carrier carrier:x @s9\nact:f1 act.carrier carrier:x @s8").strength == 2


def test_an_act_that_may_be_of_the_kind_without_some_claims_counts() -> None:
    clause = order({"forbids": f"{DEPARTS} AND act.to = 'place:y'"}, protects="TRUE")
    early = (
        flight("f1", ":01", "s1") + flight("f1", ":01", "s2") + "act:f1 act.to place:y @s1\nact:f1 act.to place:y @s2\n"
    )
    other = flight("f2", ":14", "s2") + "act:f2 act.to place:z @s3\n"
    assert ask(TIMES + early, clause).strength == 2
    assert ask(TIMES + early + other, clause).strength == 1  # without s3, where the second flight went is open


def test_what_would_settle_a_group() -> None:
    vague = ask(TIMES + flight("f1", ":01", "s1") + flight("f2", ":05..:14", "s2"))
    assert [(one.fact, one.decisive, one.toward) for one in vague.would_settle] == [
        ("act:f2 act.time", False, ("breach", "kept"))
    ]
    both = ask(TIMES + flight("f1", ":05..:14", "s1") + flight("f2", ":05..:14", "s2"))
    assert [(one.fact, one.decisive, one.toward) for one in both.would_settle] == [
        ("act:f1 act.time", False, ("breach",)),
        ("act:f2 act.time", False, ("breach",)),
    ]
    assert both.bounded == ("would_settle",)


# ---- against all subsets


def in_one_journey(seed: int) -> Matter:
    """A random matter whose acts are of one journey, by whoever says so; of every other, also of one kind."""
    matter, random = random_matter(seed), Random(seed)
    acts = sorted({row.subject for row in matter.rows if row.subject.startswith("act:a")})
    kinds = [row.value for row in matter.rows if row.property == "act.kind"]
    rows = [
        replace(row, value=kinds[0]) if row.property == "act.kind" and seed % 2 else row
        for row in matter.rows
        if row.property != BY
    ]
    for number, act in enumerate(acts, 100):
        teller = random.choice(matter.rows)
        rows.append(Row(f"c.csv:{number}", act, BY, "carrier:x", False, teller.source, teller.origin, teller.speaker))
    return replace(matter, rows=tuple(rows))


@pytest.mark.parametrize("first", range(0, 160, 20))
def test_strength_is_that_of_leaving_out_every_set_of_origins(first: int) -> None:
    for seed in range(first, first + 20):
        check_strength(in_one_journey(seed), seed)


def check_strength(matter: Matter, seed: int) -> None:
    origin = {row.source: row.origin for row in matter.rows}
    claims, instruments = claims_of(matter), instruments_of(matter)
    whole = findings(claims, instruments, origin)
    origins = sorted(set(origin.values()))
    fewest: dict[Key, int] = {}
    for count in range(1, len(origins) + 1):
        for left_out in combinations(origins, count):
            rest = outcomes([claim for claim in claims if origin[claim.source] not in left_out], instruments, origin)
            for key, found in whole.items():
                if rest.get(key) != found.outcome:
                    fewest.setdefault(key, count)
    for key, found in whole.items():
        if found.conflict:
            continue  # of a matter that allows no world, strength is that of the conflict
        if "strength" in found.bounded:
            assert found.strength is not None
            assert found.strength <= fewest.get(key, len(origins)), (seed, key)
        else:
            assert found.strength == fewest.get(key), (seed, key, found)


@pytest.mark.parametrize("first", range(0, 160, 20))
def test_each_support_alone_gives_the_outcome_and_none_of_it_can_go(first: int) -> None:
    for seed in range(first, first + 20):
        matter = in_one_journey(seed)
        origin = {row.source: row.origin for row in matter.rows}
        claims, instruments = claims_of(matter), instruments_of(matter)
        placing = [claim for claim in claims if claim.property == BY]
        for key, found in findings(claims, instruments, origin).items():
            for support in found.rests_on:
                contents = {one.content for one in support}
                for left in (contents, *(contents - {one} for one in contents if one.property != BY)):
                    alone = [claim for claim in claims if claim.content in left and claim not in placing]
                    # who is of the group is no part of a support
                    given = outcomes([*alone, *placing], instruments, origin).get(key)
                    assert (given == found.outcome) == (left == contents), (seed, key, found)

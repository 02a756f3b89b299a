"""Notices of clauses that can say nothing: nothing can meet them, or they bind nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.core.located import read_documents
from habeas.law import notices_of, read_instrument
from habeas.law.instruments.model import Instrument
from tests.cli.asking import ask, small
from tests.custody.saying import SCHEMA, ZONE, say

ACT, CUSTODY = "act.kind = 'departs'", "custody.kind = 'stint'"


def instrument(*lines: str) -> Instrument:
    (node,) = read_documents("\n".join(["instrument: order", *lines]), "order.yaml")
    return read_instrument(node, SCHEMA, ZONE, 5)


@pytest.mark.parametrize(
    "clause",
    [
        f'limits: "{ACT}", to: PT12H',
        f'limits: "{ACT} AND {CUSTODY}", to: PT12H',
        f"permits: \"{ACT} OR act.by = 'org:x'\"",
        f'forbids: "{CUSTODY}"',
        f'requires: "{CUSTODY}", by: 2025-03-15',
        f'requires: "{ACT}", after: "{CUSTODY}", within: PT1H',
        f'requires: "{ACT}", before: "{CUSTODY}", at_least: PT1H',
        "limits: {one: \"act.kind = 'departs'\", other: \"act.kind = 'lands'\"}, to: PT12H",
    ],
)
def test_a_clause_that_nothing_could_ever_meet_is_noticed(clause: str) -> None:
    readings = "readings: {r: {c.limits: one}}" if "one" in clause else ""
    (fault,) = notices_of([instrument("clauses:", f"  - {{id: c, {clause}}}", readings)], ())
    assert (fault.code, fault.line) == ("condition-of-the-other-kind", 3)


@pytest.mark.parametrize(
    "clause",
    [
        f'limits: "{ACT} OR {CUSTODY}", to: PT12H',
        f'limits: "NOT {ACT}", to: PT12H',
        'forbids: "FALSE"',
        f'forbids: "NOT ({ACT} AND {CUSTODY})"',
        "permits: \"person.member_of = 'group:g'\"",
        f'requires: "{ACT}", by: 2025-03-15',
    ],
)
def test_what_something_could_meet_is_read(clause: str) -> None:
    assert notices_of([instrument("clauses:", f"  - {{id: c, {clause}}}")], ()) == []


def test_a_word_is_noticed_where_none_of_its_meanings_could_hold() -> None:
    term = 'terms: {held: {one: "%s", other: "act.kind = \'lands\'"}}'
    rest = ("clauses: [{id: c, limits: held, to: PT12H}]", "readings: {r: {held: one}}")
    assert notices_of([instrument(term % CUSTODY, *rest)], ()) == []
    (notice,) = notices_of([instrument(term % ACT, *rest)], ())
    assert "speaks of acts" in notice.what


@pytest.mark.parametrize(
    ("protects", "clause"),
    [
        ("act.person = 'person:p'", f'limits: "{CUSTODY}", to: PT12H'),
        ("custody.person = 'person:p'", f'forbids: "{ACT}"'),
    ],
)
def test_a_clause_that_binds_nobody_is_noticed(protects: str, clause: str) -> None:
    both = (f"  - {{id: c, {clause}}}", "  - {id: d, failing: c, requires: \"act.kind = 'releases'\", within: PT1H}")
    found = notices_of([instrument(f'protects: "{protects}"', "clauses:", *both)], ())
    assert [(one.code, one.line) for one in found] == [("protects-nobody", 4), ("protects-nobody", 5)]
    assert not notices_of([instrument(f'protects: "NOT {protects}"', "clauses:", *both)], ())


def test_an_act_of_which_nobody_speaks_is_noticed_once_there_are_claims() -> None:
    order = instrument(
        "in_force: {from: act:oral-order, until: act:end}", f'clauses: [{{id: c, requires: "{ACT}", by: act:day}}]',
        "examples: [{act: act:f, expect: kept, claims: [[act:day, act.kind, departs]]}]",
    )  # fmt: skip
    assert notices_of([order], ()) == []
    found = notices_of([order], say("act:oral-ordr act.kind gives_notice", "act:f act.before act:end"))
    assert [(one.code, one.file, one.line) for one in found] == [("act-unspoken", "order.yaml", 1)]
    assert found[0].mend.endswith('write that. Nearest: "act:oral-ordr".')


def test_check_shows_notices_and_passes(tmp_path: Path) -> None:
    order = f'instrument: order\nin_force: {{until: act:end}}\nclauses: [{{id: c, forbids: "{ACT}"}}]\n'
    matter = small(tmp_path / "m", "act:f act.kind departs log Jail records", {"order": order})
    status, out, _ = ask("check", matter)
    assert status == 0
    assert 'instruments/order.yaml, line 1: no claim speaks of the act "act:end"' in out

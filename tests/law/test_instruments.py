"""Instrument files: what is loaded from them, and the page on how to write one."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from habeas.core.errors import InputError
from habeas.core.located import read_documents
from habeas.core.matter import Matter
from habeas.core.schema import load_schema
from habeas.law import load_instruments, read_instrument, run_examples
from habeas.law.instruments.model import Choice, Clause, Compare, Const, Edge, InForce, Instrument
from habeas.law.instruments.resolve import all_readings, readings_of
from habeas.law.worlds.order import NATURE

SCHEMA = load_schema({})
DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "how-to" / "write-an-instrument.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", PAGE, re.DOTALL | re.MULTILINE)
DEPARTS = Compare(("act", "kind"), "=", "departs")


def load(text: str, zone: str = "UTC") -> Instrument:
    (node,) = read_documents(text, "order.yaml")
    return read_instrument(node, SCHEMA, zone, 0)


def order(clause: str = "forbids: act.kind = 'departs'", more: str = "") -> Instrument:
    return load(f"instrument: order\nclauses:\n  - id: c\n    {clause}\n{more}")


def only(instrument: Instrument) -> Clause:
    (clause,) = instrument.clauses
    return clause


# ---- what is loaded


def test_what_is_not_written_is_as_little_as_can_be() -> None:
    instrument = order()
    assert instrument.protects == Choice(None, {"": Const(True)})
    assert instrument.in_force == InForce()
    assert list(readings_of(instrument)) == ["as_written"]
    assert (instrument.zone, instrument.holidays, instrument.binds) == ("UTC", "US", "")
    assert only(instrument).condition == Choice(None, {"": DEPARTS})


@pytest.mark.parametrize(
    ("more", "read", "expected"),
    [
        ("in_force: {from: act:x}", lambda i: i.in_force.start, Choice(None, {"": Edge(act="act:x")})),
        ("in_force: {until: act:x}", lambda i: i.in_force.end, Choice(None, {"": Edge(act="act:x")})),
        (
            "in_force: {from: {a: act:x, b: act:y}}\nreadings: {r: {in_force.from: b}}",
            lambda i: i.in_force.start,
            Choice("in_force.from", {"a": Edge(act="act:x"), "b": Edge(act="act:y")}),
        ),
        ("in_force: {from: act:x, until: {after: P14D}}", lambda i: i.in_force.end.options[""].after.days, 14),
        ("in_force: {from: 2025-01-10}", lambda i: i.in_force.start.options[""].instant.text, "2025-01-10"),
        (
            "in_force: {except: [{from: act:x}]}",
            lambda i: i.in_force.excepted,
            ((Choice(None, {"": Edge(act="act:x")}), None),),
        ),
        ("zone: America/Chicago", lambda i: i.zone, "America/Chicago"),
        (
            "title: A title\nbinds: org:us\ncitation: 1 F.4th 1\nurl: x",
            lambda i: (i.title, i.binds, i.citation, i.url),
            ("A title", "org:us", "1 F.4th 1", "x"),
        ),
        ("protects: 'FALSE'", lambda i: i.protects, Choice(None, {"": Const(False)})),
        ("verified_on: 2025-04-16", lambda i: i.verified_on.text, "2025-04-16"),
        ("kind: order\ntext: its words\nnote: a remark", lambda i: i.id, "order"),
        (
            "examples:\n  - {act: act:x, expect: no_line}",
            lambda i: (i.examples[0].reading, i.examples[0].line),
            ("as_written", 6),
        ),
        (
            "examples: [{custody: custody:x, clause: c, expect: kept, claims: [[act:x, act.by, org:y, not]]}]",
            lambda i: (i.examples[0].clause, i.examples[0].claims),
            ("c", (("act:x", "act.by", "org:y", "not"),)),
        ),
    ],
)
def test_what_an_instrument_says_of_itself(more: str, read: Callable[[Any], object], expected: object) -> None:
    assert read(order(more=more)) == expected


@pytest.mark.parametrize(
    ("clause", "read", "expected"),
    [
        (
            "limits: custody.kind = 'hold'\n    to: PT12H",
            lambda c: (c.kind, c.to.options[""].micros),
            ("limits", 43_200_000_000),
        ),
        ("permits: custody.kind = 'hold'", lambda c: c.kind, "permits"),
        (
            "requires: act.kind = 'returns'\n    after: act.kind = 'departs'\n    within: P1D",
            lambda c: c.after.options[""],
            DEPARTS,
        ),
        (
            "requires: act.kind = 'returns'\n    before: act.kind = 'departs'\n    at_least: P15D",
            lambda c: c.at_least.options[""].days,
            15,
        ),
        ("requires: act.kind = 'returns'\n    by: act:x", lambda c: c.by, Choice(None, {"": Edge(act="act:x")})),
        (
            "requires: act.kind = 'returns'\n    before: act.kind = 'departs'",
            lambda c: (c.at_least, c.within),
            (None, None),
        ),
        (
            "requires: act.kind = 'files'\n    after: act.kind = 'departs'\n    within: P3D\n    count: court_days",
            lambda c: c.count.options[""],
            "court_days",
        ),
        (
            "requires: act.kind = 'files'\n    by: act:x\n    excluding: [weekends, holidays]",
            lambda c: c.excluding.options[""],
            ("weekends", "holidays"),
        ),
        (
            "forbids: act.kind = 'departs'\n    says: {breach: presumed unreasonable}",
            lambda c: c.says,
            {"breach": "presumed unreasonable"},
        ),
        (
            "forbids: act.kind = 'departs'\n    in_force: {from: act:y}",
            lambda c: c.in_force.start.options[""].act,
            "act:y",
        ),
    ],
)
def test_what_a_clause_says(clause: str, read: Callable[[Any], object], expected: object) -> None:
    assert read(only(order(clause))) == expected


def test_an_alternative_may_be_written_out_or_named() -> None:
    instrument = load(
        "instrument: order\nclauses:\n  - {id: one, forbids: act.kind = 'departs'}\n"
        "  - id: either\n    any_of: [one, {id: other, forbids: act.kind = 'lands'}]\n"
    )
    assert [clause.id for clause in instrument.clauses] == ["one", "other", "either"]
    assert instrument.clauses[-1].any_of == ("one", "other")


TERMS = """\
terms:
  removal: {departure: act.kind = 'departs', airspace: {is: act.kind = 'leaves_airspace', means: over the sea}}
  duty: [some, none]
readings:
  one: {removal: departure, duty: some, holder: the class, source: ecf-1, note: at 3}
  other: {removal: airspace, duty: none}
"""


def test_terms_and_readings() -> None:
    instrument = order("forbids: removal", TERMS)
    assert instrument.terms["removal"].meanings["airspace"].means == "over the sea"
    assert instrument.terms["removal"].meanings["departure"].condition == DEPARTS
    assert instrument.terms["duty"].meanings["none"].condition is None
    assert (instrument.readings["one"].holder, instrument.readings["one"].source) == ("the class", "ecf-1")
    assert instrument.readings["other"].choices == {"removal": "airspace", "duty": "none"}


def test_the_full_product_keeps_the_names_of_readings() -> None:
    names = [reading.id for reading in all_readings(order("forbids: removal", TERMS))]
    assert names == ["other", "duty=none removal=departure", "duty=some removal=airspace", "one"]


def test_a_folder_is_read_in_order_and_every_fault_is_listed(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("instrument: b\nclauses:\n  - {id: c, forbids: 'TRUE'}\n", encoding="utf-8")
    (tmp_path / "a.yml").write_text(
        "instrument: z\nclauses:\n  - {id: c, forbids: 'TRUE'}\n---\n"
        "instrument: instrument:a\nclauses:\n  - {id: c, forbids: 'TRUE'}\n",
        encoding="utf-8-sig",
    )  # fmt: skip
    assert [instrument.id for instrument in load_instruments(tmp_path, SCHEMA, "UTC", 0)] == ["a", "b", "z"]
    (tmp_path / "c.yaml").write_bytes(b"instrument: \xff")
    (tmp_path / "d.yaml").write_text("instrument: d", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_instruments(tmp_path, SCHEMA, "UTC", 0)
    assert [(fault.code, fault.file) for fault in raised.value.faults] == [
        ("bad-utf8", "instruments/c.yaml"), ("missing-key", "instruments/d.yaml"),
    ]  # fmt: skip


SWITCH = "terms: {duty: [some, none]}\nreadings: {r: {duty: some}}\n"


@pytest.mark.parametrize(
    ("clause", "more", "code"),
    [
        ("forbids: duty", SWITCH, "meaning-without-condition"),
        ("forbids: a", "terms: {a: {x: a}}\nreadings: {r: {a: x}}\n", "term-in-a-circle"),
        ("forbids: a", "terms: {a: {x: b}, b: {x: a}}\nreadings: {r: {a: x, b: x}}\n", "term-in-a-circle"),
        ("forbids: 'TRUE'\n    in_force: {until: {after: P14D}}", "", "after-without-from"),
        ("requires: 'TRUE'\n    after: 'TRUE'\n    within: PT3H\n    count: court_days", "", "count-needs-days"),
        ("failing: c\n    requires: 'TRUE'\n    within: PT3H", "", "clause-in-a-circle"),
        ("any_of: [c]", "", "clause-in-a-circle"),
        ("forbids: 'TRUE'\n    when: {duty: sme}", SWITCH, "unknown-meaning"),
        ("forbids: 'TRUE'\n    when: {dty: some}", SWITCH, "unknown-term"),
    ],
)
def test_what_could_never_be_answered_is_refused(clause: str, more: str, code: str) -> None:
    with pytest.raises(InputError) as raised:
        order(clause, more)
    assert {fault.code for fault in raised.value.faults} == {code}


# ---- the page on how to write one


@pytest.mark.parametrize(("text", "message"), BLOCKS, ids=[str(number) for number in range(1, len(BLOCKS) + 1)])
def test_the_page_shows_what_happens(text: str, message: str, tmp_path: Path) -> None:
    """A YAML on the page is refused in the words under it, or else is loaded and its examples come out as they say."""
    (tmp_path / "order.yaml").write_text(text, encoding="utf-8")
    if message:
        with pytest.raises(InputError) as raised:
            load_instruments(tmp_path, SCHEMA, "America/Chicago", 0)
        assert f"{raised.value}\n" == message
        return
    instruments = load_instruments(tmp_path, SCHEMA, "America/Chicago", 0)
    matter = Matter(tmp_path, "m", "M", "America/Chicago", 0, (), {}, {}, {}, ())
    ran = run_examples(matter, (), instruments)
    assert [one.words for one in ran] == ["as expected"] * len(ran)


def test_the_page_has_both_and_ends_with_examples() -> None:
    assert sum(bool(message) for _, message in BLOCKS) >= 5
    assert sum("examples:" in text and not message for text, message in BLOCKS) == 1


# ---- the page on the semantics


def test_the_bounds_that_the_semantics_name_are_there() -> None:
    named = re.findall(r"`law\.([\w.]+)\.([A-Z]+)`", (DOCS / "semantics.md").read_text(encoding="utf-8"))
    assert {"why.supports", "why.strength", "why.turns"} <= {module for module, _ in named}
    for module, constant in named:
        assert isinstance(getattr(import_module(f"habeas.law.{module}"), constant), int)


def test_the_table_of_nature_is_the_one_that_binds() -> None:
    text = (DOCS / "semantics.md").read_text(encoding="utf-8")
    table = text.partition("| on one journey | comes before |")[2].partition("\n\n")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \| `(\w+)` \|$", table, re.MULTILINE)) == NATURE


def test_a_file_may_hold_many_documents_and_readings_of_when_an_order_began(tmp_path: Path) -> None:
    """``from`` and ``until`` as instants, and as a map from meanings to instants, in any document of the file."""
    text = "---\n".join(
        f"""\
instrument: order-{number}
title: Order {number}
in_force:
  from: {{signed: 2020-03-01T10:00-05:00, served: 2020-03-02}}
  until: 2020-0{number}-01
clauses:
  - {{id: hold, limits: custody.kind = 'stint', to: PT72H}}
readings:
  applicants: {{in_force.from: signed}}
  agency: {{in_force.from: served}}
"""
        for number in range(4, 9)
    )
    (tmp_path / "orders.yaml").write_text(text, encoding="utf-8")
    found = load_instruments(tmp_path, load_schema({}), "America/New_York", 5)
    assert [one.id for one in found] == [f"order-{number}" for number in range(4, 9)]
    start = found[0].in_force.start
    assert start is not None
    assert start.term == "in_force.from"
    signed, served = (start.options[meaning].instant for meaning in ("signed", "served"))
    assert signed is not None
    assert served is not None
    assert (signed.high - signed.low, served.high - served.low) == (59_999_999, 86_399_999_999)
    assert found[2].line == 23


def test_a_fault_in_a_later_document_is_named_by_its_line(tmp_path: Path) -> None:
    good = "instrument: a\ntitle: A\nclauses:\n  - {id: c, limits: custody.kind = 'stint', to: PT1H}\n"
    (tmp_path / "orders.yaml").write_text(
        good + "---\n" + good.replace(": a", ": b").replace("kind", "knd"), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"orders\.yaml, line 9: unknown property `custody\.knd`"):
        load_instruments(tmp_path, load_schema({}), "UTC", 5)

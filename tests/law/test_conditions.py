"""What may stand in a condition, what it means, and in which words the rest is refused."""

from __future__ import annotations

import pytest

from habeas.core.faults import ValueFault
from habeas.core.schema import load_schema
from habeas.law.instruments.conditions import read_condition
from habeas.law.instruments.model import All, Any, Compare, Condition, Const, Not, Within, Word
from tests.law.engine import outcomes
from tests.law.oracle import Matter, Row

SCHEMA = load_schema({})
TERMS = frozenset({"removal", "class"})
DEPARTS = Compare(("act", "kind"), "=", "departs")
LANDS = Compare(("act", "kind"), "=", "lands")


def at(op: str, moment: str) -> Compare:
    return Compare(("act", "time"), op, moment)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("TRUE", Const(True)),
        ("false", Const(False)),
        ("act.kind = 'departs'", DEPARTS),
        ("'departs' = act.kind", DEPARTS),
        ("(act.kind = 'departs')", DEPARTS),
        ("act.kind <> 'departs'", Not(DEPARTS)),
        ("act.kind != 'departs'", Not(DEPARTS)),
        ("NOT act.kind = 'departs'", Not(DEPARTS)),
        ("act.kind = 'departs' OR act.kind = 'lands'", Any((DEPARTS, LANDS))),
        ("act.kind = 'departs' AND act.kind = 'lands'", All((DEPARTS, LANDS))),
        ("act.kind IN ('departs', 'lands')", Any((DEPARTS, LANDS))),
        ("act.kind NOT IN ('departs', 'lands')", Not(Any((DEPARTS, LANDS)))),
        # AND binds closer than OR, NOT closer than both
        (
            "NOT act.kind = 'departs' AND removal OR act.kind = 'lands'",
            Any((All((Not(DEPARTS), Word("removal"))), LANDS)),
        ),
        ("removal IS TRUE", Word("removal")),
        ("(act.kind = 'departs') IS NOT TRUE", Not(DEPARTS)),
        ("removal AND NOT class", All((Word("removal"), Not(Word("class"))))),
        ("custody.renewable", Compare(("custody", "renewable"), "=", "true")),
        ("act.happened = FALSE", Compare(("act", "happened"), "=", "false")),
        ("person.member_of = 'group:class'", Compare(("person", "member_of"), "=", "group:class")),
        ("act.from.kind = 'jail'", Compare(("act", "from", "kind"), "=", "jail")),
        ("place.kind = 'jail'", Compare(("place", "kind"), "=", "jail")),
        ("within(act.to, 'place:x')", Within(("act", "to"), "place:x")),
        ("within(place, 'place:x')", Within(("place",), "place:x")),
        # a time is as precise as it is written, but midnight with its seconds was meant: SQL writes it so
        ("act.time < TIMESTAMP '2025-03-15 18:48:00'", at("<", "2025-03-15T18:48")),
        ("act.time >= TIMESTAMP '2025-03-15T18:48:30Z'", at(">=", "2025-03-15T18:48:30Z")),
        ("TIMESTAMP '2025-03-15 18:48:00' < act.time", at(">", "2025-03-15T18:48")),
        ("TIMESTAMP '2025-03-15 18:48:00' <= act.time", at(">=", "2025-03-15T18:48")),
        ("act.time = TIMESTAMP '2025-03-15 18:48:00'", at("=", "2025-03-15T18:48")),
        ("NOT (act.time = TIMESTAMP '2025-03-15 18:48:00')", Not(at("=", "2025-03-15T18:48"))),
    ],
)
def test_what_a_condition_means(text: str, meaning: Condition) -> None:
    assert read_condition(text, SCHEMA, TERMS) == meaning


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "condition-refused", "is not one expression"),
        ("act.kind = 'departs';", "", ""),
        ("TRUE; FALSE", "condition-refused", "without semicolons"),
        ("SELECT 1", "condition-refused", "`SELECT 1`"),
        ("act.kind IN (SELECT kind FROM acts)", "condition-refused", "at character 5"),
        ("EXISTS (SELECT 1)", "condition-refused", "EXISTS"),
        ("lower(act.kind) = 'departs'", "condition-refused", "at character 1"),
        ("act.kind LIKE 'dep%'", "condition-refused", "LIKE"),
        ("act.kind = 'dep' || 'arts'", "condition-refused", "||"),
        ("act.time BETWEEN TIMESTAMP '2025-01-01' AND TIMESTAMP '2025-01-02'", "condition-refused", "BETWEEN"),
        ("CASE WHEN TRUE THEN TRUE ELSE FALSE END", "condition-refused", "CASE"),
        ("act.kind = act.time", "condition-refused", "act.time"),
        ("act.by IS NULL", "condition-refused", "nobody said so"),
        ("act.by IS NOT NULL", "condition-refused", "nobody said so"),
        ("act.kind = NULL", "condition-refused", "NULL"),
        ("within(act.to)", "condition-refused", "WITHIN"),
        ("within(act.to, 'mexico')", "condition-value", "`mexico`"),
        ("within(act.by, 'place:x')", "condition-property", "is not a place"),
        ("act.kind > 'departs'", "condition-refused", "has no order"),
        # a time is compared by = < <= > >= only; whoever writes something else is told what to write
        ("act.time <> TIMESTAMP '2025-03-15 18:48:00'", "condition-refused", "Write NOT (act.time = "),
        ("TIMESTAMP '2025-03-15 18:48:00' != act.time", "condition-refused", "Write NOT (act.time = "),
        ("act.time <> '2025-03-15'", "condition-refused", "Write NOT (act.time = '2025-03-15')"),
        ("act.time IN ('2025-03-15', '2025-03-16')", "condition-refused", "act.time = '2025-03-15', with OR between"),
        ("act.time NOT IN (TIMESTAMP '2025-03-15 18:48:00')", "condition-refused", "with OR between several"),
        ("person.member_of = group:g", "condition-refused", "`group:g` at character 20"),
        ("person.member_of = group:g", "condition-refused", "Put the value in quotes: 'group:g'."),
        ("person.member_of IN ('group:a', group:b-c)", "condition-refused", "quotes: 'group:b-c'."),
        ("within(act.to, place:x)", "condition-refused", "quotes: 'place:x'."),
        ("act.kind = departs", "condition-refused", "`departs` at character 12"),
        ("act.kind = departs", "condition-refused", "Put the value in quotes: 'departs'."),
        ("act.kind = 'depart'", "condition-value", 'Nearest: "departs".'),
        ("act.knd = 'departs'", "condition-property", 'Nearest: "act.kind".'),
        ("person.kind = 'jail'", "condition-property", "`person.kind`"),
        ("remval", "condition-property", 'Nearest: "removal".'),
        ("'departs'", "condition-not-boolean", "true or false"),
        ("1", "condition-not-boolean", "true or false"),
        ("act.kind", "condition-not-boolean", "true or false"),
        ("act.kind = 'departs' AND", "condition-syntax", "near character"),
        ("act.kind = 'departs", "condition-syntax", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused_and_named(text: str, code: str, words: str) -> None:
    if not code:  # one expression, and nothing after its semicolon
        assert read_condition(text, SCHEMA, TERMS) == DEPARTS
        return
    with pytest.raises(ValueFault) as raised:
        read_condition(text, SCHEMA, TERMS)
    assert raised.value.code == code
    assert words in str(raised.value)


@pytest.mark.parametrize(
    "text", ["act.time < 'yesterday'", "act.time < TIMESTAMP '2025-02-30 00:00:00'", "person.birth < 'x'"]
)
def test_a_time_that_cannot_be_read_is_refused_when_the_instrument_is(text: str) -> None:
    with pytest.raises(ValueFault):
        read_condition(text, SCHEMA)


@pytest.mark.parametrize("text", ["place.capacity > 'many'", "place.capacity > 10.5"])
def test_a_number_that_cannot_be_read_is_refused_when_the_instrument_is(text: str) -> None:
    with pytest.raises(ValueFault):
        read_condition(text, SCHEMA)


FACTS = """
act:a act.kind departs
act:a act.time 2025-03-15T18:48
act:a act.person person:p
act:a act.person person:q
act:a act.to place:jail
person:p person.member_of group:class
person:p person.status final_order
not person:q person.member_of group:class
place:jail place.kind jail
place:jail place.in place:country
"""


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("act.kind = 'departs'", "always"),
        ("act.kind <> 'departs'", "never"),
        ("act.kind IN ('lands', 'departs')", "always"),
        ("act.by = 'org:x'", "open"),  # nobody says by whom
        ("NOT act.by = 'org:x'", "open"),
        ("act.by = 'org:x' OR NOT act.by = 'org:x'", "always"),  # the same answer in one world: no third truth value
        ("act.by = 'org:x' AND NOT act.by = 'org:x'", "never"),
        ("person.member_of = 'group:class'", "always"),  # of at least one of its people
        ("NOT person.member_of = 'group:class'", "never"),
        ("person.member_of = 'group:other'", "open"),
        ("person.status <> 'asylum_pending'", "open"),
        ("act.person = 'person:p'", "always"),
        ("act.person = 'person:r'", "never"),  # closed once anyone is claimed
        ("act.to.kind = 'jail'", "always"),
        ("within(act.to, 'place:country')", "always"),
        ("within(act.to, 'place:elsewhere')", "open"),
        ("act.from.kind = 'jail'", "open"),
        # a time in a condition is its first microsecond, and 18:48 is the whole minute
        ("act.time >= TIMESTAMP '2025-03-15 18:48:00'", "always"),
        ("act.time > TIMESTAMP '2025-03-15 18:48:00'", "open"),
        ("act.time = TIMESTAMP '2025-03-15 18:48:00'", "open"),
        ("act.time < TIMESTAMP '2025-03-15 18:48:00'", "never"),
        ("act.time < TIMESTAMP '2025-03-15 18:49:00'", "always"),
        ("act.time <= TIMESTAMP '2025-03-15 14:48:00-04:00'", "open"),
        ("custody.kind = 'hold'", "never"),  # of an act, a condition on a custody is false
        ("custody.kind <> 'hold'", "always"),
    ],
)
def test_whether_a_condition_holds(condition: str, holds: str) -> None:
    """Asked by a clause that always forbids it: broken in all worlds, in some, or of no such kind in any."""
    rows = [line.removeprefix("not ").split(" ", 2) for line in FACTS.strip().splitlines()]
    against = [line.startswith("not ") for line in FACTS.strip().splitlines()]
    matter = Matter(
        tuple(
            Row(f"c.csv:{number}", subject, name, value, turned, "s", "s")
            for number, ((subject, name, value), turned) in enumerate(zip(rows, against, strict=True), 2)
        ),
        ({"instrument": "order", "clauses": [{"id": "c", "forbids": condition}]},),
    )
    found = outcomes(matter)
    assert {"breach": "always", "undetermined": "open"}.get(next(iter(found.values()), ""), "never") == holds

"""Contents and open facts as sentences."""

from __future__ import annotations

import pytest

from habeas.core.claim import Claim
from habeas.core.schema import load_schema
from habeas.core.values import read_value
from habeas.report.naming import Names

ZONE = "America/New_York"


def claim(subject: str, name: str, text: str, against: bool = False) -> Claim:
    value = read_value(load_schema().property(name), text, ZONE, 5)
    return Claim(subject, name, value, against, "s", "asserts", "a", "c.csv:2")


@pytest.mark.parametrize(
    ("subject", "name", "text", "expected", "denied"),
    [
        ("act:oral-order", "act.time", "2025-03-15T18:48", "Oral order was at 2025-03-15 18:48 EDT",
         "Oral order was not at 2025-03-15 18:48 EDT"),
        ("act:vacatur", "act.time", "2025-04-07", "Vacatur was on 2025-04-07 EDT", "Vacatur was not on 2025-04-07 EDT"),
        ("act:x", "act.time", "[..2025-03-15T19:24]", "X was by 2025-03-15 19:24 EDT",
         "X was not by 2025-03-15 19:24 EDT"),
        ("act:x", "act.kind", "hands_over", "X is an act of the kind “hands over”",
         "X is not an act of the kind “hands over”"),
        ("act:x", "act.happened", "true", "X took place", "X did not take place"),
        ("group:a-b", "person.member_of", "group:class", "“a b” belongs to “class”",
         "“a b” does not belong to “class”"),
        ("group:a-b", "group.some_in", "group:class", "Some in “a b” belong to “class”",
         "Nobody in “a b” belongs to “class”"),
        ("act:x", "act.by", "org:d-d-c", "X was done by D.D.C.", "X was not done by D.D.C."),
        ("act:x", "act.instrument", "instrument:tro1", "X concerned “First order”", "X did not concern “First order”"),
        ("payment:fee", "payment.amount", "4760000 USD", "Fee, amount: 4760000 USD", "Fee, amount: not 4760000 USD"),
    ],
)  # fmt: skip
def test_a_content_is_a_sentence_and_so_is_its_denial(
    subject: str, name: str, text: str, expected: str, denied: str
) -> None:
    said, against = claim(subject, name, text), claim(subject, name, text, against=True)
    names = Names([said, against], {"instrument:tro1": "First order"}, ZONE)
    assert names.content(said.content) == expected
    assert names.content(against.content) == denied


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("group:a person.member_of group:class", "whether anyone in “a” belongs to “class”"),
        ("act:departure act.time", "when departure was, to the minute"),
        ("act:x act.happened", "whether x took place"),
        ("custody:jail custody.start", "when custody “jail” began"),
        ("act:removal facilitate/facilitate done", "whether what “facilitate” requires was done for removal"),
        ("act:x act.person", "whether x was done to someone"),
    ],
)
def test_an_open_fact_is_a_question(fact: str, expected: str) -> None:
    assert Names([], {}, ZONE).question(fact) == expected


def test_every_property_that_has_a_sentence_is_one_of_the_table() -> None:
    from habeas.report.naming import _SAID

    properties = load_schema().properties
    assert set(_SAID) <= properties.keys()
    for said, denied, asked in _SAID.values():
        assert "{s}" in said
        assert "{s}" in denied
        assert "{s}" in asked
        assert said != denied

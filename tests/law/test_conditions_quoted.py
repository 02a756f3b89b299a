"""What stands in quotes is kept apart from the shape of a condition, and must come back as it was."""

from __future__ import annotations

import pytest

from habeas.core.schema import load_schema
from habeas.core.values import ValueFault
from habeas.law.conditions import read_condition
from habeas.law.model import All, Any, Compare, Within

_SCHEMA = load_schema({})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("act.person = 'person:0'", Compare(("act", "person"), "=", "person:0")),
        (
            "act.kind = 'departs' AND within(act.to, 'place:1')",
            All((Compare(("act", "kind"), "=", "departs"), Within(("act", "to"), "place:1"))),
        ),
        (
            "act.person IN ('person:1', 'person:0')",
            Any((Compare(("act", "person"), "=", "person:1"), Compare(("act", "person"), "=", "person:0"))),
        ),
        ("act.ground = 'the ''emergency''; -- 1'", Compare(("act", "ground"), "=", "the 'emergency'; -- 1")),
    ],
)
def test_quoted_words_come_back(text: str, meant: object) -> None:
    for _ in range(2):  # the second time the shape is known
        assert read_condition(text, _SCHEMA) == meant


def test_a_fault_names_what_was_written() -> None:
    read_condition("within(act.to, 'place:x')", _SCHEMA)
    with pytest.raises(ValueFault, match="`org:x` in `within"):
        read_condition("within(act.to, 'org:x')", _SCHEMA)

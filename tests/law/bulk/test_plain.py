"""What is read off at once is what the law says when it is asked, for every condition and every value."""

from __future__ import annotations

import pytest

from habeas.law.bulk.parts import Splitter
from habeas.law.bulk.plain import Tables
from habeas.law.bulk.shape import Shape
from habeas.law.bulk.truth import Token, Truth
from habeas.law.instruments.conditions import read_condition
from habeas.law.instruments.model import Const
from tests.law.bulk.releases import SCHEMA, claims, table
from tests.law.bulk.test_small_releases import CONDITIONS, PLACES

MATTER = claims(
    ("place:c", "place.kind", "jail"),
    ("place:c", "place.kind", "airport"),
    ("place:d", "place.in", "place:south"),
    ("place:d", "place.in", "place:south", "not"),
    ("person:p1", "person.member_of", "group:class"),
)
ROW = {"custody.start": "2025-01-01", "custody.end": "2025-01-02", "custody.person": "person:p1",
       "custody.place": "place:a", "custody.ground": "one", "person.citizenship": "VEN", "person.birth": "2000"}  # fmt: skip  # noqa: E501
TOKENS: dict[str, list[Token]] = {
    "custody.place": [None, "place:a", "place:b", "place:c", "place:d", "place:e"],
    "custody.ground": [None, "one", "two", "three"],
    "person.citizenship": [None, (), ("VEN",), ("MEX",), ("MEX", "VEN")],
    "": [None, "", "person:p1", "person:p2"],
}


@pytest.mark.parametrize("only", [(), ("person.citizenship", "custody.ground")])
@pytest.mark.parametrize("text", [*CONDITIONS, "custody.ground IN ('one', 'two')", "place.in <> 'place:north'"])
def test_what_is_read_off_is_what_the_law_says(text: str, only: tuple[str, ...]) -> None:
    shape = Shape.of(table([ROW], places=PLACES, only=list(only)).schema, SCHEMA)
    truth = Truth(MATTER, lambda source: source, SCHEMA, "UTC", shape)
    splitter = Splitter(shape, SCHEMA, frozenset({"person.member_of"}))
    tables = Tables(truth, splitter)
    condition = read_condition(text, SCHEMA)
    compared = 0
    for condition_part, scope in ((condition, Const(True)), (Const(True), condition)):
        for group in splitter.groups(condition_part, scope, whole=False):
            if len(group.columns) != 1 or group.columns[0].property not in TOKENS:
                continue
            tokens = [(token,) for token in TOKENS[group.columns[0].property]]
            assert tables.flags(group, tokens).tolist() == [truth.ask(group, token) for token in tokens]
            compared += len(tokens)
    parts = [group for group in splitter.groups(condition, Const(True), whole=False) if len(group.columns) == 1]
    assert compared or not any(group.columns[0].property in TOKENS for group in parts)

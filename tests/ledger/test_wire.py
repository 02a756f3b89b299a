"""A claim as a line, and back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.claim import Claim, Value
from habeas.core.schema import load_schema
from habeas.core.values import read_value
from habeas.ledger.wire import from_line, to_line

VALUES = {
    "act.time": ["2025-03-15T18:48~", "[2025-03-15,2025-03-17]", "2025-11-02T01:30", "2025?", "[..2025-03-15]"],
    "custody.end": ["ongoing 2026-07-03"], "act.kind": ["departs"], "act.person": ["P-17", "group:class"],
    "group.size": ["238", ">200", "~300", "14..17", "most"], "payment.amount": ["4760000 USD", "minimal"],
    "custody.term": ["P1Y", "P1M2DT3H"], "act.ground": ["he said “go”\nand 去"], "act.happened": ["true", "false"],
    "act.authority": ["instrument:aea", "final_order"], "act.breaches": ["instrument:order/no-removal", "in words"],
    "place.point": ["30.69 -88.04"], "person.citizenship": ["VEN"],
}  # fmt: skip
SCHEMA = load_schema()


def claim(prop: str, text: str, **more: str) -> Claim:
    value = read_value(SCHEMA.property(prop), text, "America/New_York", 10)
    return Claim("act:x", prop, value, against=False, speaker="AP", stance="asserts", source="s", row="c.csv:2", **more)  # type: ignore[arg-type]


def test_every_kind_of_value_is_tried() -> None:
    kinds = {SCHEMA.property(prop).kinds for prop in VALUES}
    assert {kind for each in kinds for kind in each} == {kind for p in SCHEMA.properties.values() for kind in p.kinds}


@pytest.mark.parametrize(("prop", "text"), [(prop, text) for prop, texts in VALUES.items() for text in texts])
def test_the_same_claim_comes_back(prop: str, text: str) -> None:
    before = claim(prop, text)
    after = from_line(to_line(before), "d.csv:7", 5)
    assert after == replace(before, row="d.csv:7", recorded=5)
    assert (after.content.id, after.witness_id) == (before.content.id, before.witness_id)
    assert to_line(after) == to_line(before)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.fixed_dictionaries(dict.fromkeys(("locator", "pin", "quote", "label", "note"), TEXT)), TEXT)
def test_every_text_comes_back(texts: dict[str, str], ground: str) -> None:
    before = replace(claim("act.kind", "departs", **texts), value=Value("text", ground, ground, ground))
    assert from_line(to_line(before), before.row, 1) == replace(before, recorded=1)


def test_a_value_that_has_no_form_is_not_guessed() -> None:
    odd = replace(claim("act.kind", "departs"), value=Value("code", "x", "x", 1.5))
    with pytest.raises(TypeError, match="float"):
        to_line(odd)

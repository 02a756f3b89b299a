"""Conditions that are read in one pass are read as the whole parser reads them; all others come to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot.dialects import DuckDB

from habeas.core.schema import Schema, load_schema
from habeas.core.values import ValueFault
from habeas.law.instruments.conditions import read_condition
from habeas.law.instruments.conditions_sql import read_sql
from habeas.law.instruments.model import Condition

_SCHEMA = load_schema({})
_ATOMS = st.sampled_from([
    "act.kind = 'departs'", "act.kind='holds'", "act.person <> 'person:it''s'", "act.from.kind = 'airport'",
    "within(act.to, 'place:x')", "WITHIN ( act.from , 'place:1' )", "act.person IN ('person:a', 'person:b')",
    "act.ground in ('a', 'it''s  here')", "act.happened", "TRUE", "act.time < TIMESTAMP '2025-03-15T12:30Z'",
    "act.happened IS TRUE", "removable", "act.time = '2025-03-15'", "person.citizenship = 'ven'", "act.kind = ''",
    "act.nothing = 'x'", "'departs' = act.kind", "act.kind = 'a' 'b'", "act.kind IS NULL",
    "within(act.kind, 'place:x')",
    "within(act.to, 'org:x')", "act.ground = '\\''", "act.kind NOT IN ('departs')", "act.happened = 'true'",
    'act."kind" = \'departs\'', "act.kind == 'departs'", "act.kind != 'departs'", "act.kind = E'a'",
])  # fmt: skip


def _join(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    words = st.sampled_from([" AND ", " or ", "\nOR ", " and\t", " = ", ", "])
    return st.one_of(
        st.tuples(parts, words, parts).map("".join),
        parts.map("({})".format),
        parts.map("NOT {}".format),
        parts.map("not ({} )".format),
    )


@given(st.recursive(_ATOMS, _join, max_leaves=6))
def test_both_read_the_same(text: str) -> None:
    terms = frozenset({"removable"})

    def read(reader: object) -> object:
        assert callable(reader)
        try:
            return reader(text, _SCHEMA, terms)
        except ValueFault as fault:
            return (fault.code, fault.what, fault.mend)

    assert read(read_condition) == read(read_sql)


@given(st.text("acthpersonkid.='() <>,INOTAD\\\"-;1 \n", max_size=40))
def test_any_text_is_read_the_same(text: str) -> None:
    def read(reader: object) -> object:
        assert callable(reader)
        try:
            return reader(text, _SCHEMA)
        except ValueFault as fault:
            return (fault.code, fault.what, fault.mend)

    assert read(read_condition) == read(read_sql)


@pytest.mark.parametrize("text", ["act.kind = 'departs' AND within(act.to, 'place:x')", "place.in IN ('place:a')"])
def test_what_is_plain_needs_no_parser(text: str) -> None:
    code = (
        "import sys; from habeas.core.schema import load_schema; "
        "from habeas.law.instruments.conditions import read_condition; "
        f"read_condition({text!r}, load_schema({{}})); sys.exit('sqlglot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_word_in_dispute_is_read_the_same_whatever_it_means_to_sql() -> None:
    tokenizer, grammar = DuckDB.Tokenizer, DuckDB.Parser
    words = {word.lower() for key in tokenizer.KEYWORDS for word in key.split() if word.isidentifier()}
    words |= {name.lower() for name in grammar.FUNCTIONS if name.isidentifier()}
    assert len(words) > 500
    for word in sorted({*words, "removal", "within", "in", "is"}):
        for text in (word, word.upper(), f"NOT {word}", f"({word} OR act.happened)", f"act.happened AND {word}"):
            terms = frozenset({word, word.upper()})
            assert _read(read_condition, text, terms) == _read(read_sql, text, terms), text


def _read(reader: Callable[[str, Schema, frozenset[str]], Condition], text: str, terms: frozenset[str]) -> object:
    try:
        return reader(text, _SCHEMA, terms)
    except ValueFault as fault:
        return (fault.code, fault.what, fault.mend)

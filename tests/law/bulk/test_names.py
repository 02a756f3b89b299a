"""Names are found among many words as Arrow finds them, whatever the words end in."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.bulk.names import Names
from habeas.law.bulk.scratch import scratch

WORDS = st.lists(st.one_of(st.text("ab:é", max_size=12), st.integers(0, 99).map("person:p-{:09}".format)), max_size=80)


@given(st.lists(st.integers(0, 99).map("person:p-{:09}".format) | st.text("ab:é", max_size=12), unique=True), WORDS,
       st.integers(0, 3), st.sampled_from([pa.string(), pa.large_string()]))  # fmt: skip
def test_names_are_found_as_arrow_finds_them(names: list[str], words: list[str], cut: int, kind: pa.DataType) -> None:
    given_words = pa.array(words, kind).slice(cut)
    told = Names(names).numbers(given_words)
    if names:
        expected = pc.index_in(given_words.cast(pa.string()), value_set=pa.array(names, pa.string()))
        assert told.tolist() == expected.fill_null(-1).to_pylist()
    else:
        assert told.tolist() == [-1] * len(given_words)


def test_words_that_nobody_says_are_no_names() -> None:
    assert Names(["a"]).numbers(pa.array(["a", None, "b"])).tolist() == [0, -1, -1]


@pytest.mark.parametrize("kind", [np.int32, np.uint8])
def test_scratch_has_room_for_what_is_asked(kind: type) -> None:
    for size in (3, 10, 2, 0):
        found = scratch("test", size, kind)
        assert len(found) == size
        assert found.dtype == kind

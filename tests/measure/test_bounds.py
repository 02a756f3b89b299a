"""Lines against a plain reading of what they mean, one class of rows or one person at a time."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.measure import keys
from habeas.measure.bins import Class, Classes
from habeas.measure.bounds import lines_of
from habeas.measure.dimensions import CodeDimension, Dimension, TimeDimension, Value
from habeas.measure.tally import Tally

MONTHS, FAR = {24_300: 0, 24_301: 1, 24_302: 2}, 1 << 40
NOBODY, SPAN, LATER, LATEST = 3, 4, 5, 6  # the last two are both open to one side, from different months on


def _months() -> TimeDimension:
    found = TimeDimension("month", "custody.end", "month", "UTC")
    for number in MONTHS:
        found._unit(number)
    found.values += [
        Value("nobody said", anything=True), Value("", units=(24_300, 24_301)),
        Value("not ended", units=(24_301, FAR)), Value("not ended", units=(24_302, FAR)),
    ]  # fmt: skip
    return found


def _outcomes() -> CodeDimension:
    found = CodeDimension("outcome", "outcome", open=frozenset(["undetermined"]), always=("breach",))
    for word in ("kept", "undetermined"):
        found._code(word)
    return found  # breach 0, kept 1, undetermined 2


REACH = [
    {0: [0], 1: [1], 2: [2], NOBODY: [0, 1, 2], SPAN: [0, 1], LATER: [1, 2], LATEST: [2]},
    {0: [0], 1: [1], 2: [0, 1]},
]
WORDS = [
    ["2025-01", "2025-02", "2025-03", "nobody said", "", "not ended", "not ended"],
    ["breach", "kept", "undetermined"],
]
classes = st.tuples(st.integers(0, 6), st.integers(0, 2))


def _columns(counts: Counter[Class]) -> Classes:
    codes = np.array(list(counts), dtype=np.int64).reshape(len(counts), 2).T
    return Classes(tuple(codes), np.array(list(counts.values()), dtype=np.int64))


def _reached(place: Class) -> set[tuple[str, ...]]:
    """The lines in which the class may be: its own word, and whatever it leaves possible."""
    choices = [
        {words[at], *(words[one] for one in reach[at])} - {""}
        for words, reach, at in zip(WORDS, REACH, place, strict=True)
    ]
    return set(product(*choices))


def _key(place: Class) -> tuple[str, ...]:
    return tuple(words[at] for words, at in zip(WORDS, place, strict=True))


@pytest.mark.parametrize("at_once", [1, 1 << 21])
@settings(max_examples=150)
@given(
    single=st.dictionaries(classes, st.integers(1, 5), max_size=6),
    unnamed=st.dictionaries(classes, st.integers(1, 5), max_size=3),
    several=st.dictionaries(st.frozensets(classes, min_size=1, max_size=3), st.integers(1, 5), max_size=4),
)
def test_lines_are_what_each_class_leaves_possible(
    at_once: int, single: dict[Class, int], unnamed: dict[Class, int], several: dict[frozenset[Class], int]
) -> None:
    by: list[Dimension] = [_months(), _outcomes()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_AT_ONCE", at_once)
        found = lines_of([Tally(_columns(Counter(single)), _columns(Counter(unnamed)), Counter(several))], by)
    certain: Counter[tuple[str, ...]] = Counter()
    possible: Counter[tuple[str, ...]] = Counter()
    groups = [*((frozenset([one]), n, True) for one, n in single.items()), *((g, n, True) for g, n in several.items())]
    groups += [(frozenset([one]), n, False) for one, n in unnamed.items()]
    for group, count, named in groups:
        if named:
            for key in {_key(place) for place in group if "" not in _key(place)}:
                certain[key] += count
        for key in set().union(*(_reached(place) for place in group)):
            possible[key] += count
    assert len({line.key for line in found}) == len(found)
    for line in found:
        assert (line.certain, line.possible) == (certain[line.key], possible[line.key])
    assert {key for key, count in certain.items() if count} <= {line.key for line in found}
    order = {word: at for at, word in enumerate([*WORDS[0][:3], "nobody said", "not ended"])}
    assert [line.key[0] for line in found] == sorted((line.key[0] for line in found), key=order.__getitem__)

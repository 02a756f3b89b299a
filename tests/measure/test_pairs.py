"""How far apart two tables are in all is the sum of their lines, however it is kept up to date."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.measure.pairs import Bounds, Key, Sums, folded, paired
from habeas.measure.published import Published

_WORDS = st.sampled_from(["a", "A", "b", "place:b", "c", "d"])
_KEYS = st.tuples(_WORDS)
_BOUNDS = st.tuples(st.integers(0, 4), st.integers(0, 3)).map(lambda both: (both[0], both[0] + both[1]))


@given(
    st.dictionaries(_KEYS, st.integers(0, 6), max_size=5), st.dictionaries(_KEYS, _BOUNDS, max_size=5),
    st.lists(st.tuples(_KEYS, _BOUNDS), max_size=4),
)  # fmt: skip
def test_the_sums_are_those_of_the_lines(
    theirs: dict[Key, int], ours: dict[Key, Bounds], later: list[tuple[Key, Bounds]]
) -> None:
    published = Published("p.csv", ("place",), "count", theirs)
    sums = Sums(folded(published), ours)
    for key, bounds in later:
        if key in ours:
            ours[key] = bounds
            sums.put(key, bounds)
    differences = [pair.difference for pair in paired(published, ours) if pair.difference is not None]
    found = sums.tried("so", 1)
    assert (found.apart, found.equal, found.lines) == (
        sum(map(abs, differences)), differences.count(0), len(differences),
    )  # fmt: skip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.measure.lines import Line, Lines

words = st.sampled_from(["2025-01", "2025-02", "place:tuchold", "nobody said", ""])
plain = st.lists(
    st.builds(Line, st.tuples(words, words), st.integers(0, 9), st.integers(0, 9)),
    max_size=8,
    unique_by=lambda x: x.key,
)
beside = st.lists(
    st.builds(
        Line, st.tuples(words, words), st.integers(0, 9), st.integers(0, 9), st.tuples(st.integers(0, 9), st.just(9))
    ),
    max_size=8,
    unique_by=lambda x: x.key,
)


@given(lines=st.one_of(plain, beside))
def test_columns_give_back_the_same_lines(lines: list[Line]) -> None:
    held = Lines.of(lines, 2)
    assert list(held) == lines
    assert held == tuple(lines)
    assert [held[at] for at in range(len(held))] == lines
    assert list(held[1:3]) == lines[1:3]
    assert len(held) == len(lines)


def test_a_table_has_a_row_for_each_line() -> None:
    lines = [Line(("2025-01", "a"), 1, 2, (3, 4)), Line(("2025-02", "a"), 0, 2, (3, 5))]
    table = Lines.of(lines, 2).table(("month", "place"))
    assert table.to_pylist() == [
        {"month": "2025-01", "place": "a", "certain": 1, "possible": 2, "of_certain": 3, "of_possible": 4},
        {"month": "2025-02", "place": "a", "certain": 0, "possible": 2, "of_certain": 3, "of_possible": 5},
    ]
    assert Lines.of([Line((), 7, 7)], 0).table(()).to_pylist() == [{"certain": 7, "possible": 7}]


def test_other_lines_are_not_equal() -> None:
    held = Lines.of([Line(("a",), 1, 2)], 1)
    assert held != Lines.of([Line(("a",), 1, 3)], 1)
    assert held != (Line(("b",), 1, 2),)
    with pytest.raises(IndexError):
        held[1]

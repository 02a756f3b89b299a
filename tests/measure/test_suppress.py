from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.errors import UseError
from habeas.measure.count import Counted
from habeas.measure.lines import Line
from habeas.measure.suppress import suppress

T = 10


def counted(by: tuple[str, ...], numbers: dict[tuple[str, ...], int], base: str = "rows", row: str = "stay") -> Counted:
    lines = tuple(Line(key, number, number) for key, number in numbers.items())
    return Counted(by, base, lines, (sum(numbers.values()),) * 2, sum(numbers.values()), "custody.start", row)


def test_a_small_number_is_withheld_and_one_more_so_that_it_does_not_follow_from_the_total() -> None:
    public = suppress(counted(("place",), {("a",): 3, ("b",): 40, ("c",): 25}), T)
    assert [(line.key, line.certain) for line in public.lines] == [(("a",), None), (("b",), 40), (("c",), None)]
    assert public.withheld == 2


def test_nothing_small_nothing_withheld_and_zero_is_not_small() -> None:
    public = suppress(counted(("place",), {("a",): 0, ("b",): 40}), T)
    assert [line.certain for line in public.lines] == [0, 40]


def test_a_small_upper_bound_is_withheld_too() -> None:
    lines = (Line(("a",), 0, 4), Line(("b",), 40, 44), Line(("c",), 50, 54))
    public = suppress(Counted(("place",), "rows", lines, (94, 94), 94, "custody.start", "stay"), T)
    assert public.lines[0].possible is None


def test_a_small_base_is_withheld() -> None:
    lines = (Line(("a",), 0, 0, (5, 5)), Line(("b",), 40, 44, (90, 90)))
    public = suppress(Counted(("clause",), "rows", lines, (95, 95), 95, "custody.start", "stay"), T)
    assert [line.of for line in public.lines] == [(None, None), (90, 90)]


numbers = st.dictionaries(
    st.sampled_from([(month, place) for month in "jfm" for place in "abc"]), st.integers(0, 60), min_size=1
)


@given(numbers=numbers)
def test_no_withheld_number_follows_from_what_a_reader_can_know(numbers: dict[tuple[str, ...], int]) -> None:
    public = suppress(counted(("month", "place"), numbers), T)
    shown = {line.key: line.certain for line in public.lines}
    assert all(number is None or number == 0 or number >= T for number in shown.values())
    for at, word in ((-1, ""), *product((0, 1), "jfmabc")):  # the total, and each total over one dimension
        inside = [key for key in numbers if at < 0 or key[at] == word]
        total = sum(numbers[key] for key in inside)
        hidden = [key for key in inside if shown[key] is None]
        rest = sum(numbers[key] for key in hidden)
        everything = not [key for key in inside if shown[key]]
        # a sum that is small itself is not published: then nothing of it is shown
        assert not hidden or everything or (len(hidden) > 1 and rest >= T) or total < T


@pytest.mark.parametrize(
    ("by", "base", "row", "threshold", "message"),
    [
        (("custody.person",), "rows", "stay", T, "a public count by custody.person would have a line for each person."),
        (("place",), "sum", "stay", T, "a public sum over people's rows may be one person's."),
        (("place",), "rows", "stay", 1, "a threshold below 2 withholds nothing"),
    ],
)
def test_what_is_not_published(by: tuple[str, ...], base: str, row: str, threshold: int, message: str) -> None:
    with pytest.raises(UseError, match=message):
        suppress(counted(by, {("a",): 40}, base, row), threshold)


def test_a_sum_of_counts_may_be_published() -> None:
    assert suppress(counted(("place",), {("a",): 40}, "sum", "count"), T).lines[0].certain == 40


def of(lines: tuple[Line, ...], total: tuple[int, int]) -> list[tuple[int | None, int | None]]:
    public = suppress(Counted(("place",), "rows", lines, total, total[1], "custody.start", "stay"), T)
    return [(line.certain, line.possible) for line in public.lines]


def test_an_upper_bound_does_not_tell_how_many_are_not_known() -> None:
    lines = (Line(("a",), 50, 53), Line(("b",), 40, 43), Line(("nobody said",), 3, 3))
    assert of(lines, (93, 93)) == [(50, None), (None, None), (None, None)]


def test_the_total_does_not_tell_how_many_are_in_no_line_for_certain() -> None:
    lines = (Line(("a",), 50, 53), Line(("b",), 40, 43))
    assert of(lines, (93, 93)) == [(50, None), (None, None)]


def test_upper_bounds_that_tell_of_many_are_shown() -> None:
    lines = (Line(("a",), 50, 70), Line(("b",), 40, 60), Line(("nobody said",), 20, 20))
    assert of(lines, (110, 110)) == [(50, 70), (40, 60), (20, 20)]


def test_two_upper_bounds_do_not_tell_how_many_are_possible_in_one_of_them_alone() -> None:
    lines = (Line(("a",), 50, 70), Line(("b",), 40, 63))
    assert of(lines, (113, 113)) == [(50, None), (40, None)]


def test_a_total_that_is_small_or_tells_of_few_is_withheld() -> None:
    assert suppress(counted(("place",), {("a",): 4}), T).total == (None, None)
    few = Counted(("place",), "people", (Line(("a",), 40, 43),), (40, 43), 43, "custody.start", "stay")
    assert suppress(few, T).total == (40, None)

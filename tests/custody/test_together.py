from hypothesis import given
from hypothesis import strategies as st

from habeas.core.edtf import read_instant
from habeas.core.instant import Instant
from habeas.custody.together import together
from habeas.law.worlds.facts import cliques

INTERVALS = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda pair: ((pair[0], pair[0] + pair[1]),))


def _instant(text: str) -> Instant:
    return read_instant(text, "America/New_York", 5)


def test_a_day_and_a_minute_of_it_are_one_time_and_two_minutes_are_rivals() -> None:
    day, minute, other = _instant("2025-03-15"), _instant("2025-03-15T18:48"), _instant("2025-03-15T18:49")
    assert together([day, minute]) == [((0, 1), minute)]
    assert together([minute, other, day]) == [((0, 2), minute), ((1, 2), other)]


def test_the_common_part_of_overlapping_ranges_is_neither_of_the_texts() -> None:
    ((members, instant),) = together([_instant("[..2025-03-15T18:00]"), _instant("[2025-03-15T17:00..]")])
    assert members == (0, 1)
    assert (instant.text, instant.low) == ("", _instant("2025-03-15T17:00").low)


def test_doubt_of_all_is_doubt_of_what_they_have_in_common() -> None:
    ((_, sure),) = together([_instant("[..2025-03-15?]"), _instant("[2025-03-15..]")])
    ((_, unsure),) = together([_instant("[..2025-03-16?]"), _instant("[2025-03-15?..]")])
    assert (sure.uncertain, unsure.uncertain) == (False, True)


@given(st.lists(INTERVALS, min_size=1, max_size=5))
def test_records_read_rival_times_as_the_law_part_does(spans: list[tuple[tuple[int, int], ...]]) -> None:
    ours = [(members, instant.intervals) for members, instant in together([Instant(each) for each in spans])]
    theirs = [(tuple(sorted(group)), domain) for group, domain in cliques(spans)]
    assert ours == theirs

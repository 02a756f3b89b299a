"""Formats: what is read, what is refused, and that the arithmetic on bytes gives what ``strptime`` gives."""

from datetime import date, datetime

# ruff: noqa: DTZ001, DTZ007 (clock times before their zone is known)
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.faults import ValueFault
from habeas.core.zones import micros
from habeas.release.reading import formats
from habeas.release.reading.formats import ISO, check_format, read_walls

NUMERIC = ["%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y %H:%M", "%Y%m%d", "%m/%d/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]


def walls(texts: list[str], *patterns: str) -> list[tuple[int, int]]:
    read = read_walls(pa.array(texts, pa.string()), patterns)
    return list(zip(read.start.tolist(), read.form.tolist(), strict=True))


@pytest.mark.parametrize("pattern", NUMERIC)
@given(st.data())
def test_bytes_give_what_strptime_gives(pattern: str, data: st.DataObject) -> None:
    times = data.draw(st.lists(st.datetimes(datetime(1000, 1, 1), datetime(9999, 1, 1)), min_size=1, max_size=30))
    texts = [time.strftime(pattern) for time in times]
    read = walls(texts, pattern)
    assert [start for start, _ in read] == [micros(datetime.strptime(text, pattern)) for text in texts]


@given(st.lists(st.text("0123456789/- :T", min_size=1, max_size=12), min_size=1, max_size=30))
def test_what_fits_no_format_is_left_unread(texts: list[str]) -> None:
    for text, (start, form) in zip(texts, walls(texts, "%m/%d/%Y"), strict=True):
        try:
            said = micros(datetime.strptime(text, "%m/%d/%Y"))
        except ValueError:
            assert form == formats.UNREAD, text
        else:
            assert (start, form) == (said, formats.ON_DAY) or " " in text


def test_days_without_leading_zeros_and_days_that_do_not_exist() -> None:
    read = walls(["1/3/2012", "12/31/2012", "2/30/2012", "13/1/2012", "2/29/2012", "2/29/2013", ""], "%m/%d/%Y")
    assert [form for _, form in read] == [3, 3, 0, 0, 3, 0, 0]
    assert read[0][0] == micros(datetime(2012, 1, 3))


def test_how_much_each_text_says() -> None:
    texts = ["2025-03-15", "2025-03-15 18:48", "2025-03-15T18:48:07", "2025-03-15 18:48:07.25", "2025-03", "2025"]
    assert [form for _, form in walls(texts, *ISO)] == [
        formats.ON_DAY, formats.AT_MINUTE, formats.AT_SECOND, formats.AT_FRACTION, formats.MONTH, formats.YEAR,
    ]  # fmt: skip
    assert walls(["2025-03-15 24:00", "2025-03-15 18:60", "2025-03-15 18:48:60"], *ISO) == [(0, 0)] * 3


def test_months_and_years_end_on_their_last_day() -> None:
    read = read_walls(pa.array(["2024-02", "2023", "2024-02-28"]), ISO)
    ends = [date(2024, 2, 29), date(2023, 12, 31), date(2024, 2, 28)]
    assert read.last_day.tolist() == [(end - date(1970, 1, 1)).days for end in ends]


def test_names_of_months_and_days() -> None:
    read = walls(["Tuesday, May 7, 2019", "Sunday, May 12, 2019", "7 May"], "%A, %B %d, %Y")
    assert read[0] == (micros(datetime(2019, 5, 7)), formats.ON_DAY)
    assert read[2] == (0, formats.UNREAD)
    assert walls(["03/04/2025 01:05 PM"], "%m/%d/%Y %I:%M %p") == [(micros(datetime(2025, 3, 4, 13, 5)), 4)]


def test_a_slice_of_a_column_is_read_at_its_place() -> None:
    texts = pa.array(["x", "2025-01-01", "2025-01-02", "y"]).slice(1, 2)
    assert np.diff(read_walls(texts, ISO).start).tolist() == [86_400_000_000]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("%m/%d", r"the format \"%m/%d\" has no year. Write %Y where the year stands"),
        ("%Y-%Q", r"\"%Q\" in the format \"%Y-%Q\" is not known here. Use %Y %m %d"),
        ("%Y %Y", r"has %Y twice. Keep one"),
        ("%Y-%m-%", r"\"%\" in the format"),
    ],
)
def test_formats_that_cannot_be_read(pattern: str, said: str) -> None:
    with pytest.raises(ValueFault, match=said):
        check_format(pattern)


def test_a_list_of_formats_is_tried_in_its_order() -> None:
    us, other = "%m/%d/%Y", "%d/%m/%Y"
    days = [micros(datetime(2025, 1, 13)), micros(datetime(2025, 1, 2)), micros(datetime(2025, 2, 1))]
    assert walls(["13/01/2025", "01/02/2025", "31/02/2025"], us, other) == [
        (days[0], formats.ON_DAY), (days[1], formats.ON_DAY), (0, formats.UNREAD),
    ]  # fmt: skip
    assert walls(["01/13/2025", "01/02/2025"], other, us) == [(days[0], formats.ON_DAY), (days[2], formats.ON_DAY)]
    clock = "13/01/2025 01:30"
    assert walls([clock], "%d/%m/%Y %I:%M", "%d/%m/%Y %H:%M") == walls([clock], "%d/%m/%Y %H:%M")
    assert walls(["13 Jan 2025", "13/01/2025"], us, "%d %b %Y", other) == [(days[0], formats.ON_DAY)] * 2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.faults import ValueFault
from habeas.core.locator import Locator, fits, past_end, read_locator
from habeas.core.zones import SECOND


@pytest.mark.parametrize(
    ("text", "scheme", "spans"),
    [
        ("char=120,188", "char", ((120, 188),)),
        ("char=120", "char", ((120, 120),)),
        ("char=,188", "char", ((0, 188),)),
        ("char=120,", "char", ((120, None),)),
        ("char=0,5;length=9,UTF-8", "char", ((0, 5),)),
        ("line=10,12;md5=0123456789abcdef0123456789abcdef", "line", ((10, 12),)),
        ("#line=10,12", "line", ((10, 12),)),
        ("row=7", "row", ((7, 7),)),
        ("row=5-9", "row", ((5, 9),)),
        ("row=5-*", "row", ((5, None),)),
        ("row=5-7;9", "row", ((5, 7), (9, 9))),
        ("col=2", "col", ((2, 2),)),
        ("page=3", "page", ((3, 3),)),
        ("t=12,19", "t", ((12 * SECOND, 19 * SECOND),)),
        ("t=12.5,19", "t", ((12_500_000, 19 * SECOND),)),
        ("t=12", "t", ((12 * SECOND, None),)),
        ("t=,19", "t", ((0, 19 * SECOND),)),
        ("t=npt:0:02:00,0:02:10", "t", ((120 * SECOND, 130 * SECOND),)),
        ("t=02:00,1:00:00", "t", ((120 * SECOND, 3600 * SECOND),)),
        ("", "", ()),
        ("  ", "", ()),
    ],
)
def test_places_are_read_by_the_standard_of_their_medium(
    text: str, scheme: str, spans: tuple[tuple[int, int | None], ...]
) -> None:
    locator = read_locator(text)
    assert (locator.scheme, locator.spans) == (scheme, spans)


def test_a_cell_has_a_row_and_a_column() -> None:
    assert read_locator("cell=4,1") == Locator("cell", ((4, 4),), "cell=4,1", ((1, 1),))
    assert read_locator("cell=4,1-6,*").columns == ((1, None),)


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("pge=3", "unknown-locator", 'Nearest: "page".'),
        ("¶ 7", "unknown-locator", ""),
        ("page 3", "unknown-locator", ""),
        ("page=0", "bad-locator", "counted from 1"),
        ("page=3,4", "bad-locator", "one page"),
        ("page=", "bad-locator", "one page"),
        ("row=0", "bad-locator", "counted from 1"),
        ("row=*", "bad-locator", "counted from 1"),
        ("row=9-5", "bad-locator", "the lower end first"),
        ("row=5,9", "bad-locator", "row=5-9"),
        ("cell=4", "bad-locator", "cell=4,1"),
        ("cell=4,3-5,1", "bad-locator", "the lower end first"),
        ("char=188,120", "bad-locator", "the lower end first"),
        ("char=", "bad-locator", "char=120,188"),
        ("char=,", "bad-locator", "char=120,188"),
        ("char=a", "bad-locator", "char=120,188"),
        ("t=19,12", "bad-locator", "the lower end first"),
        ("t=12,12", "bad-locator", "the lower end first"),
        ("t=", "bad-locator", "t=12,19"),
        ("t=0:99", "bad-locator", "t=12,19"),
        ("t=smpte:00:01:00", "bad-locator", "hours:minutes:seconds"),
        ("char=\u0661", "bad-locator", "char=120,188"),
    ],
)
def test_what_names_no_place_is_refused(text: str, code: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_locator(text)
    assert caught.value.code == code
    assert mend in caught.value.mend


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("char=1,2", "order.txt"), ("line=1,2", "page.HTML"), ("row=7", "claims.csv"), ("col=7", "stays.parquet"),
        ("cell=4,1", "book.xlsx"), ("page=3", "ecf-12-1.PDF"), ("t=12,19", "hearing.mp3"), ("t=1", "a/b/video.mp4"),
        ("", "order.pdf"), ("", "photo.jpg"), ("page=3", ""),
    ],
)  # fmt: skip
def test_a_place_fits_the_medium_of_its_file(text: str, file: str) -> None:
    fits(read_locator(text), file)
    assert read_locator(text).text == text


@pytest.mark.parametrize(
    ("text", "file", "what", "mend"),
    [
        ("page=3", "order.txt", '"page=3" does not fit "order.txt", which is a piece of text.',
         "Write char=120,188 or line=10,12."),
        ("row=7", "order.pdf", '"row=7" does not fit "order.pdf", which is a PDF.', "Write page=3."),
        ("line=7", "stays.csv", '"line=7" does not fit "stays.csv", which is a table.',
         "Write row=7, col=2 or cell=4,1."),
        ("char=7", "hearing.mp3", '"char=7" does not fit "hearing.mp3", which is a recording.', "Write t=12,19."),
        ("page=3", "order.docx", '"page=3": no standard says how to name a place in "order.docx".',
         "Leave the locator empty, and give the place as the field cites it under pin."),
    ],
)  # fmt: skip
def test_a_place_of_another_medium_is_refused(text: str, file: str, what: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        fits(read_locator(text), file)
    assert (caught.value.code, caught.value.what, caught.value.mend) == ("locator-medium", what, mend)


@pytest.mark.parametrize(
    ("text", "length"),
    [("char=0,20", 20), ("char=20", 20), ("char=0,", 20), ("line=19,20", 20), ("row=20", 20), ("row=5-*", 20),
     ("page=2", 2), ("t=12,19", 19 * SECOND), ("", 0)],
)  # fmt: skip
def test_a_place_within_the_source_passes(text: str, length: int) -> None:
    past_end(read_locator(text), length)
    assert all((high or 0) <= length for _, high in read_locator(text).spans)


@pytest.mark.parametrize(
    ("text", "length", "mend"),
    [
        ("char=0,21", 20, "It has 20 characters."),
        ("char=20,", 20, "It has 20 characters."),
        ("char=21", 20, "It has 20 characters."),
        ("line=21,22", 20, "It has 20 lines."),
        ("row=21", 20, "It has 20 rows."),
        ("row=5-21", 20, "It has 20 rows."),
        ("row=21-*", 20, "It has 20 rows."),
        ("row=1;21", 20, "It has 20 rows."),
        ("col=4", 3, "It has 3 columns."),
        ("page=3", 2, "It has 2 pages."),
        ("t=12,19", 15_500_000, "It has 15.5 seconds."),
    ],
)
def test_a_place_past_the_end_is_refused(text: str, length: int, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        past_end(read_locator(text), length)
    assert caught.value.code == "locator-past-end"
    assert caught.value.what == f'"{text}" lies past the end of the source.'
    assert caught.value.mend == mend


def test_a_cell_past_the_last_column_is_refused() -> None:
    past_end(read_locator("cell=4,3"), 4, columns=3)
    with pytest.raises(ValueFault) as caught:
        past_end(read_locator("cell=4,4"), 4, columns=3)
    assert caught.value.mend == "It has 3 columns."
    with pytest.raises(ValueFault) as caught:
        past_end(read_locator("cell=5,1"), 4, columns=3)
    assert caught.value.mend == "It has 4 rows."


@given(st.text(alphabet="chalinerowpgt=0123456789,-;*:.#", max_size=25), st.sampled_from(["a.txt", "a.csv", "a.pdf"]))
def test_whatever_is_written_is_read_or_refused(text: str, file: str) -> None:
    try:
        locator = read_locator(text)
        fits(locator, file)
        past_end(locator, 10)
    except ValueFault as fault:
        said = fault.code
        assert said in {"unknown-locator", "bad-locator", "locator-medium", "locator-past-end"}
        return
    assert all(low <= 10 and (high is None or low <= high <= 10) for low, high in locator.spans)

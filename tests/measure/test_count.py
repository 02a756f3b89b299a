from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.core.errors import InputError, UseError
from habeas.measure.count import Counted, count
from habeas.measure.sentence import caveats
from habeas.release.built import Built
from tests.measure.small import WITHHELD, Row, release

JAN, FEB, MAR = "2025-01-10T08:00", "2025-02-10T08:00", "2025-03-10T08:00"


def lines(counted: Counted) -> dict[tuple[str, ...], tuple[int, int]]:
    return {line.key: (line.certain, line.possible) for line in counted.lines}


def test_a_time_within_a_month_is_counted_there_for_certain(tmp_path: Path) -> None:
    found = count(release(tmp_path / "r", [Row("a", JAN), Row("a", FEB), Row("b", JAN)]), ["month"])
    assert lines(found) == {("2025-01",): (2, 2), ("2025-02",): (1, 1)}
    assert found.total == (3, 3)


def test_a_month_is_a_month_of_the_zone(tmp_path: Path) -> None:
    late = "2025-01-31T23:30"  # February already in UTC
    assert lines(count(release(tmp_path / "r", [Row("a", late)]), ["month"])) == {("2025-01",): (1, 1)}


def test_a_time_wider_than_a_month_is_possible_in_each_and_certain_in_none(tmp_path: Path) -> None:
    found = count(release(tmp_path / "r", [Row("a", (JAN, MAR)), Row("b", FEB)]), ["month"])
    assert lines(found) == {("2025-01",): (0, 1), ("2025-02",): (1, 2), ("2025-03",): (0, 1)}


def test_a_time_that_nobody_said_has_its_own_line_and_widens_the_others(tmp_path: Path) -> None:
    found = count(release(tmp_path / "r", [Row("a", None), Row("b", FEB)]), ["month"])
    assert lines(found) == {("2025-02",): (1, 2), ("nobody said",): (1, 1)}


def test_withheld_is_not_blank(tmp_path: Path) -> None:
    rows = [Row("a", JAN, place=WITHHELD), Row("b", JAN, place=None), Row("c", JAN)]
    assert lines(count(release(tmp_path / "r", rows), ["place"])) == {
        ("place:tuchold",): (1, 3), ("nobody said",): (1, 1), ("withheld",): (1, 1),
    }  # fmt: skip


def test_what_had_not_ended_is_a_line_of_its_own(tmp_path: Path) -> None:
    rows = [Row("a", JAN, FEB), Row("b", JAN, (FEB, None))]
    assert lines(count(release(tmp_path / "r", rows), ["month:end"])) == {("2025-02",): (1, 2), ("not ended",): (1, 1)}


def test_what_a_release_knows_of_its_places_can_be_counted_by(tmp_path: Path) -> None:
    rows = [Row("a", JAN), Row("b", JAN, place="fsf")]
    assert lines(count(release(tmp_path / "r", rows), ["place.kind"])) == {
        ("detention_center",): (1, 1), ("hold_room",): (1, 1),
    }  # fmt: skip


def test_a_person_is_counted_once_in_a_line_however_many_rows_they_have(tmp_path: Path) -> None:
    found = count(
        release(tmp_path / "r", [Row("a", JAN), Row("a", JAN), Row("a", FEB), Row("b", FEB)]), ["month"], base="people"
    )
    assert lines(found) == {("2025-01",): (1, 1), ("2025-02",): (2, 2)}
    assert found.total == (2, 2)


def test_a_person_who_is_in_a_line_for_certain_is_not_possible_in_it_once_more(tmp_path: Path) -> None:
    found = count(release(tmp_path / "r", [Row("a", JAN), Row("a", (JAN, FEB))]), ["month"], base="people")
    assert lines(found) == {("2025-01",): (1, 1), ("2025-02",): (0, 1)}


def test_a_row_without_an_identifier_may_be_anybody(tmp_path: Path) -> None:
    found = count(release(tmp_path / "r", [Row(None, JAN), Row("a", JAN)]), ["month"], base="people")
    assert lines(found) == {("2025-01",): (1, 2)}
    assert found.total == (1, 2)


def test_people_are_told_apart_across_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = release(tmp_path / "r", [Row(f"p{n // 3}", (JAN, FEB, MAR)[n % 3]) for n in range(30)])
    whole = Built.batches
    monkeypatch.setattr(Built, "batches", lambda self, columns=None, rows=4: whole(self, columns, 4))
    assert lines(count(built, ["month"], base="people")) == dict.fromkeys(
        [("2025-01",), ("2025-02",), ("2025-03",)], (10, 10)
    )


def test_a_quantity_is_added_up(tmp_path: Path) -> None:
    rows = [Row("a", JAN, hours=5), Row("b", JAN, hours=7), Row("c", FEB)]
    assert lines(count(release(tmp_path / "r", rows), ["month"], base="sum", quantity="hours"))[("2025-01",)] == (
        12,
        12,
    )


def _findings(path: Path, found: list[tuple[int, str]]) -> Path:
    columns = {
        "file": ["stays.csv"] * len(found), "sheet": [""] * len(found), "row": [row for row, _ in found],
        "instrument": ["hold"] * len(found), "clause": ["c"] * len(found), "reading": ["r"] * len(found),
        "outcome": [outcome for _, outcome in found],
    }  # fmt: skip
    pq.write_table(pa.table(columns), path)
    return path


def test_what_is_undetermined_widens_what_is_broken_and_stands_beside_its_base(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN), Row("b", JAN), Row("c", FEB)])
    found = count(built, ["month"], findings=[_findings(tmp_path / "f.parquet", [(2, "breach"), (4, "undetermined")])])
    assert found.by == ("month", "instrument", "clause", "reading", "outcome")
    shown = {(line.key[0], line.key[-1]): (line.certain, line.possible, line.of) for line in found.lines}
    assert shown == {
        ("2025-01", "breach"): (1, 1, (2, 2)),
        ("2025-02", "breach"): (0, 1, (1, 1)),
        ("2025-02", "undetermined"): (1, 1, (1, 1)),
    }
    assert found.total == (3, 3)


def test_findings_of_another_release_are_refused(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN)])
    with pytest.raises(InputError, match=r"stays\.csv:99: a finding is about a row that this release does not have\."):
        count(built, ["month"], findings=[_findings(tmp_path / "f.parquet", [(99, "breach")])])


def test_a_file_that_holds_no_findings_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"file": ["x"]}), tmp_path / "f.parquet")
    with pytest.raises(
        InputError, match=r"the file lacks the columns sheet, row, instrument, clause, reading, outcome"
    ):
        count(release(tmp_path / "r", [Row("a", JAN)]), ["month"], findings=[tmp_path / "f.parquet"])
    with pytest.raises(InputError, match=r"there is no such file\."):
        count(release(tmp_path / "r", [Row("a", JAN)]), ["month"], findings=[tmp_path / "none.parquet"])


@pytest.mark.parametrize(
    ("by", "words", "message"),
    [
        (["montth"], {}, '"montth" is nothing to count by here. Nearest: "month".'),
        (["outcome"], {}, '"outcome" is nothing to count by here. outcome is what a finding says: give the findings'),
        (["month:custody.begin"], {}, '"custody.begin" is no instant of this release.'),
        ([], {"day": "custody.stort"}, '"custody.stort" is no instant of this release. Nearest: "custody.start".'),
        ([], {"base": "sum", "quantity": "hour"}, '"hour" is no quantity of this release. Nearest: "hours".'),
        ([], {"base": "sum"}, "a sum needs the column that is summed: --sum COLUMN."),
        ([], {"base": "heads"}, '"heads" is nothing that is counted.'),
    ],
)
def test_words_that_are_none(tmp_path: Path, by: list[str], words: dict[str, str], message: str) -> None:
    built = release(tmp_path / "r", [Row("a", JAN)])
    with pytest.raises(UseError) as raised:
        count(built, by, **words)  # type: ignore[arg-type]
    assert message in str(raised.value)


# ---- against every world ---------------------------------------------------------------------------------------------

MONTHS = ("2025-01", "2025-02", "2025-03")
starts = st.one_of(
    st.none(),
    st.sampled_from(MONTHS).map(lambda month: f"{month}-10T08:00"),
    st.tuples(st.integers(0, 2), st.integers(0, 2)).map(
        lambda pair: (f"{MONTHS[min(pair)]}-10T08:00", f"{MONTHS[max(pair)]}-11T08:00")
    ),
)
rows = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), starts, st.sampled_from(["tuchold", "fsf", WITHHELD])).map(
        lambda cells: Row(cells[0], cells[1], place=cells[2])
    ),
    min_size=1,
    max_size=5,
)


def _worlds(row: Row) -> Iterator[tuple[str, ...]]:
    """Each month and place in which the row may be, among those that occur at all."""
    if row.start is None:
        months: tuple[str, ...] = MONTHS
    elif isinstance(row.start, tuple):
        low, high = (datetime.fromisoformat(one or "").month for one in row.start)
        months = MONTHS[low - 1 : high]
    else:
        months = (row.start[:7],)
    places = ("place:tuchold", "place:fsf") if row.place == WITHHELD else (f"place:{row.place}",)
    yield from product(months, places)


@settings(max_examples=150)
@given(rows=rows, people=st.booleans())
def test_bounds_hold_in_every_world(rows: list[Row], people: bool) -> None:
    with TemporaryDirectory() as folder:
        found = count(release(Path(folder) / "r", rows), ["month", "place"], base="people" if people else "rows")
    bounds = lines(found)
    for world in product(*(tuple(_worlds(row)) for row in rows)):
        said: dict[tuple[str, ...], list[str]] = {}
        for row, key in zip(rows, world, strict=True):
            said.setdefault(key, []).append(row.person or "")
        for key, (certain, possible) in bounds.items():
            if not key[0].startswith("2025") or not key[1].startswith("place:"):
                continue
            there = said.get(key, [])
            assert certain <= (len(set(there)) if people else len(there)) <= possible


def test_a_start_without_a_latest_moment_is_not_said_to_be_open(tmp_path: Path) -> None:
    built = release(
        tmp_path / "r", [Row("a", ("2025-03-01T08:00", None), "2025-03-05T08:00"), Row("b", "2025-04-01T08:00")]
    )
    found = count(built, ["month"])
    assert [(line.key[0], line.certain, line.possible) for line in found.lines] == [
        ("2025-04", 1, 2), ("no latest time said", 1, 1),
    ]  # fmt: skip
    said = caveats(built, found)
    assert "For 1, it is said from when on the time may be that they are counted by, not until when." in said
    assert not any("had not ended" in one for one in said)

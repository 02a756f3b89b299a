"""Which row is the header, and what its columns are."""

import pytest

from habeas.core.errors import UseError
from habeas.intake.chronology.columns import TARGETS, guess_columns, read_asked
from habeas.intake.chronology.names import names_of
from habeas.intake.events import COLUMNS
from habeas.intake.grid import Grid


def grid(*records: list[str]) -> Grid:
    return Grid("t.csv", [list(record) for record in records], list(range(1, len(records) + 1)))


def test_the_header_stands_below_a_banner() -> None:
    columns = guess_columns(
        grid(
            ["Garcia v. Warden", "", "", "", ""],
            ["Chronology, by date", "", "", "", ""],
            ["Date", "Time (local)", "What happened?", "Detainee", "Counsel's view"],
            ["2025-03-15", "18:48", "Transfer", "P-17", "x"],
        ),
        {},
    )
    assert columns is not None
    assert columns.header == 2
    assert columns.places == {"date": 0, "time": 1, "what": 2, "who": 3}
    assert columns.kept == ((4, "Counsel's view"),)


def test_of_two_columns_for_one_thing_the_surer_is_taken_and_the_other_kept() -> None:
    columns = guess_columns(grid(["Date", "Description", "Event"], ["2025-03-15", "long words", "Transfer"]), {})
    assert columns is not None
    assert columns.places == {"date": 0, "what": 2}
    assert columns.kept == ((1, "Description"),)


def test_a_running_number_names_no_act_and_an_id_does() -> None:
    numbered = guess_columns(grid(["ID", "Date", "Event"], ["1", "x", "y"], ["2", "x", "y"]), {})
    named = guess_columns(grid(["ID", "Date", "Event"], ["flight-1", "x", "y"]), {})
    assert numbered is not None
    assert numbered.left_out == ("ID",)
    assert named is not None
    assert named.places["id"] == 0


def test_an_empty_column_is_none() -> None:
    columns = guess_columns(grid(["Date", "Event", "Remarks", ""], ["x", "y", "", ""]), {})
    assert columns is not None
    assert columns.places.keys() == {"date", "what"}
    assert columns.kept == ()


def test_what_is_asked_for_wins() -> None:
    asked = read_asked(["Where held=place", "Event=note", "Story=what", "Junk=-"])
    columns = guess_columns(grid(["Date", "Event", "Story", "Where held", "Junk"], ["a", "b", "c", "d", "e"]), asked)
    assert columns is not None
    assert columns.places == {"date": 0, "note": 1, "what": 2, "place": 3}
    assert columns.left_out == ("Junk",)


def test_a_column_that_there_is_not() -> None:
    with pytest.raises(UseError) as refused:
        read_asked(["Where=plaice"])
    assert str(refused.value) == '--column: there is no column "plaice". Nearest: "place".'
    with pytest.raises(UseError, match="is not NAME=COLUMN"):
        read_asked(["Where"])


def test_a_sheet_without_a_header() -> None:
    assert guess_columns(grid(["2025-03-15", "Transfer"], ["2025-03-16", "Release"]), {}) is None
    assert guess_columns(grid(), {}) is None


def test_every_column_is_one_of_an_events_file() -> None:
    assert set(TARGETS) - {"date", "time"} <= set(COLUMNS.known)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("P-17, P-18", "p-17;p-18"), ("Garcia, Juan", "garcia-juan"), ("J. Garcia and M. López", "j.-garcia;m.-lópez"),
        ("person:p-17; group:class", "person:p-17;group:class"), ("El Valle Detention (TX)", "el-valle-detention-tx"),
        ("O’Neil & Smith", "oneil;smith"), ("", ""),
    ],
)  # fmt: skip
def test_names(text: str, names: str) -> None:
    assert names_of(text, several=True) == names

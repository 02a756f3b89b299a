"""What is recorded stays recorded."""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from habeas.core.claim import Claim
from habeas.core.errors import InputError
from habeas.core.matter import Matter
from habeas.intake import read_matter
from habeas.ledger import Ledger, Recorded
from tests.intake.folder import claims_csv, write_matter

A = "act:a,act.kind,departs,ap,,AP,asserts,,,,,,"
B = "act:b,act.kind,lands,ap,,AP,asserts,,,,,,"
C = "act:c,act.kind,lands,ap,,AP,asserts,,,,,,"


def matter(folder: Path, *rows: str) -> Matter:
    return read_matter(write_matter(folder, claims_csv(*rows)))


def held(ledger: Ledger, when: int) -> list[tuple[str, str, int | None]]:
    return [(claim.subject, claim.row, claim.recorded) for claim in ledger.claims_as_of(when)]


def test_rows_are_recorded_once(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    made = matter(tmp_path, A, B)
    assert ledger.unrecorded(made) == 2
    assert ledger.claims_as_of(100) == ()
    assert not ledger.path.exists()
    assert ledger.record(made, 10) == Recorded(new=2, retracted=0, unchanged=0)
    assert ledger.record(made, 11) == Recorded(new=0, retracted=0, unchanged=2)
    assert ledger.unrecorded(made) == 0
    assert ledger.claims_as_of(9) == ()
    assert ledger.claims_as_of(10) == tuple(replace(claim, recorded=10) for claim in made.claims)


def test_a_changed_row_is_a_retraction_and_a_new_claim(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.record(matter(tmp_path, A, B), 10)
    changed = matter(tmp_path, A, C)
    assert ledger.unrecorded(changed) == 1
    assert ledger.record(changed, 20) == Recorded(new=1, retracted=1, unchanged=1)
    assert held(ledger, 19) == [("act:a", "claims.csv:2", 10), ("act:b", "claims.csv:3", 10)]
    assert held(ledger, 20) == [("act:a", "claims.csv:2", 10), ("act:c", "claims.csv:3", 20)]


def test_a_row_that_moved_keeps_the_day_of_its_recording(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.record(matter(tmp_path, A, B), 10)
    moved = matter(tmp_path, C, A, B)
    assert ledger.unrecorded(moved) == 1
    assert ledger.record(moved, 20) == Recorded(new=1, retracted=0, unchanged=0, moved=2)
    assert held(ledger, 15) == [("act:a", "claims.csv:2", 10), ("act:b", "claims.csv:3", 10)]
    assert held(ledger, 25) == [
        ("act:c", "claims.csv:2", 20), ("act:a", "claims.csv:3", 10), ("act:b", "claims.csv:4", 10),
    ]  # fmt: skip
    assert ledger.record(moved, 30) == Recorded(new=0, retracted=0, unchanged=3)


def test_a_row_that_stands_twice_is_recorded_twice(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    assert ledger.record(matter(tmp_path, A, A, A), 10).new == 3
    assert ledger.record(matter(tmp_path, A), 20) == Recorded(new=0, retracted=2, unchanged=1)
    assert held(ledger, 20) == [("act:a", "claims.csv:2", 10)]


def test_any_history_can_be_asked_of_any_day(tmp_path: Path) -> None:
    """The ledger as it is now answers for a day what it answered on that day."""
    ledger = Ledger.open(tmp_path)
    rows = [f"act:{name},act.kind,departs,ap,,AP,asserts,,,,,," for name in "abcdef"]
    draw = random.Random(7)
    answers: dict[int, tuple[Claim, ...]] = {}
    for day in range(1, 40):
        made = matter(tmp_path, *draw.sample(rows, draw.randint(0, 6)), *draw.choices(rows, k=draw.randint(0, 2)))
        ledger.record(made, day)
        assert [(c.row, c.content) for c in ledger.claims_as_of(day)] == [(c.row, c.content) for c in made.claims]
        answers[day] = ledger.claims_as_of(day)
    for day, answer in answers.items():
        assert ledger.claims_as_of(day) == answer


def test_entries_are_never_changed_or_deleted(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.record(matter(tmp_path, A), 10)
    with closing(sqlite3.connect(ledger.path)) as connection:
        for change in ("UPDATE entry SET recorded = 1", "DELETE FROM entry"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(change)


def test_a_clock_that_went_back_records_nothing(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.record(matter(tmp_path, A), 10)
    with pytest.raises(InputError) as refused:
        ledger.record(matter(tmp_path, A, B), 9)
    assert str(refused.value) == (
        ".habeas/ledger.sqlite: the last entry of the ledger is later than the clock of this machine."
        " Set the clock right. [clock-went-back]"
    )
    assert len(ledger.claims_as_of(100)) == 1


def test_a_recording_that_fails_records_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.record(matter(tmp_path, A), 10)
    made = matter(tmp_path, A, B, C)
    broken = replace(made, claims=(*made.claims[:2], replace(made.claims[2], row=None)))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="ledger-fails"):
        ledger.record(broken, 20)
    assert len(ledger.claims_as_of(100)) == 1
    assert not list((tmp_path / ".habeas").glob("*-journal"))


@pytest.mark.parametrize("content", [b"not a database, and longer than a header of one would be" * 20, b""])
def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path, content: bytes) -> None:
    made = matter(tmp_path, A)
    ledger = Ledger.open(tmp_path)
    ledger.path.parent.mkdir()
    ledger.path.write_bytes(content)
    with pytest.raises(InputError, match=r"ledger-fails|not-a-ledger"):
        ledger.claims_as_of(1)
    assert ledger.path.read_bytes() == content
    assert made.claims


def test_another_sqlite_file_is_no_ledger(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.path.parent.mkdir()
    with closing(sqlite3.connect(ledger.path)) as connection:
        connection.execute("CREATE TABLE entry (number INTEGER)")
    with pytest.raises(InputError, match="not-a-ledger"):
        ledger.record(matter(tmp_path, A), 1)

"""Stays from files: whole or not at all, the same bytes each time, and what is wrong is said."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from habeas.core.errors import InputError
from habeas.engine import stays_files
from habeas.engine.stays_files import APART, STAYS, write_stays
from habeas.engine.stays_pass import Rule
from tests.engine.small_release import CUTOFF, table
from tests.engine.test_sql_stays import stint

PEOPLE = [f"person:{number:03}" for number in range(60)]
RULE = Rule(CUTOFF, attributes=("reason",))


def release(folder: Path, people: list[str] = PEOPLE, group: int = 7) -> list[Path]:
    """Three stints of each person, the last set apart, in two parts with small row groups."""
    files = []
    for number, part in enumerate((people[: len(people) // 2], people[len(people) // 2 :])):
        found = [
            stint(person, f"place:{at}", 10 * at, 10 * at + (12 if at < 2 else -1), 3 * n + at, reason="Removed")
            for n, person in enumerate(part)
            for at in range(3)
        ]
        files.append(folder / f"part-{number:05}.parquet")
        pq.write_table(table(found), files[-1], row_group_size=group)
    return files


def test_every_row_is_in_a_stay_or_set_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stays_files, "READ_ROWS", 7)
    monkeypatch.setattr(stays_files, "GROUP_ROWS", 16)
    told: list[int] = []
    counted = write_stays(release(tmp_path), tmp_path / "out", RULE, told.append)
    stays, apart = pq.read_table(tmp_path / "out" / STAYS), pq.read_table(tmp_path / "out" / APART)
    assert (counted.rows, counted.stays, counted.set_apart) == (180, 60, {"end-before-start": 60})
    assert stays.column("custody.person").to_pylist() == PEOPLE
    assert set(stays.column("stints").to_pylist()) == {2}
    assert apart.column("custody.person").to_pylist() == PEOPLE
    assert told == sorted(told)
    assert told[-1] == 180


def test_the_same_rows_give_the_same_bytes_and_however_they_are_cut_the_same_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = release(tmp_path)
    for name in ("one", "two"):
        write_stays(files, tmp_path / name, RULE)
    assert (tmp_path / "one" / STAYS).read_bytes() == (tmp_path / "two" / STAYS).read_bytes()
    monkeypatch.setattr(stays_files, "READ_ROWS", 4)
    write_stays(files, tmp_path / "three", RULE)
    assert pq.read_table(tmp_path / "three" / STAYS).equals(pq.read_table(tmp_path / "one" / STAYS))


def test_people_out_of_order_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    files = release(tmp_path, [*PEOPLE[1:], PEOPLE[0]])
    with pytest.raises(InputError) as raised:
        write_stays(files, tmp_path / "out", RULE)
    assert "people do not come in order. Build the release again" in str(raised.value)
    assert str(raised.value).endswith("[release-not-sorted]")
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in files]


def test_a_person_in_two_places_of_the_release_is_refused(tmp_path: Path) -> None:
    files = release(tmp_path, ["person:a", "person:b", "person:c", "person:b"], group=100)
    with pytest.raises(InputError, match="release-not-sorted"):
        write_stays(files, tmp_path / "out", RULE)


def test_a_file_cut_short_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    files = release(tmp_path)
    files[1].write_bytes(files[1].read_bytes()[:-40])
    with pytest.raises(InputError) as raised:
        write_stays(files, tmp_path / "out", RULE)
    assert str(raised.value).startswith(f"{files[1]}: the file cannot be read as Parquet")
    assert not (tmp_path / "out").exists()


def test_columns_that_are_missing_are_all_named(tmp_path: Path) -> None:
    files = release(tmp_path)
    with pytest.raises(InputError) as raised:
        write_stays(files, tmp_path / "out", Rule(CUTOFF, stay="stay.starts", attributes=("reasons",)))
    assert str(raised.value).splitlines() == [
        'The release has no column "stay.starts". Nearest: "stay.start". [release-lacks-column]',
        'The release has no column "reasons". Nearest: "reason". [release-lacks-column]',
    ]


def test_a_release_without_rows_gives_no_stays(tmp_path: Path) -> None:
    pq.write_table(table([]), tmp_path / "part-00000.parquet")
    counted = write_stays([tmp_path / "part-00000.parquet"], tmp_path / "out", RULE)
    assert (counted.rows, counted.stays, counted.set_apart) == (0, 0, {})
    (tmp_path / "some").mkdir()
    write_stays(release(tmp_path / "some"), tmp_path / "more", RULE)
    for name in (STAYS, APART):
        assert pq.read_schema(tmp_path / "out" / name).equals(pq.read_schema(tmp_path / "more" / name))

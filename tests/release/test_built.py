"""A release is written whole or not at all, and the same rows give the same bytes."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from habeas.core.errors import InputError
from habeas.release import built
from habeas.release.built import INSTANT, WORD, Built, Meta, write_built

SCHEMA = pa.schema([("file", WORD), ("row", pa.int64()), ("custody.person", WORD), ("custody.start.earliest", INSTANT)])


def meta(**more: object) -> Meta:
    made: Meta = {
        "release": "r", "row": "stay", "zone": "UTC", "cutoff": "", "mapping": "", "inputs": [],
        "counts": {}, "places": {}, "columns": {},
    }  # fmt: skip
    made.update(more)  # type: ignore[typeddict-item]
    return made


def rows(people: list[str | None], cut: int = 1000) -> Iterator[pa.RecordBatch]:
    table = pa.table(
        {
            "file": pa.array(["a.csv"] * len(people)).dictionary_encode(),
            "row": pa.array(range(2, len(people) + 2), pa.int64()),
            "custody.person": pa.array(people, pa.string()).dictionary_encode(),
            "custody.start.earliest": pa.array(range(len(people)), pa.int64()).cast(INSTANT),
        },
        schema=SCHEMA,
    )
    yield from table.to_batches(max_chunksize=cut)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    made = write_built(tmp_path / "r", SCHEMA, rows(["person:a", "person:b", None]), meta(zone="America/Phoenix"))
    again = Built.open(tmp_path / "r")
    assert again.meta == made.meta
    assert again.meta["zone"] == "America/Phoenix"
    assert again.schema == SCHEMA
    assert [row for batch in again.batches(["custody.person"]) for row in batch.column(0).to_pylist()] == [
        "person:a", "person:b", None,
    ]  # fmt: skip


def test_the_same_rows_give_the_same_bytes_however_they_were_cut(tmp_path: Path) -> None:
    people: list[str | None] = [f"person:{number // 3}" for number in range(5000)]
    first = write_built(tmp_path / "a", SCHEMA, rows(people, 7), meta())
    second = write_built(tmp_path / "b", SCHEMA, rows(people, 4999), meta())
    assert [path.read_bytes() for path in first.files] == [path.read_bytes() for path in second.files]


def test_a_row_group_has_its_own_words_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built, "GROUP_ROWS", 10)
    people: list[str | None] = [None, *(f"person:{number * 7 % 50:03}" for number in range(94))]
    made = write_built(tmp_path / "r", SCHEMA, rows(people), meta())
    (path,) = made.files
    with pq.ParquetFile(path) as file:
        groups = [file.read_row_group(number).column("custody.person") for number in range(file.num_row_groups)]
    assert [person for group in groups for person in group.to_pylist()] == people
    for group in groups:
        words = group.chunk(0).dictionary.to_pylist()
        assert words == list(dict.fromkeys(person for person in group.to_pylist() if person is not None))


def test_a_part_ends_between_two_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built, "GROUP_ROWS", 10)
    monkeypatch.setattr(built, "PART_ROWS", 20)
    people: list[str | None] = [f"person:{number // 7:03}" for number in range(200)] + [None] * 50
    made = write_built(tmp_path / "r", SCHEMA, rows(people), meta(), "custody.person")
    parts = [pq.read_table(path).column("custody.person").to_pylist() for path in made.files]
    assert len(parts) > 5
    assert [one for part in parts for one in part] == people
    seen = [set(part) - {None} for part in parts]
    assert not any(seen[at] & seen[at + 1] for at in range(len(seen) - 1))


def test_a_row_group_ends_between_two_people_unless_one_has_more_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built, "GROUP_ROWS", 10)
    counts = [4, 6, 7, 3, 1, 9, 2, 25, 5]
    people: list[str | None] = [f"person:{number}" for number, count in enumerate(counts) for _ in range(count)]
    people += [None] * 12
    cut = [write_built(tmp_path / str(size), SCHEMA, rows(people, size), meta(), "custody.person") for size in (3, 50)]
    assert cut[0].files[0].read_bytes() == cut[1].files[0].read_bytes()
    with pq.ParquetFile(cut[0].files[0]) as file:
        sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert sizes == [10, 10, 10, 2, 10, 10, 10, 10, 2]
    assert [row for batch in cut[0].batches(["custody.person"]) for row in batch.column(0).to_pylist()] == people


def test_a_new_release_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write_built(tmp_path / "r", SCHEMA, rows(["person:a"]), meta())
    assert write_built(tmp_path / "r", SCHEMA, rows(["person:b", "person:c"]), meta()).rows == 2
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    write_built(tmp_path / "r", SCHEMA, rows(["person:a"]), meta())
    before = (tmp_path / "r" / "part-00000.parquet").read_bytes()

    def failing() -> Iterator[pa.RecordBatch]:
        yield from rows(["person:b"])
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(InputError, match=r"the disk is full: r could not be written.*Make room.*\[no-space\]"):
        write_built(tmp_path / "r", SCHEMA, failing(), meta())
    assert (tmp_path / "r" / "part-00000.parquet").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_folder_without_a_release_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no built release in .*release build MATTER ID.*\[release-not-built\]"):
        Built.open(tmp_path)
    pq.write_table(pa.table({"a": [1]}), tmp_path / "part-00000.parquet")
    with pytest.raises(InputError, match=r"does not say which release it is.*\[release-not-built\]"):
        Built.open(tmp_path)


def test_a_file_cut_short_is_said_to_be(tmp_path: Path) -> None:
    made = write_built(tmp_path / "r", SCHEMA, rows(["person:a"] * 1000), meta())
    whole = made.files[0].read_bytes()
    made.files[0].write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"part-00000.parquet: .*cut short.*\[release-damaged\]"):
        Built.open(tmp_path / "r")

"""People by their runs of rows are the column of people; what does not fit the part is not used."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.errors import InputError
from habeas.engine.pass_rows import _read, _tasks
from habeas.engine.people import PeopleWriter, people_beside
from habeas.release import built as release_built
from habeas.release.built import WORD, Built, write_built

NAMES = st.lists(st.sampled_from(["person:a", "person:b", "person:é", "person:d", None]), max_size=40)
ROWS = pa.schema([("row", pa.int64()), ("custody.person", WORD)])


def _table(names: list[str | None]) -> pa.Table:
    people = pa.array(names, pa.string()).dictionary_encode().cast(WORD)
    return pa.table({"row": pa.array(range(len(names)), pa.int64()), "custody.person": people}, schema=ROWS)


def _part(folder: Path, names: list[str | None], size: int) -> Path:
    path = folder / "part-00000.parquet"
    table = _table(names)
    people = PeopleWriter(path, "custody.person")
    with pq.ParquetWriter(path, ROWS) as writer:
        for start in range(0, len(names), size):
            writer.write_table(table.slice(start, size))
            people.write(table.slice(start, size))
    people.close()
    return path


def _column(path: Path) -> list[str | None]:
    batches = [_read(task, ["row", "custody.person"]) for task in _tasks([path])]
    for batch in batches:
        batch.validate(full=True)
        assert batch.schema.field("custody.person").type == WORD
    return [name for batch in batches for name in batch.column("custody.person").to_pylist()]


@given(NAMES, st.integers(1, 9))
def test_the_column_is_what_was_written(names: list[str | None], size: int) -> None:
    with TemporaryDirectory() as folder:
        path = _part(Path(folder), names, size)
        assert all(task.people is not None for task in _tasks([path]))
        assert _column(path) == names


@pytest.mark.parametrize("fault", ["gone", "no parquet", "other groups", "other rows"])
def test_people_that_do_not_fit_are_not_used(tmp_path: Path, fault: str) -> None:
    names = ["person:a", "person:a", "person:b", None]
    path = _part(tmp_path, names, 2)
    beside = people_beside(path)
    if fault == "gone":
        beside.unlink()
    elif fault == "no parquet":
        beside.write_bytes(b"no parquet")
    else:
        (tmp_path / "other").mkdir()
        other = _part(tmp_path / "other", [*names, "person:z"] if fault == "other groups" else ["person:z"] * 3, 2)
        people_beside(other).replace(beside)
    assert _column(path) == names


def test_people_that_are_cut_short_are_named(tmp_path: Path) -> None:
    path = _part(tmp_path, [f"person:{number // 2}" for number in range(4000)], 2000)
    beside = people_beside(path)
    content = bytearray(beside.read_bytes())
    content[4:200] = bytes(196)
    beside.write_bytes(content)
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        _column(path)


@pytest.mark.parametrize("repeated", [1, 3, 5, 8])
def test_a_built_release_has_people_beside_each_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repeated: int
) -> None:
    monkeypatch.setattr(release_built, "GROUP_ROWS", 8)
    monkeypatch.setattr(release_built, "PART_ROWS", 16)
    names = [None, None, *(f"person:p{number // repeated:03}" for number in range(70))]
    batches = _table(names).to_batches(max_chunksize=7)
    meta = {"release": "r", "row": "stint"}
    one = write_built(tmp_path / "one", ROWS, batches, meta, person="custody.person")  # type: ignore[arg-type]
    assert len(one.files) > 1
    tasks = list(_tasks(one.files))
    assert all(task.people is not None for task in tasks)
    assert [name for path in one.files for name in _column(path)] == names
    assert [name for batch in Built.open(tmp_path / "one").batches() for name in batch[1].to_pylist()] == names
    two = write_built(tmp_path / "two", ROWS, batches, meta, person="custody.person")  # type: ignore[arg-type]
    for path in one.files:
        assert people_beside(path).read_bytes() == people_beside(two.folder / path.name).read_bytes()

"""The pass over Parquet: the same findings whatever the threads, wherever a person's rows are cut; all or nothing."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from habeas.core.errors import InputError
from habeas.engine.pass_release import pass_over
from tests.law.bulk.releases import compiled, findings, instruments, table

CHAIN = """\
instrument: limit
title: A day, one stint after another
clauses:
  - {id: day, limits: person.citizenship = 'VEN', to: P1D, per: stay}
"""


def people(count: int) -> pa.Table:
    """Four stints of twelve hours each, one after the other; every third person has a row of another nationality."""
    rows: list[dict[str, Any]] = []
    for person in range(count):
        for stint in range(4):
            hours = [f"2025-01-{1 + at // 24:02d}T{at % 24:02d}:00:00.000000" for at in (12 * stint, 12 * stint + 12)]
            rows.append({
                "custody.person": f"person:p{person:04}", "custody.start": hours[0], "custody.end": hours[1],
                "person.citizenship": "MEX" if person % 3 == 0 and stint == 3 else "VEN",
            })  # fmt: skip
    return table(rows)


def write(folder: Path, given: pa.Table, rows: int, parts: int = 2) -> list[Path]:
    size = len(given) // parts // 4 * 4
    paths = [folder / f"part-{number:05}.parquet" for number in range(parts)]
    for number, path in enumerate(paths):
        end = size if number < parts - 1 else len(given)
        pq.write_table(given.slice(number * size, end), path, row_group_size=rows)
    return paths


@pytest.mark.parametrize("rows", [1, 3, 5, 7, 64])
def test_a_person_is_never_cut_in_two(tmp_path: Path, rows: int) -> None:
    given = people(30)
    made = compiled(given, instruments(CHAIN))
    whole, counted = findings(made, given)
    assert made.by_person
    again = compiled(given, instruments(CHAIN))
    out = tmp_path / "out.parquet"
    passed = pass_over(write(tmp_path, given, rows), again, out)
    assert pq.read_table(out).to_pylist() == whole
    assert again.outcomes(passed) == made.outcomes(counted)
    assert passed.rows == 120


def test_the_same_bytes_whatever_the_threads(tmp_path: Path) -> None:
    given = people(200)
    files = write(tmp_path, given, 50)
    written = []
    for threads in (1, 2, 4):
        out = tmp_path / f"{threads}.parquet"
        pass_over(files, compiled(given, instruments(CHAIN)), out, threads=threads)
        written.append(out.read_bytes())
    assert written[0] == written[1] == written[2]


def test_progress_says_how_many_rows_are_done(tmp_path: Path) -> None:
    told: list[int] = []
    pass_over(write(tmp_path, people(20), 16), compiled(people(20), instruments(CHAIN)), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 80


def test_a_part_that_is_cut_short_is_named(tmp_path: Path) -> None:
    files = write(tmp_path, people(20), 16)
    files[1].write_bytes(files[1].read_bytes()[:-40])
    with pytest.raises(InputError, match=r"part-00001\.parquet: the file cannot be read as Parquet .*release-damaged"):
        pass_over(files, compiled(people(20), instruments(CHAIN)), tmp_path / "out.parquet")
    assert not list(tmp_path.glob("*out*"))


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    given = people(20)
    files = write(tmp_path, given, 16)
    (tmp_path / "out.parquet").write_text("from before")
    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(InputError, match=r"the disk is full: out\.parquet could not be written.*no-space"):
        pass_over(files, compiled(given, instruments(CHAIN)), tmp_path / "out.parquet")
    assert (tmp_path / "out.parquet").read_text() == "from before"
    assert not list(tmp_path.glob(".*writing*"))

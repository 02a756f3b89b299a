"""``habeas release stays``: stints put together, with what is in doubt counted."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from habeas.cli.main import main
from tests.measure.small import Row, release
from tests.release.matters import MAPPING, make

STINTS = """\
id,in,out,stay
a1,2025-01-01 10:00,2025-01-02 10:00,2025-01-01 10:00
a1,2025-01-05 10:00,2025-01-06 10:00,2025-01-01 10:00
a2,2025-01-01 10:00,2025-01-03 10:00,2025-01-01 10:00
a2,2025-01-02 10:00,2025-01-04 10:00,2025-01-01 10:00
a3,2025-01-02 10:00,,2025-01-02 10:00
a4,2025-01-02 10:00,2025-01-01 10:00,2025-01-02 10:00
"""
NAMED = """\
release: r
files: data/stays.csv
row: stint
zone: America/Phoenix
cutoff: 2025-02-01
properties:
  custody.person: {column: id}
  custody.start: {column: in}
  custody.end: {column: out}
  custody.place: {value: place:tuchold}
  stay.start: {column: stay}
rules: []
"""
BY_GAP = NAMED.replace("  stay.start: {column: stay}\n", "drop: [stay]\n")


def test_the_stay_that_the_release_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = make(tmp_path, NAMED, stays=STINTS), tmp_path / "stays"
    assert main(["release", "stays", str(folder), "r", "-o", str(out)]) == 0
    said = capsys.readouterr().out
    assert "r: 6 rows = 5 stints in 3 stays + set apart: 1 end-before-start.\n  the release names the stay" in said
    assert pq.read_table(out / "part-00000.parquet").column("stints").to_pylist() == [2, 2, 1]
    assert pq.read_table(out / "set-apart.parquet").column("fault").to_pylist() == ["end-before-start"]
    assert main(["count", str(folder), "--release", "r", "--base", "stays", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"certain": 3, "possible": 3}


def test_without_a_name_the_gap_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path, BY_GAP, stays=STINTS)
    assert main(["release", "stays", str(folder), "r", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "release": "r", "rows": 6, "stays": 4, "set_apart": {"end-before-start": 1}, "stints": 5, "several": 1,
        "open": 1, "gaps": 0, "overlaps": 1, "maybe": 0, "doubtful": 0,
    }  # fmt: skip


def test_of_a_joined_release_it_is_said_that_identifiers_do_not_carry_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [Row("p", "2025-01-31T08:00", "2025-01-31T09:00"), Row("p", "2025-02-01T08:00", "2025-02-01T09:00")]
    months = {"2025-01": "a", "2025-02": "b"}
    for name, whose in (("apart", months), ("one", dict.fromkeys(months, "a"))):
        built = release(tmp_path / name, rows, name, row="stint", supplied=months, identified=whose)
        assert main(["release", "stays", str(tmp_path), str(built.folder)]) == 0
        assert ("here one identifier is taken for one person, in all parts." in capsys.readouterr().out) == (
            name == "apart"
        )


def test_what_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path, MAPPING)
    assert main(["release", "stays", str(folder), "r"]) == 2
    assert "stays are made of stints, and a row of r is one stay." in capsys.readouterr().err
    assert main(["release", "stays", str(folder), "r", "-o", str(folder)]) == 2
    assert "is there already. Give another folder, or remove it." in capsys.readouterr().err


ARRESTS = """\
release: arrests
files: data/arrests.csv
row: act
zone: America/Phoenix
properties:
  act.kind: {value: arrests}
  act.person: {column: id}
  act.time: {column: when}
rules: []
"""


def test_arrests_are_matched_with_the_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    when = "id,when\na1,2024-12-31 10:00\na2,2024-12-22\na3,2024-06-01 10:00\n"
    folder, out = make(tmp_path, NAMED, stays=STINTS, arrests=when), tmp_path / "stays"
    (folder / "releases" / "arrests.yaml").write_text(ARRESTS, encoding="utf-8")
    assert main(["release", "stays", str(folder), "r", "--arrests", "arrests", "-o", str(out)]) == 0
    said = capsys.readouterr().out
    assert "2 of 3 arrests belong to a stay: 1 of them whatever the times truly are." in said
    matched = pq.read_table(out / "matched-arrests.parquet").to_pylist()
    assert [(one["row"], one["person"], one["certain"]) for one in matched] == [
        (2, "person:a1", True), (3, "person:a2", False),
    ]  # fmt: skip

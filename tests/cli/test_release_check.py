"""``habeas release check`` and ``build``: what they print, and that the one writes nothing."""

import json
from pathlib import Path

import pytest

from habeas.cli.main import main
from tests.release.matters import MAPPING, STAYS, make

RULES = MAPPING.replace("rules: []", "cutoff: 2026-01-01\nrules: [open-ends, end-before-start]")
MORE = STAYS + "a3,2025-01-03 10:00,2025-01-03 09:00,TUCHOLD,2030\na4,2025-01-04 10:00,,TUCHOLD,1980\n"


def test_the_account_is_printed_and_nothing_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path, RULES, stays=MORE)
    before = sorted(path.name for path in folder.rglob("*"))
    assert main(["release", "check", str(folder), "--over", "PT12H"]) == 0
    out = capsys.readouterr().out
    assert "r: 4 rows read = 3 kept + set aside: 1 end-before-start." in out
    assert "3 rows, 3 people" in out
    assert "2 (up to 2) over" not in out
    assert "2 over 12 h 00 min" in out
    assert "stays.csv#row=4" in out
    assert "4 rows, 4 people" in out  # without the rule
    assert "custody.start in America/Phoenix: 0 days, 4 clock times" in out
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_json_is_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path, RULES, stays=MORE)
    assert main(["release", "check", str(folder), "r", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert said["release"] == "r"
    assert said["counts"] == {"read": 4, "kept": 3, "set_aside": {"end-before-start": 1}, "blank_rows": 0}
    assert said["rules"][0]["examples"] == [{"file": "stays.csv", "sheet": "", "locator": "row=5"}]


def test_impossible_rows_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "check", str(make(tmp_path, stays=MORE))]) == 0
    out = capsys.readouterr().out
    assert "impossible: 1 row, ends before it starts (stays.csv#row=4)" in out
    assert "impossible: 1 row, birth after the event (stays.csv#row=4)" in out


def test_impossible_rows_are_no_part_of_the_median(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"b{n},2025-03-0{n} 10:00,1999-03-01 09:00,TUCHOLD,1980\n" for n in range(1, 6))
    folder = str(make(tmp_path, stays=STAYS + rows))
    assert main(["release", "check", folder]) == 0
    expected = "7 rows, 7 people, median length 1 h 59 min to 2 h 00 min, 5 not in the median (end before start)"
    assert expected in capsys.readouterr().out
    assert main(["release", "build", folder, "r"]) == 0
    assert expected in capsys.readouterr().out
    assert main(["release", "check", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["end_before_start"] == 5


def test_where_every_row_is_impossible_there_is_no_median(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "id,in,out,code,born\na,2025-01-02 10:00,2025-01-01 10:00,TUCHOLD,1980\n"
    assert main(["release", "check", str(make(tmp_path, stays=text))]) == 0
    assert "median length unknown, 1 not in the median (end before start)" in capsys.readouterr().out


def test_days_written_as_midnights_are_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "id,in,out,code,born\na,2025-01-01 00:00:00,,X1,\n"
    assert main(["release", "check", str(make(tmp_path, stays=text))]) == 0
    assert (
        "(1 at midnight); all at midnight, so rather days: add the rule days-only to read them so"
        in capsys.readouterr().out
    )


def test_faults_are_listed_with_status_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "check", str(make(tmp_path, MAPPING.replace("column: in", "column: ni")))]) == 1
    assert "[missing-column]" in capsys.readouterr().err


def test_a_matter_without_mappings_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path)
    (folder / "releases" / "r.yaml").unlink()
    assert main(["release", "check", str(folder)]) == 1
    assert "maps no release. Draft one with `habeas release guess FILE" in capsys.readouterr().err


def test_a_length_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path)
    assert main(["release", "check", str(folder), "--over", "12h"]) == 2
    assert 'habeas release check: --over: "12h" is not a duration. Write PT12H.' in capsys.readouterr().err
    assert main(["release", "check", str(folder), "--over", "P3D"]) == 2
    assert "--over: P3D steps on the calendar. Write it in hours, as PT72H." in capsys.readouterr().err


def test_build_says_where_every_row_went_and_what_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path, RULES, stays=MORE)
    assert main(["release", "build", str(folder), "r"]) == 0
    out = capsys.readouterr().out
    assert "r: 4 rows read = 3 kept" in out
    assert out.splitlines()[2:] == [
        f"Written into {folder}/.habeas/releases/r:",
        "  part-*.parquet     3 rows in 1 part",
        "  set-aside.parquet  1 row, each under the rule that set it aside",
        "  report.json        what each rule did, and what the figures would be without it",
    ]
    assert main(["release", "build", str(folder), "r", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["kept"] == 3


def test_an_unknown_word_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "chek"]) == 2
    assert 'habeas release: no command "release chek". Nearest: "check".' in capsys.readouterr().err
    assert main(["release"]) == 0
    assert "usage: habeas release" in capsys.readouterr().out

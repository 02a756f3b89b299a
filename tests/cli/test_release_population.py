"""``habeas release population``: people held by facility and day."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from habeas.cli.main import main
from tests.cli.test_release_stays import NAMED
from tests.release.matters import make

STINTS = """\
id,in,out,stay
a1,2025-01-30 10:00,2025-01-31 10:00,2025-01-30 10:00
a2,2025-01-31 09:00,2025-01-31 12:00,2025-01-31 09:00
a3,2025-01-31 23:00,,2025-01-31 23:00
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(make(tmp_path, NAMED.replace("rules: []", "rules: [open-ends]"), stays=STINTS))


def test_held_on_each_day_and_at_the_midnight_that_ends_it(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "population", folder, "r", "--from", "2025-01-30"]) == 0
    assert (
        capsys.readouterr().out
        == """\
custody.place  day         held_min  held_max  midnight_min  midnight_max
-------------  ----------  --------  --------  ------------  ------------
place:tuchold  2025-01-30  1         1         1             1
place:tuchold  2025-01-31  3         3         1             1
place:tuchold  2025-02-01  1         1         0             1
"""
    )


def test_as_objects_a_line_for_each_day(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "held.csv"
    assert main(["release", "population", folder, "r", "--from", "2025-01-31", "--json", "-o", str(out)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {
        "custody.place": "place:tuchold", "day": "2025-01-31", "held_min": 3, "held_max": 3, "midnight_min": 1,
        "midnight_max": 1,
    }  # fmt: skip
    assert second["day"] == "2025-02-01"
    assert out.is_file()


def test_it_is_written_as_csv_and_as_parquet(folder: str, tmp_path: Path) -> None:
    for name in ("held.csv", "held.parquet"):
        assert main(["release", "population", folder, "r", "--place", "TUCHOLD", "-o", str(tmp_path / name)]) == 0
    with (tmp_path / "held.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert (rows[0]["day"], rows[-1]["day"]) == ("2025-01-29", "2025-02-01")
    assert pq.read_table(tmp_path / "held.parquet").column("held_max").to_pylist() == [0, 1, 3, 1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "January"), '--from: "January" is no day. Write it as 2026-01-31.'),
        (("--from", "2025-03-01", "--until", "2025-02-01"), "there is no day between --from and --until."),
        (("--until", "2025-02-02"), "--until: the release was cut off on 2025-02-01, and who was held on later days"),
        (("--place", "TUCHOLDD"), '--place: the release has nobody in "TUCHOLDD". Nearest: "place:tuchold".'),
        (("-o", "held.xls"), "Expected one of: .csv, .parquet."),
    ],
)
def test_what_is_refused(folder: str, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "population", folder, "r", *words]) == 2
    assert said in capsys.readouterr().err


def test_the_tucson_file_has_the_days_that_its_test_by_sql_has(
    tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shared / "data" / "tucson-hold" / "stays.csv"
    if not data.exists():
        pytest.skip("the shared data has no Tucson file")
    matter = make(tmp_path)
    (matter / "releases" / "r.yaml").unlink()
    (matter / "sources.csv").write_text("id,kind\n", encoding="utf-8")
    assert main(["release", "guess", str(data), "--matter", str(matter)]) == 0
    assert main(["release", "population", str(matter), "stays", "-o", str(tmp_path / "held.csv")]) == 0
    with (tmp_path / "held.csv").open(encoding="utf-8", newline="") as lines:
        assert sum(int(row["held_min"]) for row in csv.DictReader(lines)) == 1900
    capsys.readouterr()
    assert main(["release", "stays", str(matter), "stays", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stays"] == 1791


def test_whoever_has_no_end_is_held_for_certain_until_the_cut_off_day_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stints = "id,in,out,stay\na,2025-01-29 10:00,,2025-01-29 10:00\nb,2025-01-30 09:00,2025-02-01,2025-01-30 09:00\n"
    folder = make(tmp_path, NAMED.replace("rules: []", "rules: [open-ends]"), stays=stints)
    assert main(["release", "population", str(folder), "r", "--from", "2025-01-29", "--json"]) == 0
    days = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    # b ends on the day of the cut-off, perhaps at its first moment; a had not ended then
    assert [(day["day"], day["held_min"], day["midnight_min"], day["midnight_max"]) for day in days] == [
        ("2025-01-29", 1, 1, 1), ("2025-01-30", 2, 2, 2), ("2025-01-31", 2, 1, 2), ("2025-02-01", 2, 0, 1),
    ]  # fmt: skip


def test_the_cut_off_day_begins_by_the_clock_of_each_facility(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the clock of the matter, in New York, it began in Honolulu when it was the evening before."""
    mapping = NAMED.replace("zone: America/Phoenix", "zone: facility").replace("rules: []", "rules: [open-ends]")
    mapping = mapping.replace("{value: place:tuchold}", "{column: code, codes: facilities}")
    stints = "id,in,out,stay,code\na,2025-01-31 10:00,,2025-01-31 10:00,HHWHOLD\n"
    folder = make(tmp_path, mapping, stays=stints)
    assert main(["release", "population", str(folder), "r", "--from", "2025-02-01", "--json"]) == 0
    (day,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (day["day"], day["held_min"], day["midnight_min"]) == ("2025-02-01", 1, 0)


def test_a_release_without_a_cut_off_is_counted_to_the_day_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = "".join(line for line in NAMED.splitlines(keepends=True) if not line.startswith("cutoff"))
    folder = str(make(tmp_path, mapping, stays=STINTS))
    assert main(["release", "population", folder, "r"]) == 2
    assert "say the last day, --until." in capsys.readouterr().err
    assert main(["release", "population", folder, "r", "--until", "2025-02-01"]) == 0

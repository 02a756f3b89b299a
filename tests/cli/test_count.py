import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from habeas.cli.count import _row
from habeas.cli.main import main
from habeas.measure.suppress import PublicLine
from habeas.report.release import table
from habeas.report.release.table import Shown

HEADER = "id,in,out,facility,reason\n"
MAPPING = """\
release: small
files: {path: stays.csv}
row: stay
zone: America/Phoenix
cutoff: 2025-12-31
properties:
  custody.person: {column: id}
  custody.start: {column: in, format: "%Y-%m-%d %H:%M", precision: minute}
  custody.end: {column: out, format: "%Y-%m-%d %H:%M", precision: minute}
  custody.place: {column: facility, codes: facilities}
keep: [reason]
rules: [open-ends, no-identifier]
"""


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    """Thirty stays in January and three in February; of one nobody said whose it was."""
    rows = [f"p{n},2025-01-{n % 28 + 1:02} 08:00,2025-01-{n % 28 + 1:02} 12:30,TUCHOLD,Removed\n" for n in range(30)]
    rows += [f"p{n},2025-02-03 08:00,,TUCHOLD,=1+1\n" for n in range(3)]
    rows += [",2025-02-04 08:00,,TUCHOLD,Removed\n"]
    folder = tmp_path / "m"
    (folder / "releases").mkdir(parents=True)
    (folder / "matter.yaml").write_text("id: m\ntitle: M\nzone: America/Phoenix\n", encoding="utf-8")
    (folder / "releases" / "small.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "stays.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    return folder


def test_a_table_and_a_sentence(matter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", str(matter), "--release", "small", "--by", "month,place"]) == 0
    assert (
        capsys.readouterr().out
        == """\
month    place          count
-------  -------------  -----
2025-01  place:tuchold  30
2025-02  place:tuchold  3

The release small records 33 stays that began from 1 January 2025 to 3 February 2025; \
the most, 30, for January 2025, place:tuchold.
The release ends on 31 December 2025; later days are not in it.
Times are by the clock of America/Phoenix.
Of 34 rows read, these were set aside by a named rule: no-identifier 1.
A person may have several stays: these are not people.
"""
    )


def test_json_is_one_object_a_line(matter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", str(matter), "--release", "small", "--by", "month", "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"month": "2025-01", "certain": 30, "possible": 30}, {"month": "2025-02", "certain": 3, "possible": 3},
    ]  # fmt: skip


def test_a_public_count_withholds_small_numbers_everywhere(
    matter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["count", str(matter), "--release", "small", "--by", "month", "--public"]
    for name in ("c.csv", "c.xlsx", "c.parquet", "c.svg"):
        assert main([*asked, "-o", str(tmp_path / name)]) == 0
    shown = capsys.readouterr().out
    assert "2025-02  withheld" in shown
    assert (tmp_path / "c.csv").read_text(
        encoding="utf-8"
    ) == "month,certain,possible\n2025-01,withheld,withheld\n2025-02,withheld,withheld\n"
    sheet = load_workbook(tmp_path / "c.xlsx")
    assert [cell.value for cell in sheet["counts"][3]] == ["2025-02", "withheld", "withheld"]
    assert sheet["notes"]["A2"].value.startswith("The release small records 33 stays")
    assert pq.read_table(tmp_path / "c.parquet").column("certain").to_pylist() == [None, None]
    assert "withheld" in (tmp_path / "c.svg").read_text(encoding="utf-8")


def test_the_same_count_gives_the_same_bytes(matter: Path, tmp_path: Path) -> None:
    for ending in (".csv", ".xlsx", ".parquet", ".svg", ".png"):
        files = [tmp_path / f"{n}{ending}" for n in (1, 2)]
        for file in files:
            assert main(["count", str(matter), "--release", "small", "--by", "month,place", "-o", str(file)]) == 0
        assert files[0].read_bytes() == files[1].read_bytes(), ending


def test_no_cell_is_run_by_a_spreadsheet(matter: Path, tmp_path: Path) -> None:
    for name in ("c.csv", "c.xlsx"):
        assert main(["count", str(matter), "--release", "small", "--by", "reason", "-o", str(tmp_path / name)]) == 0
    assert "'=1+1,3,3" in (tmp_path / "c.csv").read_text(encoding="utf-8")
    cell = next(row[0] for row in load_workbook(tmp_path / "c.xlsx")["counts"] if str(row[0].value).startswith("="))
    assert cell.data_type == "s"


def test_against_a_published_table_names_what_brings_ours_nearest(
    matter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.csv").write_text("month,count\n2025-01,30\n2025-02,4\n", encoding="utf-8")
    assert (
        main(["count", str(matter), "--release", "small", "--by", "month", "--against", str(tmp_path / "p.csv")]) == 0
    )
    shown = capsys.readouterr().out
    assert "2025-02  4       3     -1" in shown
    assert "What brings ours nearest: without the rule no-identifier (0 apart, 2 of 2 lines equal)." in shown
    assert not list((matter / ".habeas" / "releases").glob("*without*"))


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--by", "mnth"], 2, 'habeas count: "mnth" is nothing to count by here. Nearest: "month".'),
        (
            ["--by", "month", "-o", "c.pdf"],
            2,
            '"c.pdf": the ending says what is written. Expected one of: .csv, .xlsx, .parquet, .svg, .png.',
        ),
        (["--by", "month", "--against", "none.csv"], 1, "none.csv: there is no such file. [missing-published]"),
        (
            ["--by", "custody.person", "--public"],
            2,
            "a public count by custody.person would have a line for each person.",
        ),
    ],
)
def test_what_is_used_wrongly(
    matter: Path, words: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["count", str(matter), "--release", "small", *words]) == status
    assert message in capsys.readouterr().err


def test_a_release_that_is_not_mapped(matter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", str(matter), "--release", "smal"]) == 1
    assert 'Nearest: "small"' in capsys.readouterr().err


def test_what_is_withheld_is_told_by_its_number_and_not_by_the_word_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "WITHHELD", "not shown")
    line = PublicLine(("2025",), 20, None, (40, None))
    shown = Shown("t", ("year",), (line,), "s.", (), 10)
    assert _row(shown, line) == ("2025", "20", "not shown", "40 or more")

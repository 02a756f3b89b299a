import json
from pathlib import Path

import pytest

from habeas.cli.main import main

TEXT = """\
Agency
For official use
Id,Book In,Book Out,Facility Code,Name
p1,2025-01-02 08:00,2025-01-02 09:00,AAA,"b(6), b(7)c"
p2,2025-01-05 08:00,2025-01-04 09:00,AAA,"b(6), b(7)c"
p3,2025-01-06 08:00,,<script>,"b(6), b(7)c"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stays.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_screen(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "look", str(file)]) == 0
    shown = capsys.readouterr().out
    assert (
        "3 rows of 5 columns; header in row 3, 2 above it\nBook In: 2025-01-02 to 2025-01-06, 3 different days" in shown
    )
    assert "  1 row: Book Out is before Book In (row 5)" in shown
    cells = [line.split() for line in shown.splitlines()]
    assert "Book Out time 33.3 % 2 2025-01-02 2025-01-04 no zone".split() in cells
    assert ["Name", "withheld", "100", "%"] in cells


def test_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "look", str(file), "--json"]) == 0
    (sheet,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (sheet["rows"], sheet["header_row"]) == (3, 3)
    assert sheet["columns"][1] | {"by_month": []} == {
        "name": "Book In", "kind": "time", "blank": 0, "withheld": 0, "distinct": 3, "distinct_is_least": False,
        "first": "2025-01-02", "last": "2025-01-06", "days": 3, "midnights": 0, "midnights_expected": 0,
        "midnights_suspicious": False, "not_times": 0, "forms": ["%Y-%m-%d %H:%M"], "values": [], "by_month": [],
    }  # fmt: skip
    assert {"what": "Book Out is before Book In", "count": 1, "rows": [5]} in sheet["faults"]


def test_a_page_that_loads_nothing_and_runs_nothing(file: Path, tmp_path: Path) -> None:
    pages = [tmp_path / name for name in ("a.html", "b.html")]
    for page in pages:
        assert main(["release", "look", str(file), "-o", str(page)]) == 0
    text = pages[0].read_text(encoding="utf-8")
    assert text == pages[1].read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "default-src 'none'" in text
    assert (
        "3 rows, 2 January 2025 to 6 January 2025. 20.0 % of its cells are withheld. 1 kind of row cannot be right"
        in text
    )


def test_a_header_that_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "look", str(file), "--header", "6"]) == 1
    assert "[no-rows]" in capsys.readouterr().err


def test_standard_input(file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with file.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", type("In", (), {"buffer": stream})())
        assert main(["release", "look", "-"]) == 0
    assert "3 rows of 5 columns" in capsys.readouterr().out


def test_a_delimiter_may_be_stated_and_an_older_encoding_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Name:Day\nJosé:2025-01-02\n", encoding="cp1252")
    assert main(["release", "look", str(path), "--delimiter", ":"]) == 0
    shown = capsys.readouterr().out
    assert "1 rows of 2 columns" in shown
    assert "not UTF-8, so read as Windows-1252" in shown
    assert main(["release", "look", str(path), "--delimiter", ":", "--encoding", "cp1252"]) == 0
    assert "Windows-1252" not in capsys.readouterr().out

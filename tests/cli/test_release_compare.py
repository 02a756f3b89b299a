import json
from pathlib import Path

import pytest

from habeas.cli.main import main
from tests.measure.small import Row, release


def _rows(upto: int) -> list[Row]:
    return [
        Row(f"p{n // 2}", f"2025-0{n // 28 + 1}-{n % 28 + 1:02}T08:{n % 60:02}", reason=f"r{n % 7}")
        for n in range(upto)
    ]


def test_what_changed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release(tmp_path / "old", _rows(56), "old")
    release(tmp_path / "new", [*_rows(40), Row("q", "2025-02-20T08:00", reason="other")], "new")
    assert main(["release", "compare", str(tmp_path / "old"), str(tmp_path / "new")]) == 0
    assert (
        capsys.readouterr().out
        == """\
old: old, 56 rows, 2025-01 to 2025-02, clock of America/Phoenix
new: new, 41 rows, 2025-01 to 2025-02, clock of America/Phoenix

Codes new in reason: other (1)
Identifiers (custody.person) carry over: 40 of 40 rows that are equal in everything else agree in it.
First month in which they part: 2025-02

month of custody.start  old  new  same  gone  new rows  changed
----------------------  ---  ---  ----  ----  --------  -------
2025-01                 28   28   28    0     0         0
2025-02                 28   13   12    16    1         0
"""
    )


def test_the_exit_code_says_whether_they_differ_where_it_is_asked_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(tmp_path / "old", _rows(56), "old")
    release(tmp_path / "new", _rows(55), "new")
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    assert main(["release", "compare", old, new, "--exit-code"]) == 1
    assert main(["release", "compare", old, old, "--exit-code"]) == 0
    assert main(["release", "compare", old, new]) == 0
    capsys.readouterr()


def test_how_texts_are_written_is_said_once_for_both_or_of_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["id", "start", "name"], *([f"p{n}", f"2025-01-{n + 1:02} 08:00", "Añasco"] for n in range(5))]
    for name, sign in (("old", "||"), ("new", "||"), ("comma", ",")):
        text = "\n".join(sign.join(row) for row in rows)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8" if sign == "," else "cp1252")
    old, new, comma = (str(tmp_path / f"{name}.txt") for name in ("old", "new", "comma"))
    both = ("--delimiter", "||", "--encoding", "cp1252")
    assert main(["release", "compare", old, new, *both, "--exit-code"]) == 0
    assert "old: old.txt, 5 rows, 2025-01 to 2025-01" in capsys.readouterr().out
    each = (*both, "--delimiter", ",", "--encoding", "utf-8")
    assert main(["release", "compare", old, comma, *each, "--exit-code"]) == 0
    release(tmp_path / "built", _rows(5))
    built = str(tmp_path / "built")
    capsys.readouterr()
    assert main(["release", "compare", built, built, "--delimiter", ","]) == 2
    assert "--delimiter: neither OLD nor NEW is delimited text. Leave it out." in capsys.readouterr().err
    assert main(["release", "compare", old, new, *both, *both, *both]) == 2
    assert "--delimiter is said 3 times: once for both files, or twice" in capsys.readouterr().err


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release(tmp_path / "old", _rows(56), "old")
    assert main(["release", "compare", str(tmp_path / "old"), str(tmp_path / "old"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["differ"], found["parted"], found["identifiers"]["verdict"]) == (False, "", "carry over")
    assert found["months"][0] == {
        "month": "2025-01",
        "old": 28,
        "new": 28,
        "same": 28,
        "gone": 0,
        "added": 0,
        "changed": 0,
    }

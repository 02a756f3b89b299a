from pathlib import Path

import pytest

from habeas.cli.main import main
from tests.cli.test_count import matter

__all__ = ["matter"]  # a fixture


def test_a_methodology_and_a_codebook_from_the_mapping(matter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "codebook", str(matter), "small"]) == 0
    text = capsys.readouterr().out
    assert "34 rows were read: 33 are kept and 1 were set aside, each by a named rule." in text
    assert (
        "| no-identifier | a row that names nobody is set aside | known fault of the releases of 2012 to 2026 | 1 |"
        in text
    )
    assert "| custody.start | in | 2025-03-31 15:04 (%Y-%m-%d %H:%M) | America/Phoenix | minute |" in text
    assert "33 rows say it; 29 different values. From 2025-01-01 15:00 UTC to 2025-02-03 15:00 UTC." in text
    assert "written like 2025-03-31 15:04 (%Y-%m-%d %H:%M), by the clock of America/Phoenix" in text
    assert "| Removed | 30 |" in text


def test_the_endings(matter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b.md", "b.html", "b.csv"):
        assert main(["release", "codebook", str(matter), "small", "-o", str(tmp_path / name)]) == 0
    assert "'=1+1" in (tmp_path / "b.csv").read_text(encoding="utf-8")
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "release: small" in page
    assert "the literal <code>ongoing</code> with a day" in page
    assert '<th scope="col" role="columnheader" class="number">rows set aside</th>' in page
    assert '<td role="cell" data-label="rows set aside" class="number">1</td>' in page
    assert main(["release", "codebook", str(matter), "small", "-o", "b.pdf"]) == 2
    assert "Expected one of: .md, .html, .csv." in capsys.readouterr().err


def test_what_is_taken_for_all_there_is_is_said(matter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = matter / "releases" / "small.yaml"
    said = "The value in its column is taken for all there is of custody.ground."
    main(["release", "codebook", str(matter), "small"])
    assert said not in capsys.readouterr().out
    text = mapping.read_text(encoding="utf-8")
    grounds = 'properties:\n  custody.ground: {value: "instrument:ina-236", only: yes}'
    mapping.write_text(text.replace("properties:", grounds), encoding="utf-8")
    main(["release", "codebook", str(matter), "small"])
    assert said in capsys.readouterr().out

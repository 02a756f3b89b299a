"""``habeas report``: where it writes, what it says, and that it gives the same bytes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas import matters
from habeas.cli.main import main
from tests.report.reading import read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("matters") / "grace-2018"
    matters.copy("grace-2018", made)
    return made


def test_it_writes_into_the_matter_and_gives_the_same_bytes_again(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["report", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder / 'report.html'}\n"
    first = (folder / "report.html").read_bytes()
    other = tmp_path / "night.html"
    assert main(["report", str(folder), "-o", str(other)]) == 0
    assert other.read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["night.html"]


def test_the_options_stand_on_the_page(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    words = ["--on", "2018-08-10", "--trust", "!kind:press", "--audience", "public", "--by", "act.person"]
    assert main(["report", str(folder), "-o", str(file), *words]) == 0
    told = next(read(file.read_text(encoding="utf-8")).all("dl", class_="about")).text
    assert "habeas report grace-2018 --by act.person --on 2018-08-10 --audience public --trust '!kind:press'" in told
    assert "2018-08-10 23:59 EDT; a deadline after it is not due" in told
    assert "without kind press" in told


def test_one_instrument_can_be_asked_for(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.html"
    assert main(["report", str(folder), "-o", str(file)]) == 0
    whole = [one.text for one in read(file.read_text(encoding="utf-8")).all("caption")]
    assert main(["report", str(folder), "--instrument", "return-forthwith", "-o", str(file)]) == 0
    tree = read(file.read_text(encoding="utf-8"))
    assert len(list(tree.all("table", class_="matrix"))) == 1
    assert len(whole) > len(list(tree.all("caption")))
    assert "--instrument return-forthwith" in next(tree.all("dl", class_="about")).text
    assert main(["report", str(folder), "--instrument", "return-forthwit", "-o", str(file)]) == 2
    assert 'no instrument "return-forthwit". Nearest: "return-forthwith".' in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left_behind(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "missing" / "page.html"
    assert main(["report", str(folder), "-o", str(file)]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"habeas report: {file} cannot be written: No such file or directory."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in matters.names() if name != "jgg-v-trump"])
def test_every_worked_matter_has_a_page(name: str, tmp_path: Path) -> None:
    matters.copy(name, tmp_path / name)
    assert main(["report", str(tmp_path / name)]) == 0
    tree = read((tmp_path / name / "report.html").read_text(encoding="utf-8"))
    assert next(tree.all("h1")).text
    anchors = {one.attributes["id"] for one in tree.all() if "id" in one.attributes}
    assert all(one.attributes["href"][1:] in anchors for one in tree.all("a") if one.attributes["href"][0] == "#")

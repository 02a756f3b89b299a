"""``habeas release guess``: where it writes, what it says, what it refuses."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from habeas.cli.main import main
from habeas.release.mapping import load_mapping

ROWS = "identifier,book_in,book_out,facility_code\na,2025-03-01 10:00:00,2025-03-02 10:00:00,TUCHOLD\n"


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    folder = tmp_path / "matter"
    (folder / "sources").mkdir(parents=True)
    (folder / "matter.yaml").write_text("id: m\nzone: America/New_York\n", encoding="utf-8")
    (folder / "sources" / "Stays 2025.csv").write_text(ROWS, encoding="utf-8")
    digest = hashlib.sha256(ROWS.encode()).hexdigest()
    (folder / "sources.csv").write_text(
        f"id,kind,file,sha256\nfoia,data_release,Stays 2025.csv,{digest}\n", encoding="utf-8"
    )
    return folder


def guess(*words: str | Path) -> int:
    return main(["release", "guess", *map(str, words)])


def test_it_writes_into_the_matter_and_says_which_lines_are_doubtful(
    matter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guess(matter / "sources" / "Stays 2025.csv", "--matter", matter) == 0
    mapping = load_mapping(matter, "stays-2025")
    assert (mapping.source, mapping.files[0].path) == ("foia", "sources/Stays 2025.csv")
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"{matter}/releases/stays-2025.yaml: drafted. Correct or confirm:"
    assert [line.split(":")[1].strip() for line in out[1:]] == ["row", "zone", "cutoff"]


def test_it_prints_where_no_matter_is_named(matter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert guess(matter / "sources" / "Stays 2025.csv") == 0
    assert "\nproperties:\n" in capsys.readouterr().out
    assert not (matter / "releases").exists()


def test_the_name_of_the_file_names_the_release(matter: Path) -> None:
    target = matter / "releases" / "tucson-2025.yaml"
    assert guess(matter / "sources" / "Stays 2025.csv", "-o", target) == 0
    assert load_mapping(matter, "tucson-2025").source == "foia"


def test_what_is_there_is_not_written_over(matter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = matter / "sources" / "Stays 2025.csv"
    assert guess(file, "--matter", matter) == 0
    capsys.readouterr()
    assert guess(file, "--matter", matter) == 2
    target = matter / "releases" / "stays-2025.yaml"
    assert f"{target} is there already. Give another name with -o, or remove it." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((".",), ". is a folder. Guess from one file of it, and write the folder in files: of the draft."),
        (("none.csv",), "there is no file none.csv."),
    ],
)
def test_uses_that_are_refused(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert guess(*words) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_is_no_matter_is_refused(matter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, other = matter / "sources" / "Stays 2025.csv", matter / "sources"
    assert guess(file, "--matter", other) == 2
    said = f"{other} is no matter: it has no matter.yaml. Make one with `habeas init {other}`."
    assert said in capsys.readouterr().err
    assert guess(file, "-o", matter / "releases" / "Stays.txt") == 2
    assert "Stays.txt is not the name of a mapping: small letters, digits, . - _ and .yaml." in capsys.readouterr().err


def test_a_stated_delimiter_and_encoding_are_written_into_the_draft(matter: Path) -> None:
    file = matter / "sources" / "odd.csv"
    file.write_text(ROWS.replace(",", "||").replace("\na", "\né"), encoding="cp1252")
    assert guess(file, "--matter", matter, "--delimiter", "||", "--encoding", "cp1252") == 0
    (one,) = load_mapping(matter, "odd").files
    assert (one.delimiter, one.encoding) == ("||", "cp1252")

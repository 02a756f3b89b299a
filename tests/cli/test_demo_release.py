"""``habeas demo --release``: the whole way in one command, and what it refuses."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from habeas.cli.demo_release import asked
from habeas.cli.main import main
from habeas.core.errors import UseError
from habeas.release.demo import make


def given(release: str, folder: str | None = None) -> argparse.Namespace:
    return argparse.Namespace(release=release, folder=Path(folder) if folder else None)


def test_rows_and_folder_may_be_left_out() -> None:
    assert asked(given("5000")) == (5000, Path("made-release"))
    assert asked(given("200,000", "big")) == (200_000, Path("big"))
    assert asked(given("somewhere")) == (5000, Path("somewhere"))
    with pytest.raises(UseError, match='--release takes a number of rows, and "many" is none'):
        asked(given("many", "somewhere"))


def test_it_makes_checks_builds_tests_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made"
    assert main(["demo", "--release", "2000", str(folder)]) == 0
    out = capsys.readouterr().out
    commands = [line.split()[2:4] for line in out.splitlines() if line.startswith("$ habeas")]
    assert commands == [["release", "check"], ["release", "build"], ["test", str(folder)], ["count", str(folder)]]
    assert "twelve-hours-throughout/twelve-hours" in out
    assert "end-before-start" in out
    assert (folder / "truth.json").is_file()


def test_arrests_are_matched_as_the_truth_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made"
    said = make(folder, 2000).truth["releases"]["arrests"]["faults"]
    for name in ("detentions", "arrests"):
        assert main(["release", "build", str(folder), name]) == 0
    capsys.readouterr()
    assert main(["release", "stays", str(folder), "detentions", "--arrests", "arrests", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["matched"] == said["arrests-with-a-stay"]["rows"]
    alone = ("arrests-without-a-stay", "arrests-with-a-stay-set-aside")
    assert found["arrests"] - found["matched"] == sum(said[name]["rows"] for name in alone)
    assert said["arrests-with-a-stay-set-aside"]["rows"]


def test_too_few_rows_and_a_folder_that_is_there_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--release", "10", str(tmp_path / "few")]) == 2
    assert "at least 2,000 rows, so that every fault can be planted." in capsys.readouterr().err
    (tmp_path / "there").mkdir()
    assert main(["demo", "--release", "2000", str(tmp_path / "there")]) == 2
    assert f"{tmp_path / 'there'} is there already. Give another folder, or remove it." in capsys.readouterr().err

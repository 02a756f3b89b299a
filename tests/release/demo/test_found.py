"""What was planted is what the rules and the law part find: nothing more, and nothing less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from habeas.cli.main import run_command
from habeas.release.build import build
from habeas.release.demo import Made, make

ROWS = 4_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("found") / "matter", ROWS, seed=5)


@pytest.fixture(scope="module")
def reports(made: Made) -> dict[str, dict[str, Any]]:
    return {name: build(made.folder, name).report() for name in made.releases}


def touched(reports: dict[str, dict[str, Any]], release: str, rule: str) -> int:
    return next(int(each["rows"]) for each in reports[release]["rules"] if each["rule"] == rule)


def planted(made: Made, release: str, name: str) -> int:
    return int(made.truth["releases"][release]["faults"][name]["rows"])


def test_each_planted_fault_is_found_and_counted(made: Made, reports: dict[str, dict[str, Any]]) -> None:
    for release, rule in (
        ("detentions", "no-identifier"),
        ("detentions", "end-before-start"),
        ("detentions", "stint-duplicates-exact"),
        ("detentions", "stint-duplicates-day"),
        ("detentions", "stay-end-before-last-stint"),
        ("arrests", "arrest-duplicates"),
        ("detainers", "detainer-duplicates"),
    ):
        assert touched(reports, release, rule) == planted(made, release, rule) >= 3, rule
    outside = sum(planted(made, "detentions", name) for name in ("stint-before-stay", "stay-end-before-last-stint"))
    assert touched(reports, "detentions", "stint-outside-stay") == outside
    assert touched(reports, "detentions", "birth-years-disagree") >= 2 * planted(
        made, "detentions", "birth-years-disagree"
    )


def test_midnights_are_those_planted_and_few_by_chance(made: Made, reports: dict[str, dict[str, Any]]) -> None:
    found, known = touched(reports, "detentions", "midnight-unknown"), planted(made, "detentions", "midnight-unknown")
    assert known <= found <= known + 4 * ROWS * 5 / 1440


def test_every_row_is_kept_or_set_aside_by_a_rule(made: Made, reports: dict[str, dict[str, Any]]) -> None:
    for release, said in made.truth["releases"].items():
        counts = reports[release]["counts"]
        assert counts["set_aside"]["footnotes"] == said["footnotes"]
        assert counts["read"] == said["rows"] + said["footnotes"]
        assert counts["read"] == counts["kept"] + sum(counts["set_aside"].values())
    truth, counts = made.truth["releases"]["detentions"], reports["detentions"]["counts"]
    assert counts["kept"] == truth["kept"]
    assert {name: counts["set_aside"][name] for name in truth["set_aside"]} == truth["set_aside"]
    assert reports["detentions"]["figures"]["people"] == truth["people"]


def test_stints_over_twelve_hours_are_those_that_were_made(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["test", str(made.folder), "--release", "detentions", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = next(line for line in lines if line.get("instrument") == "twelve-hours-throughout")
    rooms = made.truth["releases"]["detentions"]["hold_rooms"]
    told = {
        answer: sum(rooms[f"begun_{when}_over_12_hours"][answer] for when in ("before_24_june_2025", "since"))
        for answer in ("yes", "no", "not_known")
    }
    assert found["breach"] == told["yes"] > 100
    assert found["kept"] == told["no"] > 100
    not_known = told["not_known"] + rooms["still_open"] + planted(made, "detentions", "unknown-facility")
    assert found["undetermined"] == not_known


def test_the_tucson_draft_gives_the_reference_numbers(
    shared: Path, tmp_path: Path, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = tmp_path / "tucson"
    (matter / "instruments").mkdir(parents=True)
    (matter / "matter.yaml").write_text("id: tucson\nzone: America/New_York\n", encoding="utf-8")
    (matter / "sources.csv").write_text("id,kind\n", encoding="utf-8")
    for path in (made.folder / "instruments").iterdir():
        (matter / "instruments" / path.name).write_bytes(path.read_bytes())
    file = shared / "data/tucson-hold/stays.csv"
    assert run_command(["release", "guess", str(file), "--matter", str(matter)]) == 0
    doubtful = [line.strip() for line in capsys.readouterr().out.splitlines() if "? doubt:" in line]
    assert [line.split(":")[1].strip() for line in doubtful] == ["zone", "cutoff"]
    assert run_command(["release", "check", str(matter), "stays"]) == 0
    capsys.readouterr()
    assert run_command(["test", str(matter), "--release", "stays", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    counts = {line["clause"]: (line["breach"], line["undetermined"]) for line in lines if "clause" in line}
    assert counts == {
        "twelve-hours": (60, 4),  # two stays within a minute of the limit, two without an end
        "twelve-hours-before": (5, 2),
        "seventy-two-hours": (0, 2),
        "twelve-hours-again": (0, 2),
    }

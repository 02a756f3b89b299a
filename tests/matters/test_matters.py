"""What holds of every shipped matter: it is whole, says where each statement is from, and its examples run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from habeas.matters import copy, names
from tests.matters.asking import SHIPPED, check, rows_of, sources_of

IDS = {
    "abrego-garcia": (141, 157),
    "dvd-v-dhs": (170, 193),
    "aarp-v-trump": (194, 209),
    "melgar-salmeron": (228, 237),
    "grace-2018": (302, 306),
    "jgg-v-trump": (1, 145),
    "uk-rwanda-2022": (265, 274),
}
NOT_FOUND = {"jgg-v-trump": {"c122"}, "melgar-salmeron": {"c237"}}
ID = re.compile(r"\bc\d{3}\b")


def shared() -> Path | None:
    """The shared texts: named by HABEAS_SHARED, or beside the repository."""
    named = os.environ.get("HABEAS_SHARED")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared"
    return folder if (folder / "matters").is_dir() else None


def test_names_are_the_folders_with_a_matter_file() -> None:
    assert names() == sorted([*IDS, "standing-limits"])


@pytest.mark.parametrize("name", sorted(IDS))
def test_every_statement_is_encoded(name: str) -> None:
    first, last = IDS[name]
    wanted = {f"c{number:03}" for number in range(first, last + 1)}
    noted = {found for _, row in rows_of(name) for found in ID.findall(row["note"])}
    assert wanted - noted <= NOT_FOUND.get(name, set())
    assert noted <= wanted
    told = set(ID.findall((SHIPPED / name / "README.md").read_text(encoding="utf-8")))
    assert NOT_FOUND.get(name, set()) <= told


@pytest.mark.parametrize("name", sorted(names()))
def test_every_row_names_a_source_a_speaker_and_a_stance(name: str) -> None:
    sources = sources_of(name)
    for file, row in rows_of(name):
        assert row["source"] in sources, (file, row)
        assert row.get("said_by") or row.get("speaker"), (file, row)
        assert row["stance"], (file, row)


@pytest.mark.parametrize("name", sorted(names()))
def test_every_source_that_is_a_copy_names_an_origin_that_is_there(name: str) -> None:
    sources = sources_of(name)
    for row in sources.values():
        assert not row["origin"] or row["origin"] in sources
        assert row["how"]


@pytest.mark.parametrize("name", sorted(IDS))
def test_each_statement_keeps_its_address_and_its_doubt(name: str) -> None:
    folder = shared()
    if folder is None:
        pytest.skip("the shared texts are not here (HABEAS_SHARED)")
    given = yaml.safe_load((folder / "matters" / f"{name}.yaml").read_text(encoding="utf-8"))
    sources = sources_of(name)
    noted: dict[str, list[dict[str, str]]] = {}
    for _, row in rows_of(name):
        for found in ID.findall(row["note"]):
            noted.setdefault(found, []).append(sources[row["source"]])
    for claim in given["claims"]:
        if claim["verification"] == "not-found":
            continue
        found = noted[claim["id"]]
        if claim["url"]:
            assert claim["url"] in {source["url"] for source in found}, claim["id"]
        if claim["verification"] == "unverified":
            assert {source["kind"] for source in found} == {"unverified"}, claim["id"]
        if claim["verification"] == "inferred":
            assert {source["kind"] for source in found} == {"inference"}, claim["id"]


@pytest.mark.parametrize("name", sorted(names()))
def test_a_matter_checks_clean_and_its_examples_run(name: str) -> None:
    assert check(SHIPPED / name) == (0, "")


@pytest.mark.parametrize("name", sorted(names()))
def test_every_instrument_has_examples_and_says_when_the_law_was_last_looked_at(name: str) -> None:
    for path in sorted((SHIPPED / name / "instruments").glob("*.yaml")):
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert given["examples"], path
        assert given["verified_on"], path
        if name == "standing-limits":
            assert given["citation"], path
            assert given["url"], path


def test_an_example_that_expects_another_outcome_is_reported(tmp_path: Path) -> None:
    folder = copy("grace-2018", tmp_path / "grace")
    path = folder / "instruments" / "assurance.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("expect: breach", "expect: kept"), encoding="utf-8")
    status, told = check(folder)
    assert status == 1
    assert "instruments/assurance.yaml" in told


def test_copy_refuses_a_name_that_does_not_ship(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="jgg"):
        copy("jgg", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_copy_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        copy("grace-2018", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_copy_gives_every_file_and_nothing_derived(tmp_path: Path) -> None:
    folder = copy("jgg-v-trump", tmp_path / "jgg")
    wanted = {path.relative_to(SHIPPED / "jgg-v-trump") for path in (SHIPPED / "jgg-v-trump").rglob("*")}
    found = {path.relative_to(folder) for path in folder.rglob("*")}
    assert found == {path for path in wanted if ".habeas" not in path.parts}

"""A release is built again where what it was made from has changed, and whoever asks hears why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.release import ensure as ensuring
from habeas.release.built import Built
from habeas.release.ensure import ensure
from habeas.release.join import join
from habeas.release.made_by import made_by
from tests.release.matters import MAPPING, STAYS, make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.fixture
def asked(folder: Path) -> Callable[..., tuple[Built, list[str]]]:
    def ask(release: str = "r") -> tuple[Built, list[str]]:
        heard: list[str] = []
        return ensure(folder, release, told=heard.append), heard

    return ask


Asked = Callable[..., tuple[Built, list[str]]]


def test_nothing_is_built_twice(asked: Asked) -> None:
    first, heard = asked()
    stamp = first.files[0].stat().st_mtime_ns
    assert heard == []
    again, heard = asked()
    assert (again.files[0].stat().st_mtime_ns, heard) == (stamp, [])


def test_what_it_was_made_from_stands_in_it(asked: Asked) -> None:
    assert asked()[0].meta["made_by"] == made_by()


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("data/stays.csv", STAYS + "a9,2025-01-01 10:00,,TUCHOLD,1990\n", "stays.csv has changed since"),
        ("releases/r.yaml", MAPPING + "# read again\n", "releases/r.yaml has changed since"),
    ],
)
def test_a_file_that_has_changed(folder: Path, asked: Asked, file: str, text: str, why: str) -> None:
    asked()
    (folder / file).write_text(text)
    assert asked()[1] == [f"r is built again: {why}."]
    assert asked()[1] == []


def test_a_file_more_and_a_file_less(folder: Path, asked: Asked) -> None:
    (folder / "releases" / "r.yaml").write_text(MAPPING.replace("data/stays.csv", "data"))
    asked()
    (folder / "data" / "more.csv").write_text(STAYS.replace("a1", "b1").replace("a2", "b2"))
    built, heard = asked()
    assert (built.rows, heard) == (4, ["r is built again: more.csv is new."])
    (folder / "data" / "more.csv").unlink()
    assert asked()[1] == ["r is built again: more.csv is gone."]


def test_the_zone_of_the_matter(folder: Path, asked: Asked) -> None:
    (folder / "releases" / "r.yaml").write_text(MAPPING.replace("zone: America/Phoenix\n", ""))
    asked()
    (folder / "matter.yaml").write_text("id: m\nzone: America/Denver\n")
    assert asked()[1] == ["r is built again: the matter's zone was America/New_York, and is America/Denver."]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"program": "99.0"}, f"habeas {made_by()['program']} built it, and this is 99.0"),
        ({"tables": "0"}, "the table of facilities, or another that ships with habeas, has changed since"),
        ({"code": "0"}, "the code that reads and cleans has changed since"),
    ],
)
def test_another_program(asked: Asked, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], why: str) -> None:
    asked()
    monkeypatch.setattr(ensuring, "made_by", lambda: made_by() | changed)
    assert asked()[1] == [f"r is built again: {why}."]


def test_one_that_does_not_say(folder: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr("habeas.release.build.made_by", dict)
        asked()
    assert asked()[1] == ["r is built again: it does not say what built it."]


# ---- joined of others -----------------------------------------------------------------------------------------------


def test_a_joined_release_follows_its_parts(folder: Path, asked: Asked) -> None:
    (folder / "releases" / "s.yaml").write_text(MAPPING.replace("release: r", "release: s"))
    parts = [asked("r")[0], asked("s")[0]]
    join(parts, folder / ".habeas" / "releases" / "r+s")
    built, heard = asked("r+s")
    assert (built.rows, heard) == (2, [])
    (folder / "data" / "stays.csv").write_text(STAYS + "a9,2025-01-03 10:00,2025-01-03 11:00,TUCHOLD,1990\n")
    built, heard = asked("r+s")
    assert built.rows == 3
    assert heard == [
        "r is built again: stays.csv has changed since.",
        "s is built again: stays.csv has changed since.",
        "r+s is joined again: what it joins has changed since (r, s).",
    ]
    assert asked("r+s")[1] == []


def test_a_joined_release_of_other_matters_is_taken_as_it_is(folder: Path, asked: Asked) -> None:
    part = asked("r")[0]
    join([part, part], folder / ".habeas" / "releases" / "joined", "joined")
    (folder / "releases" / "r.yaml").rename(folder / "releases" / "other.yaml")
    assert asked("joined")[1] == []
    with pytest.raises(InputError, match='no mapping "none"'):
        asked("none")

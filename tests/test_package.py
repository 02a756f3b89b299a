"""What is installed: the public face, the pins, and a wheel that holds every data file."""

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import habeas

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_public_face_is_sorted_and_complete() -> None:
    assert habeas.__all__ == sorted(habeas._HOMES)
    assert all(callable(getattr(habeas, name)) for name in habeas.__all__)


def test_a_name_that_is_not_there_is_said_plainly() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'findings_of_guilt'"):
        habeas.findings_of_guilt  # noqa: B018


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("base.txt", PROJECT["project"]["dependencies"]),
        ("dev.txt", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_the_pins_are_within_the_ranges_and_say_no_place(file: str, wanted: list[str]) -> None:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    pins = [Requirement(line.rstrip(" \\")) for line in text.splitlines() if line[:1].isalnum()]
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}
    for requirement in map(Requirement, wanted):
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier
    assert text.count("==") <= text.count("--hash=sha256:")
    assert "://" not in text
    assert " @ " not in text


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    listed = subprocess.run(
        ["git", "ls-files", "src/habeas"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\n")[:-1]
    with ZipFile(wheel) as held:
        names = {f"src/{name}" for name in held.namelist()}
    assert set(listed) <= names

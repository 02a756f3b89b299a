"""Documents cannot drift: what a user can meet has a place in the reference, and the reference names nothing else."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import habeas.intake
from habeas.cli.main import command_parser, every_command
from habeas.intake.grid import Columns
from tests.docs.source import allowed_keys, fault_codes, modules

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def _page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    """The text under each heading of the second level, by its words."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip((title.strip("`") for title in parts[1::2]), parts[2::2], strict=True))


@pytest.mark.parametrize("name", every_command())
def test_a_command_and_each_of_its_options_have_a_page(name: str) -> None:
    section = _sections(_page("commands.md")).get(f"habeas {name}", "")
    words = {word for action in command_parser(name)._actions for word in action.option_strings}
    assert section, f"docs/reference/commands.md has no section for habeas {name}"
    assert not {word for word in words if word not in section}


def test_every_fault_has_an_entry() -> None:
    made = fault_codes(modules())
    written = set(re.findall(r"^### `([^`]+)`$", _page("errors.md"), flags=re.MULTILINE))
    missing = {code: module for code, module in made.items() if code not in written}
    assert not missing, f"no entry in docs/reference/errors.md: {missing}"
    assert not written - set(made), "entries for faults that nothing makes"


def test_faults_are_in_order() -> None:
    for title, section in _sections(_page("errors.md")).items():
        written = re.findall(r"^### `([^`]+)`$", section, flags=re.MULTILINE)
        assert written == sorted(written), title


def test_every_yaml_key_is_explained() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.md")))
    keys = allowed_keys(modules())
    assert {"forbids", "zone"} <= set(keys)
    assert not {key: module for key, module in keys.items() if not re.search(rf"`{re.escape(key)}[`:]", pages)}


def test_every_column_is_explained() -> None:
    page = _page("files.md")
    found = {
        column
        for module in walk_packages(habeas.intake.__path__, "habeas.intake.")
        for value in vars(import_module(module.name)).values()
        if isinstance(value, Columns)
        for column in value.known
    }
    assert {"subject", "when", "sha256"} <= found
    assert not {column for column in found if f"`{column}`" not in page}

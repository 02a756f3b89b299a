"""The worked matters that ship with the package: folders like any other, to read, copy out and test.

In comes the name of a matter; out goes a copy of its folder. Nothing here reads or judges what the files say,
and nothing is ever written into the package itself.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree, ignore_patterns

from habeas.core.errors import UseError, nearest

__all__ = ["copy", "names"]


def names() -> list[str]:
    """The names of the matters that ship, sorted."""
    return sorted(entry.name for entry in files(__name__).iterdir() if entry.joinpath("matter.yaml").is_file())


def copy(name: str, to: Path) -> Path:
    """Copy the folder of the matter ``name`` to the new folder ``to``, and return it.

    Raises ``UseError`` for a name that does not ship, and where ``to`` already holds something.
    """
    if name not in names():
        raise UseError(f'no matter "{name}" ships with this package. {nearest(name, names())}')
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise UseError(f"{to} is there already; a matter is copied into a new or empty folder.")
    with as_file(files(__name__).joinpath(name)) as folder:
        # What a run derives (.habeas) is never part of the matter, whatever an editable install has left there.
        copytree(folder, to, ignore=ignore_patterns(".habeas", "__pycache__"), dirs_exist_ok=True)
    return to

"""The worked matters that ship with the package: folders like any other, to read, copy out and test.

In comes the name of a matter; out goes a copy of its folder. It checks that the name ships and that nothing is
written over. It never reads or judges what the files say, and never writes into the package itself.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree, ignore_patterns

__all__ = ["copy", "names"]


def names() -> list[str]:
    """The names of the matters that ship, sorted."""
    return sorted(entry.name for entry in files(__name__).iterdir() if entry.joinpath("matter.yaml").is_file())


def copy(name: str, to: Path) -> Path:
    """Copy the folder of the matter ``name`` to the new or empty folder ``to``, and return ``to``.

    Raises ``KeyError`` for a name that does not ship, ``FileExistsError`` where ``to`` already holds something.
    """
    if name not in names():
        raise KeyError(name)
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise FileExistsError(f"{to} is there already, and a matter is copied into a new or empty folder.")
    with as_file(files(__name__).joinpath(name)) as folder:
        # What a run derives (.habeas) is never part of the matter, whatever an editable install has left there.
        copytree(folder, to, ignore=ignore_patterns(".habeas", "__pycache__"), dirs_exist_ok=True)
    return to

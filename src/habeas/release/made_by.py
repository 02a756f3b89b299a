"""What made a release, so that one made otherwise is made again: the program, its code that cleans, its tables.

Out go a few short words that stand in the metadata of what is built; they are the same for the same program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_CODE = (".py", ".sql")
_TABLES = (".csv", ".yaml")
_PACKAGES = ("core", "intake/sheets", "release")  # what cells are read with, and what rows go through
_LEFT = ("demo", "__pycache__")


@lru_cache(maxsize=1)
def made_by() -> dict[str, str]:
    """``program``: its version; ``code``: a hash of the code that reads and cleans, and of the rules; ``tables``: one
    of the facilities, countries and other words that ship with it.
    """
    from habeas import __version__

    root = files("habeas")
    found = sorted(file for package in _PACKAGES for file in _within(root.joinpath(package), package))
    return {"program": __version__, "code": _hash(found, _CODE), "tables": _hash(found, _TABLES)}


def _within(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir() and each.name not in _LEFT:
            yield from _within(each, f"{name}/{each.name}")
        elif each.name.endswith(_CODE + _TABLES):
            yield f"{name}/{each.name}", each.read_bytes()


def _hash(found: Iterable[tuple[str, bytes]], endings: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name, content in found:
        if name.endswith(endings):
            digest.update(f"{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()[:16]

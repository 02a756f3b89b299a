"""The shapes of known releases, and the words by which the columns of others are called.

In comes ``shapes.yaml``; out go ``Shape`` values and names by property. Column names are compared by their words, so
that ``Book In Date Time``, ``book_in_date_time`` and ``bookInDateTime`` are one name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from habeas.release.look.names import words_of

_LEAST = 0.6  # of the columns of the file and of the shape, for the file to be called one of that shape


@dataclass(frozen=True)
class Shape:
    """A known release. ``columns`` gives the kind of each (``date``, ``text``, ``numeric``) in order; ``properties``
    the entries of a mapping; ``drop`` the columns that say nothing of custody; ``why`` a reason for a key.
    """

    id: str
    title: str
    source: str
    row: str
    columns: Mapping[str, str]
    properties: Mapping[str, Mapping[str, str]]
    drop: tuple[str, ...]
    why: Mapping[str, str]


@lru_cache(maxsize=1)
def load_shapes() -> Mapping[str, Shape]:
    """All known shapes by id."""
    found = (Shape(**{**each, "drop": tuple(each["drop"]), "why": each.get("why", {})}) for each in _table()["shapes"])
    return {shape.id: shape for shape in found}


@lru_cache(maxsize=1)
def names_of() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The words of column names by property, the likeliest first."""
    return {name: tuple(tuple(words.split()) for words in listed) for name, listed in _table()["names"].items()}


def shape_of(columns: Sequence[str]) -> tuple[Shape, dict[str, str]] | None:
    """The known shape that these columns have, with the file's column for each of the shape's that it has; None where
    no shape has most of the columns, and they of it.
    """
    words = {words_of(column): column for column in columns}
    best: tuple[float, Shape, dict[str, str]] | None = None
    for shape in load_shapes().values():
        has = {name: words[words_of(name)] for name in shape.columns if words_of(name) in words}
        share = min(len(has) / len(shape.columns), len(has) / max(len(columns), 1))
        if share >= _LEAST and (best is None or share > best[0]):
            best = share, shape, has
    return None if best is None else best[1:]


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(
        files("habeas.release.guess").joinpath("shapes.yaml").read_text(encoding="utf-8")
    )
    return table

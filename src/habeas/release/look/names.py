"""What a column is likely to be, judged by the words of its name alone: the start of something, its end, an identifier.

In come the names of a sheet; out come the few columns that a check of rows needs. Nothing is decided by this: a
mapping says what a column means, and a look only says what it saw under that supposition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_OTHER_END = {"in": "out", "start": "end", "started": "ended", "begin": "end", "from": "to", "admitted": "released"}
_FILLING = {"date", "time", "datetime", "dt", "and", "at", "of", "day", "detention", "the", "last", "first"}
_IDENTIFIER = (
    ("anonymized", "identifier"),
    ("unique", "identifier"),
    ("identifier",),
    ("person", "id"),
    ("uid",),
    ("id",),
)
_PLACE = (("facility", "code"), ("facility", "codes"), ("detloc",), ("facility",), ("place",), ("site",))
_START = (
    ("book", "in"), ("stay", "book", "in"), ("start",), ("arrest",), ("apprehension", "date"), ("event", "date"),
    ("prepare", "date"), ("departed", "date"), ("removal", "date"), ("date",),
)  # fmt: skip


@dataclass(frozen=True)
class Supposed:
    """The columns of one sheet by what their names suggest; an empty name where none does."""

    person: str
    place: str
    start: str
    birth_year: str
    pairs: tuple[tuple[str, str], ...]
    within: tuple[tuple[str, str], ...]


def words_of(name: str) -> tuple[str, ...]:
    """The words of a column's name, whichever way it is written: ``Book In Date Time``, ``book_in_date_time``,
    ``bookInDateTime``.
    """
    before = " "
    spaced = ""
    for c in name:
        spaced += f" {c}" if c.isupper() and before.islower() else c
        before = c
    return tuple("".join(c if c.isalnum() else " " for c in spaced).lower().split())


def suppose(names: Sequence[str]) -> Supposed:
    """Judge the names of one sheet."""
    bare = {name: tuple(word for word in words_of(name) if word not in _FILLING) for name in names}
    named: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        named.setdefault(bare[name], []).append(name)
    pairs = tuple(
        (start, end)
        for start in names
        if _turned(bare[start]) != bare[start]
        for end in named.get(_turned(bare[start]), ())
    )
    stays = [pair for pair in pairs if "stay" in bare[pair[0]]]
    stints = [pair for pair in pairs if "stay" not in bare[pair[0]]]
    within = tuple(dict.fromkeys((stay[side], stint[side]) for stay in stays for stint in stints for side in (0, 1)))
    return Supposed(
        _first(names, _IDENTIFIER),
        _first(names, _PLACE),
        _first(names, _START),
        _first(names, (("birth", "year"),)),
        pairs,
        within,
    )


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_OTHER_END.get(word, word) for word in words)


def names_identifier(name: str) -> bool:
    """Whether the name says that the column tells people or files apart."""
    words = set(words_of(name))
    return bool(words & {"identifier", "id", "uid", "uuid"}) or {"file", "number"} <= words


def _first(names: Sequence[str], wanted: Sequence[tuple[str, ...]]) -> str:
    """The first name that has all the words of the first set that any name has; the shortest of several."""
    for words in wanted:
        found = [name for name in names if set(words) <= set(words_of(name))]
        if found:
            return min(
                found, key=lambda name: (sum(word not in _FILLING for word in words_of(name)), names.index(name))
            )
    return ""

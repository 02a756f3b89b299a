"""Names of people, bodies and places as a chronology has them, to names that an id can have."""

from __future__ import annotations

import re
import unicodedata

NOTHING = frozenset({"-", "–", "—", "n/a", "na", "n.a.", "none", "unknown", "unk", "tbd", "?", "??", "x"})
_BETWEEN = re.compile(r"\s*(?:;|\n|&|\band\b)\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"[^\s,]*\d[^\s,]*")
_TYPED = re.compile(r"[a-z]+:\S")


def names_of(text: str, *, several: bool) -> str:
    """The cell in the form of an events file, several names with ``;`` between."""
    parts = _parts(text) if several else [text]
    return ";".join(part if _TYPED.match(part) else _name(part) for part in parts if part)


def _parts(text: str) -> list[str]:
    """``P-17, P-18`` are two; ``Garcia, Juan`` is one, since a comma is also how a family name is put first."""
    parts: list[str] = []
    for part in _BETWEEN.split(text):
        pieces = [piece.strip() for piece in part.split(",")]
        parts += pieces if all(_NUMBERED.fullmatch(piece) for piece in pieces) else [part]
    return [part.strip() for part in parts]


def _name(text: str) -> str:
    """Small letters, and hyphens for what an id cannot have."""
    plain = unicodedata.normalize("NFC", text.casefold()).replace("’", "").replace("'", "")
    return re.sub(r"-+", "-", re.sub(r"[^\w.]+", "-", plain)).strip("-._")

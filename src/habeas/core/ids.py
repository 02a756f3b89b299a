"""Names of entities: ``type:name``, safe to print, to compare and to put into the name of a file.

A plain name becomes an id of the type that its place calls for: ``P-17`` is ``person:p-17``. Letters of every
script are kept, since people are named in every script; small letters, blanks and apostrophes to hyphens, and no
sign that a reader cannot see or that a file system reads as something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from habeas.core.errors import nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.schema import SUBJECT_TYPES
from habeas.core.texts import check_visible

_LONGEST = 200  # bytes: what most file systems allow a name, less an ending
_NAME = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
_CLAIM = re.compile(r"[0-9a-f]{64}|[^\W_][\w./ -]*:[1-9]\d{0,8}")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")  # those with letters that look alike


def read_id(text: str, allowed_types: Iterable[str], default_type: str) -> str:
    """The id that the text names. ``default_type`` is the type of a plain name; raises ``ValueFault``."""
    allowed = tuple(allowed_types)
    check_visible(text)
    written = unicodedata.normalize("NFC", text.strip())
    if not written:
        raise ValueFault("empty-value", "no name is written.", f"Write one, as {default_type or allowed[0]}:a-1.")
    kind, colon, name = written.partition(":")
    if not colon:
        if default_type not in allowed:
            mend = f"Write {allowed[0]}:{_shaped(text)}."
            raise ValueFault("bad-id", f"{quoted(text)} does not say what it is.", mend)
        kind, name = default_type, _plain(written)
    kind = kind.strip().lower()
    if kind not in SUBJECT_TYPES:
        raise ValueFault("unknown-type", f"{quoted(text)}: unknown type {quoted(kind)}.", nearest(kind, SUBJECT_TYPES))
    if kind not in allowed:
        raise ValueFault("wrong-type", f"{quoted(text)} is of type {kind}.", f"Expected: {' or '.join(allowed)}.")
    if kind == "claim":
        return _claim(text, name.strip())
    return f"{kind}:{_checked(text, kind, _plain(name))}"


def _plain(name: str) -> str:
    return re.sub(r"[\s'’]+", "-", unicodedata.normalize("NFC", name.strip().lower())).rstrip(".")


def _checked(text: str, kind: str, name: str) -> str:
    if name.isascii() and len(name) <= _LONGEST and _NAME.fullmatch(name) and ".." not in name:
        return name
    letters = "".join(c for c in name if not unicodedata.category(c).startswith("M"))  # vowel signs, accents
    if not _NAME.fullmatch(letters) or ".." in name or name[0] != letters[0]:
        raise ValueFault(
            "bad-id", f"{quoted(text)} holds signs that an id cannot have.",
            f"Write {kind}:{_shaped(name)}: letters, digits, hyphens, dots and underscores.",
        )  # fmt: skip
    if len(name.encode()) > _LONGEST:
        raise ValueFault("bad-id", f"{quoted(text)} is too long for an id.", f"At most {_LONGEST} bytes.")
    for word in re.split(r"[-._]", name):
        scripts = {script for c in word if (script := _script(c))}
        if len(scripts) > 1:
            raise ValueFault(
                "mixed-scripts", f"{quoted(text)} mixes {' and '.join(sorted(scripts))} letters in one word.",
                "Letters of two scripts can look alike and be two ids: write the word in one script.",
            )  # fmt: skip
    return name


def _script(c: str) -> str:
    if c.isascii():
        return "Latin" if c.isalpha() else ""
    first = unicodedata.name(c, "").partition(" ")[0]
    return first.capitalize() if first in _SCRIPTS else ""


def _shaped(name: str) -> str:
    """The nearest name that an id could have; only ever suggested."""
    shaped = re.sub(r"[^\w.]+|\.{2,}", "-", name.strip().lower())
    return re.sub(r"-+", "-", shaped).strip("-._")[:60] or "a-1"


def _claim(text: str, name: str) -> str:
    if not _CLAIM.fullmatch(name) or ".." in name:
        raise ValueFault(
            "bad-id", f"{quoted(text)} names no claim.",
            "Write claim: and the 64 digits of its content, or its file and row, as claim:claims.csv:12.",
        )  # fmt: skip
    return f"claim:{name}"

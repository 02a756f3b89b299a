"""The encoding of a text file: stated, marked at its start, or told by what its bytes can be.

UTF-8 is what most releases are in; a file in which no sign beyond ASCII is valid UTF-8 is in the encoding of older
spreadsheets (Windows-1252); a file that has both is damaged, and is refused with the place of the first bad byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from habeas.core.errors import Fault, InputError
from habeas.core.faults import quoted

OLDER = "cp1252"
USUAL = "The usual ones: utf-8, cp1252 (older spreadsheets), utf-16, latin-1."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEYOND = re.compile(rb"[\x80-\xff]+")


def encoding_of(start: bytes, stated: str | None, file: str) -> str:
    """A name that Python and Arrow know; ``utf-8`` where nothing speaks against it.

    Raises ``InputError``: ``unknown-encoding``, ``nul-character``.
    """
    if stated is not None:
        name = named(stated)
        if not name:
            raise InputError(Fault("unknown-encoding", f"no encoding is called {quoted(stated)}.", USUAL, file))
        return name
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    pairs = len(start) // 2
    if pairs and b"\x00" in start:
        if start[1 : 2 * pairs : 2].count(0) > pairs // 2:
            return "utf-16-le"
        if start[0 : 2 * pairs : 2].count(0) > pairs // 2:
            return "utf-16-be"
        row = start[: start.index(0)].count(b"\n") + 1
        raise InputError(
            Fault("nul-character", "a NUL character, which no text has.", "The file is damaged, or no text.", file, row)
        )
    return told_by(_BEYOND.findall(start[: _whole(start)])) or "utf-8"


def named(stated: str) -> str:
    """The name by which an encoding of text is known here; empty where there is none of that name."""
    try:
        "".encode(stated)
        return codecs.lookup(stated).name
    except (LookupError, UnicodeError, TypeError):  # "base64" is a codec, and none of text
        return ""


def told_by(runs: Iterable[bytes]) -> str | None:
    """The encoding that the bytes beyond ASCII speak for; none where there are none, or where they disagree."""
    said = {_valid(run) for run in runs}
    return None if len(said) != 1 else "utf-8" if said.pop() else OLDER


class Votes:
    """Tells the encoding of a whole file from its blocks, as one that is UTF-8, older, or neither."""

    def __init__(self) -> None:
        self._rest = b""
        self.valid = False
        self.invalid = False

    def see(self, block: bytes) -> None:
        """The next bytes of the file."""
        block = self._rest + block
        end = _whole(block)
        self._rest = block[end:]
        for run in _BEYOND.finditer(block, 0, end):
            if _valid(run[0]):
                self.valid = True
            else:
                self.invalid = True


def _whole(block: bytes) -> int:
    """Where the last run of bytes beyond ASCII begins that the end of the block may have cut."""
    end = len(block)
    while end and block[end - 1] >= 0x80:
        end -= 1
    return end


def _valid(run: bytes) -> bool:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

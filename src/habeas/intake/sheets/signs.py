"""The sign between cells, where it is more than one byte: `||`, `¦`, `þ`.

The readers of rows take one byte. Any other delimiter is replaced, as the file is read, by a control sign that the text
has not, and put back in cells that hold it in quotation marks.
"""

from __future__ import annotations

import codecs
import re

import pyarrow as pa
import pyarrow.compute as pc

from habeas.core.errors import Fault, InputError
from habeas.core.faults import quoted

_LONGEST = 8
_SPARE = "\x1f\x1e\x1d\x01\x02\x03"
_BLOCK = 1 << 20


def delimiter_fault(delimiter: str) -> str:
    """What is wrong with a delimiter; empty where nothing is."""
    if not delimiter or len(delimiter) > _LONGEST:
        return f"State one sign, or up to {_LONGEST}."
    if set(delimiter) & set('"\r\n\0'):
        return "A quotation mark, an end of line and a NUL have their own meaning."
    if re.search(r"[A-Za-z0-9]", delimiter):
        return 'Letters and digits stand in cells; a tab is written "\\t".'
    return ""


def check_delimiter(delimiter: str, file: str) -> None:
    """Raises ``InputError``."""
    mend = delimiter_fault(delimiter)
    if mend:
        raise InputError(Fault("bad-delimiter", f"{quoted(delimiter)} cannot stand between cells.", mend, file))


class Signs:
    """``sign`` is what the readers take; ``delimiter`` what the file has. ``start`` is the text that it begins with."""

    def __init__(self, delimiter: str, encoding: str, start: str, file: str) -> None:
        self.delimiter, self.file = delimiter, file
        self.swapped = len(delimiter) > 1 or not delimiter.isascii()
        self.sign = next((one for one in _SPARE if one not in start), "") if self.swapped else delimiter
        if not self.sign:
            raise self._held()
        # UTF-8 is swapped as bytes, so that what is not UTF-8 is told as it is elsewhere
        self.encoding = encoding if encoding == "utf-8" or not self.swapped else "utf-8"
        self._from = encoding

    def text(self, text: str) -> str:
        """A text with the sign in place of the delimiter."""
        return text.replace(self.delimiter, self.sign) if self.swapped else text

    def cell(self, text: str) -> str:
        """A cell as the file has it."""
        return text.replace(self.sign, self.delimiter) if self.swapped else text

    def column(self, column: pa.Array) -> pa.Array:
        """A column as the file has it."""
        return pc.replace_substring(column, self.sign, self.delimiter) if self.swapped else column

    def stream(self, stream: pa.NativeFile) -> pa.NativeFile:
        """The file, with the sign in place of the delimiter."""
        if not self.swapped:
            return stream
        decoder = None if self._from == "utf-8" else codecs.getincrementaldecoder(self._from)()
        return pa.PythonFile(_Swapped(stream, decoder, self), mode="r")

    def _held(self) -> InputError:
        what = f"the file holds control signs, and cannot be read with {quoted(self.delimiter)} between cells."
        return InputError(Fault("bad-delimiter", what, "Save it with a comma or a tab between cells.", self.file))

    def check(self, block: bytes) -> None:
        """Raises ``InputError`` where the file has the sign itself."""
        if self.sign.encode() in block:
            raise self._held()


class _Swapped:
    """A stream of bytes; ``closed`` is asked by Arrow."""

    closed = False

    def __init__(self, stream: pa.NativeFile, decoder: codecs.IncrementalDecoder | None, signs: Signs) -> None:
        self._stream, self._decoder, self._signs = stream, decoder, signs
        self._old, self._new = signs.delimiter.encode(), signs.sign.encode()
        self._ready, self._rest = bytearray(), b""
        self._done = False

    def read(self, size: int = -1) -> bytes:
        while not self._done and (size < 0 or len(self._ready) < size):
            self._fill()
        cut = len(self._ready) if size < 0 else size
        out = bytes(self._ready[:cut])
        del self._ready[:cut]
        return out

    def _fill(self) -> None:
        block = self._stream.read(_BLOCK)
        self._done = not block
        if self._decoder is not None:
            block = self._decoder.decode(block, self._done).encode()
        self._signs.check(block)
        *whole, last = (self._rest + block).split(self._old)
        keep = 0 if self._done else min(len(self._old) - 1, len(last))
        self._rest = last[len(last) - keep :]
        self._ready += self._new.join([*whole, last[: len(last) - keep]])

    def close(self) -> None:
        """Whoever opened the file closes it."""

    def readable(self) -> bool:
        return True

    def flush(self) -> None:
        """Nothing is written."""

"""A large part of a workbook in pieces that end behind the end of an element: a row, a string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from habeas.intake.sheets.xlsx.package import PIECE, Package

LONGEST = 64 << 20  # bytes without the end of an element: a row of 16,384 cells of numbers has one megabyte
_TAG = 128  # bytes of the longest closing tag
_ROOT = re.compile(rb"<([A-Za-z0-9_.-]+:)?(?:worksheet|sst)[\s>/]")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']""")

Bytes = npt.NDArray[np.uint8]


def parted(package: Package, part: str, element: str, last: str, size: int = PIECE) -> Iterator[tuple[int, Bytes]]:
    """Pieces of a part that end behind ``element``, up to the end of ``last``, which holds them all.

    With each goes the length of the prefix that its elements have. Raises ``InputError`` (``bad-workbook``,
    ``stopped-at-limit``).
    """
    rest = bytearray()
    prefix: bytes | None = None
    begun = False
    for piece in _ahead(package.pieces(part, size)):
        seen = max(len(rest) - _TAG, 0)  # before it, no end was found
        rest += piece
        if prefix is None:
            prefix = _prefix(package, part, rest)
        closing, end = b"</" + prefix + element.encode() + b">", b"</" + prefix + last.encode() + b">"
        at = rest.rfind(closing, seen)
        if at >= 0:
            at += len(closing)
            yield len(prefix), np.frombuffer(rest[:at], np.uint8)
            rest = rest[at:]
            begun = True
        if (done := rest.find(end, 0 if at >= 0 else seen)) >= 0:
            yield len(prefix), np.frombuffer(rest[: done + len(end)], np.uint8)
            return
        if len(rest) > LONGEST:
            raise package.stopped(f"its part {part} has {len(rest) >> 20} MB without the end of a {element}")
    opening = b"<" + (prefix or b"") + last.encode()
    if begun or (opening in rest and not re.search(re.escape(opening) + rb"(\s[^<>]*)?/>", rest)):
        raise package.bad(f"its part {part} ends in the middle")


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, each unpacked while the one before it is read: neither holds up the other."""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, pieces, b"")
        while piece := waiting.result():
            waiting = pool.submit(next, pieces, b"")
            yield piece


def _prefix(package: Package, part: str, start: bytearray) -> bytes:
    """The prefix of the elements with its colon; empty for none."""
    said = _ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    if bytes(start[:2]) in {b"\xff\xfe", b"\xfe\xff"} or (said and said[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise package.bad(f"its part {part} is not UTF-8")
    root = _ROOT.search(start)
    if root is None:
        raise package.bad(f"its part {part} is no sheet")
    return root[1] or b""

"""The headers of Parquet's pages: Thrift's compact protocol, as far as a header is written in it.

In come the bytes of a column of one row group; out come its pages. Whatever is not as the format says is a
``BadPage``.
"""

from __future__ import annotations

from dataclasses import dataclass

PLAIN, PLAIN_DICTIONARY, RLE, RLE_DICTIONARY = 0, 2, 3, 8  # encodings
DATA, DICTIONARY = 0, 2  # types of pages
_DEEPEST = 8


class BadPage(Exception):
    """The bytes are no page that can be read here."""


@dataclass(frozen=True, slots=True)
class Page:
    """``size`` bytes, once unpressed, are pressed into those from ``start`` until ``end``; ``values``: how many."""

    kind: int
    start: int
    end: int
    size: int
    values: int
    encoding: int
    levels: int  # the encoding of the levels of a data page


def pages(data: memoryview) -> list[Page]:
    """The pages of a column of one row group, in order."""
    found = []
    at = 0
    while at < len(data):
        header, at = _struct(data, at, 0)
        kind, size, pressed = (header.get(field) for field in (1, 2, 3))
        inner = header.get(5 if kind == DATA else 7)
        if not isinstance(kind, int) or not isinstance(size, int) or not isinstance(pressed, int):
            raise BadPage
        if not isinstance(inner, dict) or size < 0 or pressed < 0 or at + pressed > len(data):
            raise BadPage
        values, encoding, levels = inner.get(1), inner.get(2), inner.get(3, RLE)
        if not isinstance(values, int) or not isinstance(encoding, int) or not isinstance(levels, int) or values < 0:
            raise BadPage
        found.append(Page(kind, at, at + pressed, size, values, encoding, levels))
        at += pressed
    return found


def _struct(data: memoryview, at: int, depth: int) -> tuple[dict[int, object], int]:
    """The fields by their numbers."""
    found: dict[int, object] = {}
    field = 0
    if depth > _DEEPEST:
        raise BadPage
    while True:
        byte, at = _byte(data, at)
        if byte == 0:
            return found, at
        step, kind = byte >> 4, byte & 15
        if step:
            field += step
        else:
            field, at = _number(data, at)
        found[field], at = _value(data, at, kind, depth)


def _value(data: memoryview, at: int, kind: int, depth: int) -> tuple[object, int]:
    if kind in (1, 2):
        return kind == 1, at
    if kind == 3:
        return _byte(data, at)
    if kind in (4, 5, 6):
        return _number(data, at)
    if kind == 7:
        return None, at + 8
    if kind == 8:
        size, at = _varint(data, at)
        return None, at + size
    if kind in (9, 10):
        byte, at = _byte(data, at)
        size, inner = byte >> 4, byte & 15
        if size == 15:
            size, at = _varint(data, at)
        for _ in range(size):
            _, at = _byte(data, at) if inner in (1, 2) else _value(data, at, inner, depth)
        return None, at
    if kind == 12:
        return _struct(data, at, depth + 1)
    raise BadPage


def _byte(data: memoryview, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise BadPage
    return data[at], at + 1


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    found, shift = 0, 0
    while shift < 64:
        byte, at = _byte(data, at)
        found |= (byte & 127) << shift
        if byte < 128:
            return found, at
        shift += 7
    raise BadPage


def _number(data: memoryview, at: int) -> tuple[int, int]:
    found, at = _varint(data, at)
    return (found >> 1) ^ -(found & 1), at

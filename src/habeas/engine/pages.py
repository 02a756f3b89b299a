"""Columns of a built release, read off their pages: words as numbers, times and row numbers as they stand.

A release's words are written by their number, its numbers plainly (``release.built``). Arrow, which reads whatever
there is, spends two thirds of the time of a pass on putting every word of such a column into a table of its own; here
they stay as they were written. In comes one row group of a file; out come Arrow arrays equal to those that
``pyarrow.parquet`` reads. A column that is written in another way, or is damaged, is left to it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from habeas.engine.page_headers import DATA, DICTIONARY, PLAIN, PLAIN_DICTIONARY, RLE, RLE_DICTIONARY, BadPage, pages
from habeas.engine.page_values import spread, unpack, within, words

WORD = pa.dictionary(pa.int32(), pa.string())
_INSTANT = pa.timestamp("us", tz="UTC")
_PRESSED = {"UNCOMPRESSED": None, "LZ4": "lz4_raw", "SNAPPY": "snappy", "ZSTD": "zstd"}
_MOST = 1 << 30  # bytes of a page
_WIDEST = 31  # bits of a number
_NONE = np.zeros(0, np.int32)

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Holds = npt.NDArray[np.bool_]


def read_columns(
    path: Path, metadata: pq.FileMetaData, number: int, schema: pa.Schema, columns: Sequence[str]
) -> dict[str, pa.Array]:
    """The columns of row group ``number`` that can be read here, by name. ``schema`` is that of the file in Arrow.
    Raises ``OSError``.
    """
    group = metadata.row_group(number)
    chunks = [group.column(at) for at in range(group.num_columns)]
    wanted = {chunk.path_in_schema: (at, chunk) for at, chunk in enumerate(chunks) if chunk.path_in_schema in columns}
    found: dict[str, pa.Array] = {}
    if not group.num_rows:
        return found
    with path.open("rb", buffering=0) as file:
        for name, (at, chunk) in wanted.items():
            kind = schema.field(name).type
            level = metadata.schema.column(at)
            if kind not in (WORD, _INSTANT, pa.int64()) or level.max_repetition_level or level.max_definition_level > 1:
                continue
            if chunk.compression not in _PRESSED or chunk.physical_type not in ("BYTE_ARRAY", "INT64"):
                continue
            start = chunk.data_page_offset
            if chunk.has_dictionary_page and chunk.dictionary_page_offset:
                start = min(start, chunk.dictionary_page_offset)
            with suppress(BadPage):  # whoever reads it then says what is wrong
                data = _bytes(file, start, chunk.total_compressed_size)
                column = _Column(data, _PRESSED[chunk.compression], group.num_rows, bool(level.max_definition_level))
                array = column.words() if kind == WORD else column.numbers(kind)
                if array is not None:
                    found[name] = array
    return found


class _Scratch(threading.local):
    """Bytes of the column that a thread reads: memory that is new must be cleared first, which takes longer than to
    read into it.
    """

    held = bytearray()


_scratch = _Scratch()


def _bytes(file: FileIO, start: int, size: int) -> memoryview:
    """The bytes of the file, until the next ones are asked for by the same thread."""
    if not 0 <= size <= _MOST:
        raise BadPage
    if len(_scratch.held) < size:
        _scratch.held = bytearray(size)
    data = memoryview(_scratch.held)[:size]
    file.seek(start)
    if file.readinto(data) != size:
        raise BadPage
    return data


class _Column:
    """The pages of one column of a row group. ``pressed`` names how, ``optional`` whether values can be missing."""

    def __init__(self, data: memoryview, pressed: str | None, rows: int, optional: bool) -> None:
        self.data, self.pressed, self.rows, self.optional = data, pressed, rows, optional
        self.pages = pages(data)

    def _bytes(self, at: int) -> Bytes:
        page = self.pages[at]
        raw = self.data[page.start : page.end]
        if page.size > _MOST:
            raise BadPage
        if self.pressed is None:
            if len(raw) != page.size:
                raise BadPage
            return np.frombuffer(raw, np.uint8)
        try:
            return np.frombuffer(
                pa.decompress(raw, decompressed_size=page.size, codec=self.pressed, asbytes=False), np.uint8
            )
        except (OSError, pa.ArrowException):
            raise BadPage from None

    def _levels(self, content: Bytes, count: int) -> tuple[Ints, int, int]:
        """Which values are there (empty: all), how many, and where the values begin."""
        if not self.optional:
            return _NONE, count, 0
        if len(content) < 4:
            raise BadPage
        end = 4 + int(content[:4].view("<u4")[0])
        if end > len(content):
            raise BadPage
        if _one_run(content[4:end].tobytes(), count):
            return _NONE, count, end
        levels = np.empty(count, np.int32)
        if not unpack(content, 4, end, 1, levels, 0, count):
            raise BadPage
        said = int(levels.sum())
        return (_NONE, count, end) if said == count else (levels, said, end)

    def _data(self, first: int, encodings: tuple[int, ...]) -> bool:
        """Whether all pages from the first on hold data so encoded."""
        return all(
            page.kind == DATA and page.encoding in encodings and page.levels == RLE for page in self.pages[first:]
        )

    def words(self) -> pa.Array | None:
        if (
            not self.pages
            or self.pages[0].kind != DICTIONARY
            or self.pages[0].encoding not in (PLAIN, PLAIN_DICTIONARY)
        ):
            return None
        if not self._data(1, (RLE_DICTIONARY, PLAIN_DICTIONARY)):
            return None
        known = self.pages[0].values
        words = self._known(known)
        buffer = pa.allocate_buffer(4 * self.rows)
        indices = np.frombuffer(buffer, np.int32)
        there: Holds | None = None
        for at, part in self._parts(1):
            content = self._bytes(at)
            levels, said, begin = self._levels(content, part.stop - part.start)
            numbers = indices[part] if not len(levels) else np.empty(said, np.int32)
            if said and (begin >= len(content) or content[begin] > _WIDEST):
                raise BadPage
            if said and not unpack(content, begin + 1, len(content), int(content[begin]), numbers, 0, said):
                raise BadPage
            if not within(numbers, known):
                raise BadPage
            if len(levels):
                there = _there(there, self.rows, part, levels)
                indices[part] = 0
                indices[part][there[part]] = numbers
        return pa.DictionaryArray.from_arrays(_array(buffer, pa.int32(), self.rows, there), words, safe=False)

    def _known(self, count: int) -> pa.Array:
        content = self._bytes(0)
        offsets, text = pa.allocate_buffer(4 * count + 4), pa.allocate_buffer(max(len(content) - 4 * count, 0) + 8)
        if not words(content, np.frombuffer(offsets, np.int32), np.frombuffer(text, np.uint8)):
            raise BadPage
        return pa.StringArray.from_buffers(count, offsets, text)

    def numbers(self, kind: pa.DataType) -> pa.Array | None:
        if not self._data(0, (PLAIN,)):
            return None
        buffer = pa.allocate_buffer(8 * self.rows)
        out = np.frombuffer(buffer, np.int64)
        there: Holds | None = None
        for at, part in self._parts(0):
            content = self._bytes(at)
            levels, said, begin = self._levels(content, part.stop - part.start)
            if begin + 8 * said != len(content):
                raise BadPage
            out[part.start : part.start + said] = content[begin:].view("<i8")
            if len(levels):
                there = _there(there, self.rows, part, levels)
                if not spread(out[part], levels, said):
                    raise BadPage
        return _array(buffer, kind, self.rows, there)

    def _parts(self, first: int) -> Iterator[tuple[int, slice]]:
        """The pages from the first on, and which rows they hold: all of them together."""
        filled = 0
        for at in range(first, len(self.pages)):
            count = self.pages[at].values
            if filled + count > self.rows:
                raise BadPage
            yield at, slice(filled, filled + count)
            filled += count
        if filled != self.rows:
            raise BadPage


def _one_run(levels: bytes, count: int) -> bool:
    """Whether the levels are one run that says that every value is there."""
    header = shift = 0
    for at, byte in enumerate(levels[:5]):
        header |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return header & 1 == 0 and header >> 1 >= count and levels[at + 1 : at + 2] == b"\1"
    return False


def _there(there: Holds | None, rows: int, part: slice, levels: Ints) -> Holds:
    if there is None:
        there = np.ones(rows, bool)
    there[part] = levels == 1
    return there


def _array(values: pa.Buffer, kind: pa.DataType, rows: int, there: Holds | None) -> pa.Array:
    bits = None if there is None else pa.py_buffer(np.packbits(there, bitorder="little"))
    missing = 0 if there is None else rows - int(np.count_nonzero(there))
    return pa.Array.from_buffers(kind, rows, [bits, values], missing)

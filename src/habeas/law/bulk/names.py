"""Which of many words are names that matter: nearly none of them is, and that is told from their last letters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from habeas.law.bulk.jit import compiled

_BITS = 16
_LETTERS = 8  # how many of the last ones are looked at

Codes = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]


@compiled
def sift(offsets: Codes, letters: Bytes, sieve: Bytes, out: Codes) -> int:
    """Fill ``out`` with the numbers of the words that the sieve may hold; gives how many. With ``out`` empty, the
    sieve is made of the words instead.
    """
    count = 0
    make = len(out) == 0
    for word in range(len(offsets) - 1):
        first, last = np.uint64(offsets[word]), np.uint64(offsets[word + 1])
        mixed = last - first
        if mixed > np.uint64(_LETTERS):
            first = last - np.uint64(_LETTERS)
        for at in range(first, last):
            mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + np.uint64(letters[at])
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        place = mixed >> np.uint64(64 - _BITS)
        if make:
            sieve[place] = 1
        elif sieve[place]:
            out[count] = word
            count += 1
    return count


class Names:
    """Some names, numbered in their order."""

    def __init__(self, names: Sequence[str]) -> None:
        self.words = pa.array(names, pa.string())
        self._sieve = np.zeros(1 << _BITS, np.uint8)
        sift(*_letters(self.words), self._sieve, np.zeros(0, np.int32))

    def numbers(self, words: pa.Array) -> Codes:
        """The number of each word, -1 for one that is none of the names."""
        found = np.full(len(words), -1, np.int32)
        if words.type != pa.string() or words.null_count or not len(words):
            return np.asarray(pc.index_in(words.cast(pa.string()), value_set=self.words).fill_null(-1))
        likely = np.empty(len(words), np.int32)
        likely = likely[: sift(*_letters(words), self._sieve, likely)]
        if len(likely):
            found[likely] = np.asarray(pc.index_in(words.take(pa.array(likely)), value_set=self.words).fill_null(-1))
        return found


def _letters(words: pa.Array) -> tuple[Codes, Bytes]:
    """Where each word begins and the last one ends, and the letters of all."""
    _, offsets, letters = words.buffers()
    begins = (
        np.zeros(1, np.int32)
        if offsets is None or not offsets.size
        else np.frombuffer(offsets, np.int32)[words.offset : words.offset + len(words) + 1]
    )
    return begins, np.zeros(0, np.uint8) if letters is None else np.frombuffer(letters, np.uint8)

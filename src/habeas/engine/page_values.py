"""The values of Parquet's pages, compiled: numbers packed into bits or run lengths, and words one after another.

Every function checks where it reads: bytes that are no such page give a wrong length or a ``False``, never a read
beyond them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.jit import compiled

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


@compiled
def unpack(data: Bytes, at: int, end: int, width: int, out: Ints, first: int, last: int) -> bool:
    """Fill ``out`` from ``first`` until ``last`` with the numbers of ``width`` bits in ``data`` from ``at`` until
    ``end``: runs of one number and packs of eight, as the format mixes them. False where there are too few.
    """
    mask = (np.uint64(1) << np.uint64(width)) - np.uint64(1)
    while first < last:
        header, shift = 0, 0
        while True:
            if at >= end or shift > 28:
                return False
            byte = np.int64(data[at])
            at += 1
            header |= int(byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        if header & 1:
            count = min((header >> 1) * 8, last - first)
            if at + ((header >> 1) * width) > end and at + (count * width + 7) // 8 > end:
                return False
            part, raw = out[first : first + count], data[at:end]  # from 0 on: see ``words``
            if width == 16:
                for number in range(count):
                    part[number] = np.int32(raw[2 * number]) | np.int32(raw[2 * number + 1]) << 8
            elif width == 8:
                for number in range(count):
                    part[number] = raw[number]
            else:
                held, bits, place, stop = np.uint64(0), 0, np.uint64(0), np.uint64(len(raw))
                for number in range(count):
                    if bits < width and place + np.uint64(4) <= stop:
                        four = np.uint64(raw[place]) | np.uint64(raw[place + np.uint64(1)]) << np.uint64(8)
                        four |= np.uint64(raw[place + np.uint64(2)]) << np.uint64(16)
                        four |= np.uint64(raw[place + np.uint64(3)]) << np.uint64(24)
                        held |= four << np.uint64(bits)
                        place, bits = place + np.uint64(4), bits + 32
                    while bits < width:
                        held |= np.uint64(raw[place]) << np.uint64(bits)
                        place, bits = place + np.uint64(1), bits + 8
                    part[number] = np.int32(held & mask)
                    held >>= np.uint64(width)
                    bits -= width
            at += (header >> 1) * width
        else:
            count = min(header >> 1, last - first)
            size = (width + 7) // 8
            if at + size > end:
                return False
            value = 0
            for byte_at in range(size):
                value |= int(data[at + byte_at]) << (8 * byte_at)
            at += size
            for number in range(count):
                out[first + number] = value
        if count == 0:
            return False
        first += count
    return True


@compiled
def within(numbers: Ints, most: int) -> bool:
    """Whether all are from 0 on and less than ``most``."""
    low, high = 0, -1
    for at in range(len(numbers)):
        low, high = min(low, numbers[at]), max(high, numbers[at])
    return low >= 0 and high < most


@compiled
def spread(values: Longs, levels: Ints, said: int) -> bool:
    """Put the first ``said`` values where ``levels`` is 1, and 0 where it is not."""
    for at in range(len(levels) - 1, -1, -1):
        if levels[at] == 1:
            said -= 1
            if said < 0:
                return False
            values[at] = values[said]
        else:
            values[at] = 0
    return said == 0


@compiled
def words(data: Bytes, offsets: Ints, text: Bytes) -> bool:
    """Take apart words that each come after their length: where each begins, and their letters."""
    # whole numbers without a sign: for others every index is asked whether it counts from the end
    at, place, four = np.uint64(0), np.uint64(0), np.uint64(4)
    end, room = np.uint64(len(data)), np.uint64(len(text))
    for word in range(np.uint64(len(offsets) - 1)):
        if at + four > end:
            return False
        size = np.uint64(data[at]) | np.uint64(data[at + np.uint64(1)]) << np.uint64(8)
        size |= np.uint64(data[at + np.uint64(2)]) << np.uint64(16) | np.uint64(data[at + np.uint64(3)]) << np.uint64(
            24
        )
        at += four
        if at + size > end or place + size > room:
            return False
        offsets[word] = place
        for letter in range(size):
            text[place + letter] = data[at + letter]
        at, place = at + size, place + size
    offsets[len(offsets) - 1] = place
    return True

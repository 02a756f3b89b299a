"""Built releases of a chosen size for the benchmarks: ``python -m bench.generate FOLDER ROWS [--seed N]``.

Out comes what ``habeas release build`` would write for a release of stints: a person has 1 + Poisson(2) rows one
after another, facilities and nationalities follow Zipf, 8 % of the rows are known to the day alone, 2 % have no end,
5 % no ground, 0.1 % end before they start, 3 % begin before the one before ended. The same seed and size give the same
bytes. A day is that of the facility's zone in winter; the clock changes are left to the tests.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from math import gcd
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.release.built import INSTANT, WORD, Built, Meta, write_built
from habeas.release.demo.draws import zipf_table
from habeas.release.facilities import Facility, load_facilities

Longs = npt.NDArray[np.int64]

PEOPLE = 40_000  # of one block: about 120,000 rows, one row group
SHEET_ROWS = 1_048_576 - 7  # what a sheet holds below six banner rows and a header
CUTOFF = date(2026, 3, 10)
MINUTE = 60_000_000
DAY = 1440  # minutes
WINDOW = 1200 * DAY  # the last book-out of a person lies within this before the cut-off
FREQUENT = (
    "MEX GTM HND SLV VEN CUB COL NIC ECU BRA PER DOM CHN IND HTI RUS TUR JAM CAN VNM SEN COD MRT UKR PHL ROU UZB GHA "
    "NGA EGY"
).split()
GROUNDS = ("ina_236", "ina_235", "ina_241", "ina_236c", "ina_238")
GROUND_SHARES = (0.45, 0.28, 0.15, 0.09, 0.03)
SHARES = {"day": 0.08, "open_last": 0.057, "open_other": 0.0015, "unsaid": 0.05, "swapped": 0.001, "overlap": 0.03}
COLUMNS = pa.schema(
    [
        ("file", WORD),
        ("sheet", WORD),
        ("row", pa.int64()),
        ("custody.person", WORD),
        ("custody.start.earliest", INSTANT),
        ("custody.start.latest", INSTANT),
        ("custody.end.earliest", INSTANT),
        ("custody.end.latest", INSTANT),
        ("custody.place", WORD),
        ("custody.ground", WORD),
        ("person.citizenship", WORD),
    ]
)


def person_id(number: int) -> str:
    """The id of a person by number, in the order in which they stand in the release."""
    return f"person:p-{number:09}"


@lru_cache(maxsize=1)
def facilities() -> tuple[Facility, ...]:
    """All facilities that have a zone, the most frequent first (an order of its own, the same for every seed)."""
    known = [facility for facility in load_facilities().values() if facility.zone]
    order = np.random.default_rng(7).permutation(len(known))
    return tuple(known[at] for at in order)


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """All countries by ISO 3166-1 code, the most frequent first."""
    table = files("habeas.core").joinpath("countries.csv").read_text(encoding="utf-8")
    codes = [row["code"] for row in csv.DictReader(table.splitlines())]
    return (*FREQUENT, *(code for code in codes if code not in FREQUENT))


def generate(folder: Path, rows: int, seed: int = 1) -> Built:
    """Write a built release of exactly ``rows`` rows into ``folder``, replacing one that is there."""
    return write_built(folder, COLUMNS, batches(rows, seed), meta(rows), person="custody.person")


def batches(rows: int, seed: int = 1) -> Iterator[pa.RecordBatch]:
    """The same rows as batches, sorted by person and start."""
    done, block = 0, 0
    while done < rows:
        batch = _block(np.random.default_rng((seed, block)), block * PEOPLE, done, rows)
        yield batch
        done, block = done + batch.num_rows, block + 1


def meta(rows: int) -> Meta:
    """What the release says of itself."""
    places: dict[str, dict[str, str]] = {
        one.place: {"kind": one.kind, "zone": one.zone, "in": one.within[0] if one.within else "", "name": one.name}
        for one in facilities()
    }
    for place, (kind, name, inside) in load_facilities().containing().items():
        places[place] = {"kind": kind, "zone": "", "in": inside, "name": name}
    kinds = {
        "custody.person": "entity",
        "custody.start": "instant",
        "custody.end": "instant",
        "custody.place": "entity",
    }
    return {
        "release": "bench",
        "row": "stint",
        "zone": "facility",
        "cutoff": CUTOFF.isoformat(),
        "mapping": "",
        "inputs": [],
        "counts": {"read": rows, "kept": rows, "set_aside": {}},
        "places": places,
        "columns": {**kinds, "custody.ground": "code", "person.citizenship": "code"},
    }


def _block(rng: np.random.Generator, first: int, done: int, rows: int) -> pa.RecordBatch:
    """The rows of ``PEOPLE`` people from number ``first`` on, cut where the release ends."""
    each = 1 + rng.poisson(2, PEOPLE)
    total = int(each.sum())
    person = np.repeat(np.arange(PEOPLE, dtype=np.int32), each)
    ends = np.cumsum(each)
    last = np.zeros(total, bool)
    last[ends - 1] = True
    place = zipf_table(len(facilities()))[rng.integers(0, 1 << 16, total, dtype=np.uint16)]
    country = zipf_table(len(countries()))[rng.integers(0, 1 << 16, PEOPLE, dtype=np.uint16)]
    start, end = _times(rng, person, ends, last, place)
    lows, highs, opened = _bounds(rng, start, end, place, last)
    ground = rng.choice(len(GROUNDS), total, p=GROUND_SHARES).astype(np.int32)
    unsaid = rng.random(total, np.float32) < SHARES["unsaid"]
    # Composite keys are nearly in order, which a stable sort uses.
    order = np.argsort(person.astype(np.int64) * (1 << 44) + lows[0] // MINUTE, kind="stable")[: rows - done]
    seen = int(person[order[-1]]) + 1
    sheet, row = _located(done, len(order), rows)
    return pa.RecordBatch.from_arrays(
        [
            _word(np.zeros(len(order), np.int32), pa.array(["release.xlsx"])),
            _word(
                sheet - sheet.min(), pa.array([f"Sheet{number + 1}" for number in range(sheet.min(), sheet.max() + 1)])
            ),
            pa.array(row),
            _word(person[order], _people(first, seen)),
            *(_instants(values[order]) for values in (lows[0], highs[0])),
            _instants(lows[1][order]),
            _instants(highs[1][order], opened[order]),
            _word(place[order], _places()),
            _word(ground[order], pa.array(GROUNDS), unsaid[order]),
            _word(country[person[order]], pa.array(countries())),
        ],
        schema=COLUMNS,
    )


def _times(
    rng: np.random.Generator,
    person: npt.NDArray[np.int32],
    ends: npt.NDArray[np.int64],
    last: npt.NDArray[np.bool_],
    place: npt.NDArray[np.int32],
) -> tuple[Longs, Longs]:
    """Start and end of each row in minutes of UTC: one stint after another, the last at most ``WINDOW`` back."""
    total = len(person)
    held = np.exp(rng.standard_normal(total, np.float32) * 1.7 + 8.0)  # median two days, in minutes
    held = np.where(_hold_rooms()[place], held * 0.12, held)  # hold rooms: some hours
    held = np.clip(held, 5, 900 * DAY).astype(np.int64)
    gap = rng.exponential(30 * DAY, total).astype(np.int64)
    gap[rng.random(total, np.float32) < 0.6] = 30  # most follow at once: a transfer, half an hour on the road
    early = rng.random(total, np.float32) < SHARES["overlap"]
    gap[early] = -np.minimum(held[early] // 2, 6 * 60)
    gap[last] = 0
    done = np.cumsum(held + gap)  # when the row's gap ends, by one clock for all people
    before = done - held - gap
    chain_end = done[ends - 1]
    out = _minutes(CUTOFF) - (rng.random(len(ends)) * WINDOW).astype(np.int64)
    start = before + (out - chain_end)[person]
    end = start + held
    swap = rng.random(total, np.float32) < SHARES["swapped"]
    return np.where(swap, end, start), np.where(swap, start, end)


def _bounds(
    rng: np.random.Generator, start: Longs, end: Longs, place: npt.NDArray[np.int32], last: npt.NDArray[np.bool_]
) -> tuple[tuple[Longs, Longs], tuple[Longs, Longs], npt.NDArray[np.bool_]]:
    """(earliest of start, of end), (latest of start, of end) in microseconds, and the rows whose end is open."""
    total = len(start)
    day = rng.random(total, np.float32) < SHARES["day"]
    ahead = _ahead()[place]
    lows: list[Longs] = []
    highs: list[Longs] = []
    for value in (start, end):
        low = np.where(day, (value + ahead) // DAY * DAY - ahead, value) * MINUTE
        lows.append(low)
        highs.append(low + np.where(day, DAY * MINUTE - 1, MINUTE - 1))
    chance = rng.random(total, np.float32)
    opened = chance < np.where(last, SHARES["open_last"], SHARES["open_other"])
    lows[1] = np.where(opened, (_minutes(CUTOFF) + DAY - ahead) * MINUTE - 1, lows[1])
    return (lows[0], lows[1]), (highs[0], highs[1]), opened


def _located(done: int, count: int, rows: int) -> tuple[npt.NDArray[np.int32], Longs]:
    """Sheet number and row: the release was not sorted by person, so rows lie scattered over the sheets, each once."""
    step = max(1, int(rows * 0.6180339887))
    while gcd(step, rows) > 1:
        step += 1
    at = (np.arange(done, done + count, dtype=np.int64) * step) % rows
    return (at // SHEET_ROWS).astype(np.int32), at % SHEET_ROWS + 8


@lru_cache(maxsize=1)
def _places() -> pa.Array:
    return pa.array([one.place for one in facilities()])


@lru_cache(maxsize=1)
def _hold_rooms() -> npt.NDArray[np.bool_]:
    return np.array([one.kind == "hold_room" for one in facilities()])


@lru_cache(maxsize=1)
def _ahead() -> Longs:
    """Minutes by which each facility's clock is ahead of UTC in winter."""
    winter = datetime(2025, 1, 15, 12, tzinfo=UTC)
    offsets = [winter.astimezone(ZoneInfo(one.zone)).utcoffset() or timedelta(0) for one in facilities()]
    return np.array([int(offset.total_seconds()) // 60 for offset in offsets], np.int64)


def _minutes(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY


def _people(first: int, count: int) -> pa.Array:
    """Ids ``first`` to ``first + count - 1``, as ``person_id`` writes them, without a Python string for each."""
    model = person_id(0)
    text = np.tile(np.frombuffer(model.encode(), np.uint8), (count, 1))
    number = np.arange(first, first + count, dtype=np.int64)
    for column in range(len(model) - 1, len(model) - 10, -1):
        text[:, column] = 48 + number % 10
        number //= 10
    offsets = np.arange(count + 1, dtype=np.int32) * len(model)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(text.tobytes()))


def _word(indices: npt.NDArray[np.int32], words: pa.Array, unsaid: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(indices.astype(np.int32, copy=False), mask=unsaid), words)


def _instants(values: Longs, unsaid: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    return pa.array(values, pa.int64(), mask=unsaid).cast(INSTANT)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=str(__doc__).split(":")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args: Any = parser.parse_args()
    began = perf_counter()
    built = generate(args.folder, args.rows, args.seed)
    size = sum(path.stat().st_size for path in built.files)
    print(f"{args.rows:,} rows in {perf_counter() - began:.1f} s, {size / 1e6:,.0f} MB, {len(built.files)} parts")


if __name__ == "__main__":
    main()

"""Releases that overlap in time, joined into one: each month is supplied by one of them, and it is said by which.

In come built releases of one kind; out goes a built release. A row belongs to the month in which it begins, by the
clock of the release, which may be that of its facility. Rows of months that another release supplies are set aside by
name, so that rows in are still rows kept and rows set aside. Nothing is mended: whether identifiers carry over is
judged by ``compare``, and kept with the release, so that people are not counted as if they were known on both sides of
a seam.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from habeas.core.errors import Fault, InputError
from habeas.engine.collective import quoted
from habeas.engine.duck import connect
from habeas.release.built import GROUP_ROWS, Built, Meta, write_built
from habeas.release.compare.compare import compare
from habeas.release.seams import Months, known_by, month_name, seams_of, start_of
from habeas.release.units import Calendar, unit_of

SET_ASIDE = "supplied by another release"
PREFER = ("newest", "oldest")
Days = tuple[int, int]


@dataclass(frozen=True)
class Supplied:
    """One month (empty: rows whose beginning nobody said): the rows of each release, and which one supplies it."""

    month: str
    rows: tuple[int, ...]
    by: int


@dataclass(frozen=True)
class Joined:
    """``names`` are the releases in the order given; ``verdicts`` say whether identifiers carry over from each to the
    next.
    """

    names: tuple[str, ...]
    months: tuple[Supplied, ...]
    verdicts: tuple[str, ...]
    release: Built


def join(
    releases: Sequence[Built],
    folder: Path,
    name: str = "",
    prefer: str = "newest",
    told: Callable[[str], None] = lambda what: None,
) -> Joined:
    """Write the join into ``folder``. ``name`` is its id (default: the ids with ``+`` between them).

    Raises ``InputError`` for releases that differ in what a row is, in their zone or in the type of a column.
    """
    _check(releases)
    start = start_of(releases[0])
    places = _places(releases)
    clocks = [Months.of(release, places) for release in releases]
    counts = [_per_month(release, clock) for release, clock in zip(releases, clocks, strict=True)]
    spans = [_span(release, start) for release in releases]
    months = _tile(releases, counts, spans, prefer)
    supplier = {one.month: one.by for one in months}
    names = tuple(release.meta["release"] for release in releases)
    verdicts = tuple(compare(one.folder, two.folder, told=told).identifiers.verdict for one, two in pairwise(releases))
    with TemporaryDirectory(prefix=".joining-", dir=_beside(folder)) as scratch:
        files = []
        for at, release in enumerate(releases):
            told(names[at])
            files.append(
                _filtered(
                    release,
                    clocks[at],
                    {m for m, by in supplier.items() if by == at},
                    Path(scratch) / f"{at}.parquet",
                    _renamed(releases, at),
                )
            )
        told("sorting")
        schema = _schema(releases)
        person = next((one for one in ("custody.person", "act.person") if one in schema.names), "")
        meta = _meta(
            releases, name or "+".join(names), prefer, months, sum(pq.read_metadata(file).num_rows for file in files)
        )
        meta["identified"] = known_by(releases, verdicts, supplier)
        meta["seams"] = seams_of(releases, verdicts)
        built = write_built(folder, schema, _sorted(files, schema, person, start), meta, person)
    return Joined(names, months, verdicts, built)


def _beside(folder: Path) -> Path:
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder.parent


def _check(releases: Sequence[Built]) -> None:
    first = releases[0]
    faults = []
    for other in releases[1:]:
        pairs = [("row", first.meta["row"], other.meta["row"]), ("zone", first.meta["zone"], other.meta["zone"])]
        both = [name for name in first.schema.names if name in other.schema.names]
        pairs += [(name, str(first.schema.field(name).type), str(other.schema.field(name).type)) for name in both]
        faults += [
            Fault(
                "join-differs",
                f"{name} is {was} in {first.meta['release']} and {now} in {other.meta['release']}.",
                "Join releases that are mapped alike.",
            )
            for name, was, now in pairs
            if was != now
        ]
    if faults:
        raise InputError(faults)


# ---- who supplies which month ------------------------------------------------------------------------------------


def _per_month(release: Built, clock: Months) -> Counter[str]:
    counts: Counter[str] = Counter()
    for batch in release.batches(clock.columns or ["file"]):
        numbers, often = np.unique(clock.numbers(batch), return_counts=True)
        for number, count in zip(numbers.tolist(), often.tolist(), strict=True):
            counts[month_name(number)] += count
    return counts


def _places(releases: Sequence[Built]) -> dict[str, dict[str, str]]:
    """What the join says of places: of several that speak of one, the last."""
    return {name: said for release in releases for name, said in sorted(release.meta["places"].items())}


def _tile(
    releases: Sequence[Built], counts: Sequence[Counter[str]], spans: Sequence[Days], prefer: str
) -> tuple[Supplied, ...]:
    """Each month goes to the release that covers most of its days; of several that cover as much of it, to the first in
    the order of preference.
    """
    order = sorted(range(len(releases)), key=lambda at: (releases[at].meta["cutoff"], max(counts[at], default=""), at))
    if prefer == "newest":
        order.reverse()
    months = []
    for month in sorted({month for count in counts for month in count}):
        covered = {at: _covered(month, spans[at]) for at in order}
        most = max(covered.values())
        by = next(at for at in order if covered[at] == most and (most or counts[at][month]))
        months.append(Supplied(month, tuple(count[month] for count in counts), by))
    return tuple(months)


def _span(release: Built, start: str) -> Days:
    """The first day on which a row begins, and the day of the cut-off (the last on which one begins, where none is
    said): the days that the release covers.
    """
    zone = release.meta["zone"]
    calendar = Calendar("day", "UTC" if zone in ("facility", "") else zone)
    found: list[int] = []
    for batch in release.batches([f"{start}.earliest"]) if start else ():
        ends = pc.min_max(batch.column(0).cast(pa.int64())).as_py()
        if ends["min"] is not None:
            both = np.array([ends["min"], ends["max"]], dtype=np.int64)
            found += calendar.numbers(both, np.array([True, True])).tolist()
    if not found:
        return 0, -1
    cutoff = release.cutoff_day
    return min(found), unit_of(cutoff, "day") if cutoff else max(found)


def _covered(month: str, span: Days) -> int:
    """How many half days of the month the release covers. Its last day counts for half: what began later on it is not
    in the release, so that a month which ends with the cut-off day is whole only in a release that goes on.
    """
    if not month:
        return 0
    first = date.fromisoformat(f"{month}-01")
    begin, after = unit_of(first, "day"), unit_of((first + timedelta(days=32)).replace(day=1), "day")
    low, high = max(begin, span[0]), min(after - 1, span[1])
    return max(2 * (high - low + 1) - (high == span[1]), 0)


# ---- the rows ------------------------------------------------------------------------------------------------------


def _renamed(releases: Sequence[Built], at: int) -> bool:
    """Whether files of two releases have one name and are not one file: then the release stands before it."""
    digests: dict[str, set[str]] = {}
    for release in releases:
        for one in release.meta["inputs"]:
            digests.setdefault(one["file"], set()).add(one["sha256"])
    return any(len(digests[one["file"]]) > 1 for one in releases[at].meta["inputs"])


def _filtered(release: Built, clock: Months, months: set[str], path: Path, renamed: bool) -> Path:
    with pq.ParquetWriter(path, release.schema, compression="zstd", compression_level=1) as writer:
        for batch in release.batches():
            kept = clock.within(batch, months)
            if renamed:
                words = pc.binary_join_element_wise(release.meta["release"], kept.column("file").cast(pa.string()), "/")
                kept = kept.set_column(
                    0, release.schema.field("file"), words.dictionary_encode().cast(release.schema.field("file").type)
                )
            writer.write_batch(kept)
    return path


def _schema(releases: Sequence[Built]) -> pa.Schema:
    fields: dict[str, pa.Field] = {}
    for release in releases:
        fields |= {field.name: field for field in release.schema if field.name not in fields}
    return pa.schema(list(fields.values()))


def _sorted(files: Sequence[Path], schema: pa.Schema, person: str, start: str) -> Iterator[pa.RecordBatch]:
    order = [name for name in (person, f"{start}.earliest" if start else "", "file", "sheet", "row") if name]
    names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    with connect() as held:
        reader = held.sql(
            f"SELECT {', '.join(map(quoted, schema.names))} FROM read_parquet([{names}], union_by_name = true) "  # noqa: S608
            f"ORDER BY {', '.join(f'{quoted(name)} NULLS LAST' for name in order)}"
        ).to_arrow_reader(GROUP_ROWS)
        for batch in reader:
            columns = [_as(column, field.type) for column, field in zip(batch.columns, schema, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _as(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if column.type == kind:
        return column
    if pa.types.is_dictionary(kind):
        words = column.cast(kind.value_type)
        return words.dictionary_encode().cast(kind)
    return column.cast(kind)


def said_of(release: Built) -> str:
    """A short hash of all that a release says of itself, by which another build of it is known."""
    return hashlib.sha256(json.dumps(release.meta, sort_keys=True).encode()).hexdigest()[:16]


def _meta(releases: Sequence[Built], name: str, prefer: str, months: Sequence[Supplied], kept: int) -> Meta:
    aside: Counter[str] = Counter()
    for release in releases:
        aside.update(release.meta["counts"].get("set_aside", {}))
    total = sum(sum(month.rows) for month in months)
    aside[SET_ASIDE] += total - kept
    inputs = {(one["file"], one["sha256"]): one for release in releases for one in release.meta["inputs"]}
    made = dict(releases[-1].meta)
    made |= {
        "release": name,
        "cutoff": max(release.meta["cutoff"] for release in releases),
        "mapping": "\n---\n".join(release.meta["mapping"].rstrip("\n") for release in releases) + "\n",
        "inputs": [inputs[key] for key in sorted(inputs)],
        "counts": {
            "read": sum(release.meta["counts"]["read"] for release in releases),
            "kept": kept,
            "set_aside": dict(sorted(aside.items())),
        },
        "places": _places(releases),
        "columns": {name: said for release in releases for name, said in release.meta["columns"].items()},
        "only": sorted(set.intersection(*(set(release.meta.get("only", ())) for release in releases))),
        "joined": [{"release": release.meta["release"], "said": said_of(release)} for release in releases],
        "prefer": prefer,
        "supplied": {month.month: releases[month.by].meta["release"] for month in months},
    }
    return cast("Meta", made)

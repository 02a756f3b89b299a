"""Releases that overlap in time, joined into one: each month is supplied by one of them, and it is said by which.

In come built releases of one kind; out goes a built release. A row belongs to the month in which it begins, by the
clock of the release. Rows of months that another release supplies are set aside by name, so that rows in are still rows
kept and rows set aside. Nothing is compared or mended: whether identifiers carry over is said by ``compare``.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from habeas.core.errors import Fault, InputError
from habeas.engine.collective import quoted
from habeas.engine.duck import connect
from habeas.release.built import GROUP_ROWS, Built, Meta, write_built
from habeas.release.units import MISSING, Calendar, unit_name

SET_ASIDE = "supplied by another release"
PREFER = ("newest", "oldest")
_STARTS = ("custody.start", "act.time")


@dataclass(frozen=True)
class Supplied:
    """One month (empty: rows whose beginning nobody said): the rows of each release, and which one supplies it."""

    month: str
    rows: tuple[int, ...]
    by: int


@dataclass(frozen=True)
class Joined:
    """``names`` are the releases in the order given."""

    names: tuple[str, ...]
    months: tuple[Supplied, ...]
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
    start = next((one for one in _STARTS if f"{one}.earliest" in releases[0].schema.names), "")
    counts = [_per_month(release, start) for release in releases]
    months = _tile(releases, counts, prefer)
    supplier = {one.month: one.by for one in months}
    names = tuple(release.meta["release"] for release in releases)
    with TemporaryDirectory(prefix=".joining-", dir=_beside(folder)) as scratch:
        files = []
        for at, release in enumerate(releases):
            told(names[at])
            files.append(
                _filtered(
                    release,
                    start,
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
        built = write_built(folder, schema, _sorted(files, schema, person, start), meta, person)
    return Joined(names, months, built)


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


def _numbers(batch: pa.RecordBatch, release: Built, start: str) -> npt.NDArray[np.int32]:
    """The month in which each row begins."""
    cells = batch.column(f"{start}.earliest")
    known = pc.is_valid(cells).to_numpy(zero_copy_only=False)
    moments = pc.fill_null(cells.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
    zone = release.meta["zone"]
    return Calendar("month", "UTC" if zone in ("facility", "") else zone).numbers(moments, known)


def _per_month(release: Built, start: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for batch in release.batches([f"{start}.earliest"] if start else ["file"]):
        if not start:
            counts[""] += batch.num_rows
            continue
        numbers, often = np.unique(_numbers(batch, release, start), return_counts=True)
        for number, count in zip(numbers.tolist(), often.tolist(), strict=True):
            counts[_month(number)] += count
    return counts


def _month(number: int) -> str:
    return "" if number == MISSING else unit_name(number, "month")


def _tile(releases: Sequence[Built], counts: Sequence[Counter[str]], prefer: str) -> tuple[Supplied, ...]:
    """Each month goes to the first in the order of preference whose months reach it and that is not cut in it: the
    first month of a release, and the month of its cut-off, are whole in another that reaches beyond them.
    """
    order = sorted(range(len(releases)), key=lambda at: (releases[at].meta["cutoff"], max(counts[at], default=""), at))
    if prefer == "newest":
        order.reverse()
    spans = [_span(counts[at]) for at in range(len(releases))]
    months = []
    for month in sorted({month for count in counts for month in count}):
        reach = [at for at in order if month and spans[at][0] <= month <= spans[at][1]] or [
            at for at in order if counts[at][month]
        ]
        whole = [at for at in reach if spans[at][0] < month < spans[at][1]]
        months.append(Supplied(month, tuple(count[month] for count in counts), (whole or reach)[0]))
    return tuple(months)


def _span(count: Counter[str]) -> tuple[str, str]:
    months = sorted(month for month in count if month)
    return (months[0], months[-1]) if months else ("", "")


# ---- the rows ------------------------------------------------------------------------------------------------------


def _renamed(releases: Sequence[Built], at: int) -> bool:
    """Whether files of two releases have one name and are not one file: then the release stands before it."""
    digests: dict[str, set[str]] = {}
    for release in releases:
        for one in release.meta["inputs"]:
            digests.setdefault(one["file"], set()).add(one["sha256"])
    return any(len(digests[one["file"]]) > 1 for one in releases[at].meta["inputs"])


def _filtered(release: Built, start: str, months: set[str], path: Path, renamed: bool) -> Path:
    with pq.ParquetWriter(path, release.schema, compression="zstd", compression_level=1) as writer:
        for batch in release.batches():
            kept = batch
            if start:
                numbers = _numbers(batch, release, start)
                ours = [number for number in np.unique(numbers).tolist() if _month(number) in months]
                kept = batch.filter(pa.array(np.isin(numbers, ours)))
            elif "" not in months:
                continue
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
        "places": {name: said for release in releases for name, said in sorted(release.meta["places"].items())},
        "columns": {name: said for release in releases for name, said in release.meta["columns"].items()},
        "only": sorted(set.intersection(*(set(release.meta.get("only", ())) for release in releases))),
        "joined": [{"release": release.meta["release"], "said": said_of(release)} for release in releases],
        "prefer": prefer,
        "supplied": {month.month: releases[month.by].meta["release"] for month in months},
    }
    return cast("Meta", made)

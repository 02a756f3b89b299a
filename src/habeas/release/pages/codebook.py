"""What each column of a built release means, where it came from, and what stands in it, with counts.

In comes a ``Built`` release with the mapping that it carries; out goes a ``Codebook``. Everything in it is read from
the mapping and the table of properties, or counted; nothing is described from memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from habeas.core.schema import Schema, load_schema
from habeas.engine.collective import quoted
from habeas.engine.duck import connect
from habeas.release.built import Built
from habeas.release.mapping import read_mapping
from habeas.release.model import Mapped, Mapping
from habeas.release.reading.formats import example_of

LOCATOR = {
    "file": "the file that the row stands in, as it was released",
    "sheet": "its sheet; empty where a file has none",
    "row": "its row, as a spreadsheet numbers it",
}
_LISTED = 300  # values: a column with more has no list of them


@dataclass(frozen=True)
class CodeCount:
    """One value, what it is called where that is known, and the rows that have it."""

    value: str
    called: str
    rows: int


@dataclass(frozen=True)
class BookColumn:
    """One column. ``said`` rows have a value, ``withheld`` rows a redaction mark; the others say nothing. ``wide`` rows
    have a time that is known to less than a minute's precision; ``open`` ones have no upper or no lower bound.
    """

    name: str
    kind: str
    means: str
    made_of: str
    said: int
    withheld: int
    wide: int
    open: int
    distinct: int
    first: str
    last: str
    codes: tuple[CodeCount, ...]


@dataclass(frozen=True)
class Codebook:
    """The columns in the order of the files, and the rows that there are."""

    release: str
    rows: int
    columns: tuple[BookColumn, ...]


def mappings_of(release: Built, folder: Path) -> tuple[Mapping, ...]:
    """The mapping that the release was made by; several of a joined one. ``folder`` is the matter's."""
    texts = [text for text in release.meta["mapping"].split("\n---\n") if text.strip()]
    return tuple(read_mapping(f"{text.rstrip()}\n", _file(text, release), folder) for text in texts)


def _file(text: str, release: Built) -> str:
    """The file that the mapping stood in: it has the name of the release that the mapping is of."""
    named = re.search(r"^release:\s*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
    return f"releases/{named[1] if named else release.meta['release']}.yaml"


def codebook(release: Built, mappings: tuple[Mapping, ...]) -> Codebook:
    """Describe and count every column."""
    schema = load_schema()
    with connect() as held:
        files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in release.files)
        held.execute(f"CREATE TEMP VIEW built AS SELECT * FROM read_parquet([{files}])")  # noqa: S608 (quoted)
        columns = tuple(_column(held, release, name, mappings, schema) for name in _names(release))
    return Codebook(release.meta["release"], release.rows, columns)


def _names(release: Built) -> list[str]:
    """The columns as people speak of them: an instant is one, whatever it is stored as."""
    names = []
    for name in release.schema.names:
        if name.endswith((".latest", ".withheld")):
            continue
        names.append(name.removesuffix(".earliest"))
    return names


def _column(
    held: duckdb.DuckDBPyConnection, release: Built, name: str, mappings: tuple[Mapping, ...], schema: Schema
) -> BookColumn:
    names = release.schema.names
    instant = f"{name}.earliest" in names
    kind = "locator" if name in LOCATOR else release.meta["columns"].get(name, "text")
    low, high = (quoted(f"{name}.{side}") if instant else quoted(name) for side in ("earliest", "latest"))
    said = f"coalesce({low}, {high}) IS NOT NULL"
    withheld = f"count(*) FILTER ({quoted(f'{name}.withheld')})" if f"{name}.withheld" in names else "0"
    wide = f"count(*) FILTER (epoch_us({high}) - epoch_us({low}) >= 60000000)" if instant else "0"
    unbounded = f"count(*) FILTER (({low} IS NULL) <> ({high} IS NULL))" if instant else "0"
    text = (
        f"SELECT count(*) FILTER ({said}), {withheld}, {wide}, {unbounded}, count(DISTINCT {low}), "  # noqa: S608
        f"{_ends('min', low, instant)}, {_ends('max', low, instant)} FROM built"
    )
    ((filled, taken, broad, ends, distinct, first, last),) = held.sql(text).fetchall()
    ordered = instant or kind == "quantity" or name == "row"
    listed = not instant and kind in ("code", "entity", "text", "flag") and distinct <= _LISTED and not _person(name)
    return BookColumn(
        name, kind, _means(name, schema), "; ".join(dict.fromkeys(_made_of(name, one) for one in mappings)),
        filled, taken, broad, ends, distinct, (first or "") if ordered else "", (last or "") if ordered else "",
        _codes(held, release, name) if listed else (),
    )  # fmt: skip


def _ends(which: str, cell: str, instant: bool) -> str:
    """The least or greatest value as text; of an instant by UTC, to the minute."""
    text = f"{which}({cell})"
    return f"strftime({text} AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M UTC')" if instant else f"CAST({text} AS VARCHAR)"


def _person(name: str) -> bool:
    return name.endswith(".person")


def _means(name: str, schema: Schema) -> str:
    if name in LOCATOR:
        return LOCATOR[name]
    known = schema.properties.get(name)
    return known.means if known is not None else "kept as it was released"


def _made_of(name: str, mapping: Mapping) -> str:
    """Where the mapping takes it from, in words."""
    mapped = mapping.mapped(name)
    if mapped is None:
        return f"column {name}" if name in mapping.keep else ""
    if mapped.value is not None:
        return f"{mapped.value} for every row"
    columns = " to ".join(f"column {column}" for column in mapped.columns)
    return ", ".join([columns, *_how(mapped, mapping)])


def _how(mapped: Mapped, mapping: Mapping) -> list[str]:
    said = [f"written like {' or '.join(map(example_of, mapped.formats))}"] if mapped.formats else []
    if mapped.kind == "instant":
        zone = mapped.zone or mapping.zone
        said.append("by the clock of each facility" if zone == "facility" else f"by the clock of {zone}")
        if mapped.precision:
            said.append(f"known to the {mapped.precision}")
    if mapped.codes is not None:
        said.append(
            f"codes by the table {mapped.codes.table}" if mapped.codes.table else "codes as the mapping lists them"
        )
    return said


def _codes(held: duckdb.DuckDBPyConnection, release: Built, name: str) -> tuple[CodeCount, ...]:
    cell = f"CAST({quoted(name)} AS VARCHAR)"
    text = f"SELECT {cell}, count(*) FROM built WHERE {cell} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
    places = release.meta["places"]
    return tuple(
        CodeCount(value, places.get(value, {}).get("name", ""), count) for value, count in held.sql(text).fetchall()
    )

"""Small releases for tests: rows as dicts, and the same rows as claims for the exact kernel."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import yaml

from habeas.core.claim import Claim
from habeas.core.edtf import read_instant
from habeas.core.located import read_documents
from habeas.core.schema import load_schema
from habeas.core.values import read_value
from habeas.law import Examination, read_instrument
from habeas.law.bulk import Compiled, Shape, compile_release
from habeas.law.bulk.compiled import Counted
from habeas.law.bulk.rows import claims_of, compared_words, subject_of
from habeas.law.instruments.model import Instrument
from habeas.law.instruments.resolve import readings_of

SCHEMA = load_schema()
WORD = pa.dictionary(pa.int32(), pa.string())
INSTANT = pa.timestamp("us", "UTC")
Row = Mapping[str, Any]
Lines = dict[tuple[str, str, int, str], str]


def table(rows: Sequence[Row], kind: str = "stint", zone: str = "UTC", **meta: Any) -> pa.Table:
    """A built release. A key ``custody.start`` gives EDTF (``a/b`` an interval of two, either end empty for open), any
    other a word; what a row does not give, nobody says.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns: dict[str, pa.Array] = {
        "file": pa.array([row.get("file", "r.csv") for row in rows], WORD),
        "sheet": pa.array([""] * len(rows), WORD),
        "row": pa.array([row.get("row", number) for number, row in enumerate(rows, 2)], pa.int64()),
    }
    for name in names:
        if name in ("file", "row"):
            continue
        if SCHEMA.properties[name].kinds[0] == "instant":
            bounds = [_bounds(row.get(name), zone) for row in rows]
            for at, end in enumerate(("earliest", "latest")):
                columns[f"{name}.{end}"] = pa.array([bound[at] for bound in bounds], pa.int64()).cast(INSTANT)
        else:
            columns[name] = pa.array([row.get(name) for row in rows], WORD)
    said = {"release": "small", "row": kind, "zone": zone, "places": {}, "columns": {}, **meta}
    return pa.table(columns).replace_schema_metadata({"habeas": json.dumps(said)})


def _bounds(text: str | None, zone: str) -> tuple[int | None, int | None]:
    if text is None:
        return None, None
    first, slash, last = text.partition("/")
    if not slash:
        instant = read_instant(text, zone, 5)
        return instant.low, instant.high
    low = read_instant(first, zone, 5).low if first else None
    return low, read_instant(last, zone, 5).high if last else None


def instruments(text: str, zone: str = "UTC") -> list[Instrument]:
    return [read_instrument(node, SCHEMA, zone, 5) for node in read_documents(text, "i.yaml")]


def instrument(plain: Mapping[str, Any]) -> Instrument:
    return instruments(yaml.safe_dump(plain, sort_keys=False))[0]


def claims(*said: tuple[str, ...]) -> list[Claim]:
    """``(subject, property, value)``, or with ``not`` as a fourth."""
    return [
        Claim(
            subject, name, read_value(SCHEMA.property(name), text, "UTC", 5), bool(turned), "s", "asserts", "s", "m:1"
        )
        for subject, name, text, *turned in said
    ]


def compiled(
    given: pa.Table, law: Sequence[Instrument], said: Sequence[Claim] = (), by: Sequence[str] = ()
) -> Compiled:
    asked = [(one, reading) for one in law for reading in readings_of(one).values()]
    return compile_release(asked, said, lambda source: source, SCHEMA, "UTC", Shape.of(given.schema, SCHEMA), by)


def findings(made: Compiled, given: pa.Table, *, everything: bool = False) -> tuple[list[dict[str, Any]], Counted]:
    """The findings as dicts, and what was counted."""
    counted = Counted()
    out = [line for batch in given.combine_chunks().to_batches()
           for part in made.test(batch, counted, everything=everything) for line in part.to_pylist()]  # fmt: skip
    return out, counted


def outcomes(given: pa.Table, law: Sequence[Instrument], said: Sequence[Claim] = ()) -> Lines:
    """Every line of every row by the bulk part, by (instrument, clause, row, reading)."""
    found, _ = findings(compiled(given, law, said), given, everything=True)
    return {(one["instrument"], one["clause"], one["row"], one["reading"]): one["outcome"] for one in found}


def exact(given: pa.Table, law: Sequence[Instrument], said: Sequence[Claim] = ()) -> Lines | None:
    """The same by the exact kernel, all rows being claims of one matter; None where they allow no world."""
    shape = Shape.of(given.schema, SCHEMA)
    words = compared_words(law)
    rows = given.to_pylist()
    every = [*said, *shape.claims(SCHEMA)]
    for row in rows:
        every += claims_of(row, shape, SCHEMA, "UTC", words)
    examination = Examination(every, lambda source: source, SCHEMA, "UTC", None)
    if examination.impossible:
        return None
    numbers = {subject_of(row, shape): row["row"] for row in rows}
    found: Lines = {}
    for one in law:
        for reading in readings_of(one).values():
            for line in examination.lines(one, reading):
                outcome = examination.outcome(line)
                if line.subject in numbers and outcome is not None:
                    found[one.id, line.clause.id, numbers[line.subject], reading.id] = outcome
    return found

"""A small matter as a release: each act or custody one row, everything else left as claims of the matter.

Of each act and custody only what one row can say is kept: one value of a property, one interval of an instant, no
denials. Acts that an instrument names stay claims: a release's rows have no names that an instrument could use.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import yaml

from habeas.core.edtf import read_instant
from tests.law.oracle import Matter, Row

WORD = pa.dictionary(pa.int32(), pa.string())
INSTANT = pa.timestamp("us", "UTC")
WORDS = {
    "act": ("act.kind", "act.person", "act.by", "act.from", "act.to", "act.place", "act.carrier", "act.happened"),
    "custody": ("custody.kind", "custody.person", "custody.ground", "custody.place"),
}
TIMES = {"act": ("act.time",), "custody": ("custody.start", "custody.end")}


@dataclass(frozen=True)
class Exported:
    """``matter`` is the same as claims: the rows' and the others'; ``rest`` only the others."""

    matter: Matter
    rest: tuple[Row, ...]
    table: pa.Table
    subjects: tuple[str, ...]


def exported(matter: Matter, kind: str) -> Exported:
    """The matter with its acts (or custodies) as rows."""
    named = yaml.safe_dump(list(matter.instruments))
    subjects = sorted({row.subject for row in matter.rows if row.subject.startswith(f"{kind}:")
                       and row.subject not in named})  # fmt: skip
    said: dict[tuple[str, str], Row] = {}
    for row in matter.rows:
        if row.subject in subjects and row.property in (*WORDS[kind], *TIMES[kind]) and _one(row, matter):
            said.setdefault((row.subject, row.property), row)
    subjects = [subject for subject in subjects if any(key[0] == subject for key in said)]
    kept = {row.row for row in said.values()}
    rest = tuple(
        row for row in matter.rows
        if row.subject not in subjects and not row.subject.startswith(f"{kind}:a" if kind == "act" else "custody:")
        and row.value not in subjects
    )  # fmt: skip
    rows = tuple(row for row in matter.rows if row.row in kept)

    def first(subject: str) -> Any:
        person = said.get((subject, f"{kind}.person"))
        when = said.get((subject, TIMES[kind][0]))
        return (person is None, person.value if person else "", _bounds(when, matter)[0] or 0, subject)

    ordered = sorted(subjects, key=first)
    return Exported(replace(matter, rows=(*rest, *rows)), rest, _table(ordered, said, matter, kind), tuple(ordered))


def _one(row: Row, matter: Matter) -> bool:
    if row.property in ("act.time", "custody.start", "custody.end"):
        return not row.against and (row.value.startswith("ongoing") or len(_instant(row, matter)) == 1)
    return not row.against or row.property == "act.happened"


def _instant(row: Row, matter: Matter) -> Any:
    return read_instant(row.value, "UTC", matter.about).intervals


def _bounds(row: Row | None, matter: Matter) -> tuple[int | None, int | None]:
    if row is None:
        return None, None
    if row.value.startswith("ongoing "):
        return read_instant(row.value.removeprefix("ongoing "), "UTC", matter.about).low, None
    low, high = _instant(row, matter)[0]
    return (None if low < -(10**17) // 2 else low), (None if high > 2 * 10**17 else high)


def _table(subjects: list[str], said: dict[tuple[str, str], Row], matter: Matter, kind: str) -> pa.Table:
    size = len(subjects)
    columns: dict[str, pa.Array] = {
        "file": pa.array(["r.csv"] * size, WORD),
        "sheet": pa.array([""] * size, WORD),
        "row": pa.array(range(2, size + 2), pa.int64()),
    }
    for name in WORDS[kind]:
        found = [said.get((subject, name)) for subject in subjects]
        words = [None if row is None else _word(row) for row in found]
        columns[name] = pa.array(words, WORD)
    for name in TIMES[kind]:
        bounds = [_bounds(said.get((subject, name)), matter) for subject in subjects]
        columns[f"{name}.earliest"] = pa.array([low for low, _ in bounds], pa.int64()).cast(INSTANT)
        columns[f"{name}.latest"] = pa.array([high for _, high in bounds], pa.int64()).cast(INSTANT)
    meta: dict[str, object] = {
        "release": "r",
        "row": "act" if kind == "act" else "detainer",
        "zone": "UTC",
        "places": {},
        "columns": {},
    }
    return pa.table(columns).replace_schema_metadata({"habeas": json.dumps(meta)})


def _word(row: Row) -> str:
    if row.property == "act.happened":
        return "false" if row.against != (row.value == "false") else "true"
    return row.value

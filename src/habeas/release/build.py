"""A release, built: from a mapping and the files that it names to Parquet, in one move or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

from habeas.core.errors import Fault
from habeas.intake.settings import read_settings
from habeas.intake.written import is_full, no_space
from habeas.release.built import (
    GROUP_ROWS,
    INSTANT,
    REPORT,
    SET_ASIDE,
    WORD,
    Built,
    Meta,
    open_part,
    write_built,
)
from habeas.release.cleaning.account import Account, account
from habeas.release.cleaning.cleaning import DOUBTS, Cleaning, listed, quoted, text
from habeas.release.cleaning.staging import Progress, stage
from habeas.release.facilities import load_facilities
from habeas.release.made_by import made_by
from habeas.release.mapping import load_mapping
from habeas.release.model import Mapping
from habeas.release.reading.inputs import Input, inputs
from habeas.release.reading.problems import older_encoding

MADE = Path(".habeas") / "releases"
_AT_ONCE = 32_768  # rows handed over while sorted: with many columns they take more than the sorting


def silent(_what: str, _share: float) -> None:
    """No progress is shown."""


@dataclass(frozen=True)
class Proved:
    """A mapping that fits its data: what the rules do, and what is worth a look."""

    mapping: Mapping
    account: Account
    notices: list[Fault]


def check(folder: Path, release: str, progress: Progress = silent, lengths: tuple[int, ...] = ()) -> Proved:
    """Prove a mapping against its data: everything that ``build`` does, except that nothing of it is kept.

    Raises ``InputError`` with every fault of the mapping, of the files' columns, and of their cells.
    """
    mapping = load_mapping(folder, release)
    found = inputs(mapping)
    with TemporaryDirectory(prefix="habeas-") as work, full_disk(Path(work)):
        cleaning = _cleaned(mapping, found, Path(work), progress)
        said = account(cleaning, lengths, progress)
        notices = [*map(older_encoding, cleaning.staged.older), *cleaning.staged.problems.notices(mapping.file)]
        return Proved(mapping, said, notices)


def build(folder: Path, release: str, progress: Progress = silent) -> Built:
    """Build the release into ``.habeas/releases/RELEASE``, replacing an older build. The same input, the same bytes."""
    return build_mapping(load_mapping(folder, release), folder / MADE / release, progress)


def build_mapping(mapping: Mapping, place: Path, progress: Progress = silent) -> Built:
    """Build what a mapping says into the folder ``place``; nothing is seen there before all of it is written."""
    found = inputs(mapping)
    work = place.with_name(f".{place.name}.building-{os.getpid()}")
    made = work / "made"
    with full_disk(place):
        try:
            made.mkdir(parents=True, exist_ok=True)
            cleaning = _cleaned(mapping, found, work, progress)
            said = account(cleaning, (), progress)
            meta = meta_of(mapping, found, said["counts"], cleaning)
            progress("writing", 0.0)
            schema = schema_of(mapping, cleaning)
            _write_aside(made / SET_ASIDE, cleaning, schema)
            (made / REPORT).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            rows = sorted_rows(mapping, cleaning, schema)
            return write_built(place, schema, rows, meta, mapping.person, made)
        finally:
            shutil.rmtree(work, ignore_errors=True)


# ---- the parts of a build --------------------------------------------------------------------------------


def _cleaned(mapping: Mapping, found: tuple[Input, ...], work: Path, progress: Progress) -> Cleaning:
    staged = stage(mapping, found, read_settings(mapping.folder).schema, work, progress)
    progress("cleaning", 0.0)
    return Cleaning(mapping, staged, work)


def _columns(mapping: Mapping, cleaning: Cleaning) -> dict[str, pa.DataType]:
    """The columns of the built release, in order, with their types."""
    staged = cleaning.staged
    columns: dict[str, pa.DataType] = {"file": WORD, "sheet": WORD, "row": pa.int64()}
    for each in mapping.properties:
        if each.kind == "instant":
            columns |= {f"{each.name}.earliest": INSTANT, f"{each.name}.latest": INSTANT}
        else:
            columns[each.name] = pa.int64() if each.kind == "quantity" else WORD
        if any(staged.watched.withheld[column] for column in each.columns):
            columns[f"{each.name}.withheld"] = pa.bool_()
    if any(step.effect == "marks" for step in cleaning.steps):
        columns[DOUBTS] = WORD
    columns |= {column: pa.string() for column in mapping.keep if column not in staged.blank}
    return columns


def schema_of(mapping: Mapping, cleaning: Cleaning) -> pa.Schema:
    return pa.schema(list(_columns(mapping, cleaning).items()))


def sorted_rows(mapping: Mapping, cleaning: Cleaning, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    by = [mapping.person, f"{mapping.time}.earliest" if mapping.time else "", "file", "sheet", "row"]
    order = ", ".join(f"{quoted(column)} NULLS LAST" for column in by if column)
    asked = f"SELECT {listed(schema.names)} FROM {cleaning.full()} ORDER BY {order}"  # noqa: S608
    for batch in cleaning.connection.sql(asked).to_arrow_reader(_AT_ONCE):
        yield typed(batch, schema)


def typed(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """Microseconds to instants, words to dictionaries."""
    columns = []
    for column, field in zip(batch.columns, schema, strict=True):
        if field.type == WORD:
            columns.append(column.cast(pa.string()).dictionary_encode().cast(WORD))
        else:
            columns.append(column.cast(field.type))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _write_aside(path: Path, cleaning: Cleaning, schema: pa.Schema) -> None:
    """Every row that a rule set aside, in the columns of the release, under the rule's name; notes under tables too."""
    whole = pa.schema([pa.field("rule", WORD), *schema, pa.field("text", pa.string())])
    with open_part(path, whole) as writer:
        notes = cleaning.staged.footnotes
        if notes:
            plain = [{"rule": "footnotes", **note} for note in notes]
            writer.write_table(pa.Table.from_pylist(plain, schema=whole))
        for number, step in enumerate(cleaning.steps):
            if step.effect != "sets_aside":
                continue
            asked = (
                f"SELECT {text(step.use.name)} AS rule, {listed(schema.names)}, NULL::VARCHAR AS text "  # noqa: S608
                f"FROM {cleaning.full(number)} SEMI JOIN {step.hits} USING (n) ORDER BY n"
            )
            for batch in cleaning.connection.sql(asked).to_arrow_reader(GROUP_ROWS):
                writer.write_batch(typed(batch, whole))


def meta_of(mapping: Mapping, found: tuple[Input, ...], counted: dict[str, Any], cleaning: Cleaning) -> Meta:
    kinds = {each.name: each.kind for each in mapping.properties} | dict.fromkeys(mapping.keep, "text")
    return {
        "release": mapping.release,
        "row": mapping.row,
        "zone": mapping.zone,
        "cutoff": mapping.cutoff,
        "mapping": mapping.text,
        "inputs": [{"file": one.name, "sha256": one.sha256} for one in found],
        "counts": counted,
        "places": _places(mapping, cleaning),
        "columns": kinds,
        "only": sorted(each.name for each in mapping.properties if each.only),
        "made_by": made_by(),
    }


def _places(mapping: Mapping, cleaning: Cleaning) -> dict[str, dict[str, str]]:
    """The places that occur, and those that contain them, as far as the shipped table knows them."""
    names = [each.name for each in mapping.properties if each.kind == "entity"]
    table = load_facilities()
    known = {facility.place: facility for facility in table.values()}
    containing = table.containing()
    places: dict[str, dict[str, str]] = {}
    for name in names:
        found: list[Any] = cleaning.connection.execute(
            f"SELECT DISTINCT {quoted(name)} FROM staged WHERE {quoted(name)} LIKE 'place:%'"  # noqa: S608
        ).fetchall()
        for (place,) in found:
            facility = known.get(place)
            within = facility.within if facility is not None else ()
            places[place] = {"kind": "", "zone": "", "in": "", "name": ""} if facility is None else {
                "kind": facility.kind, "zone": facility.zone, "in": within[0] if within else "", "name": facility.name,
            }  # fmt: skip
            for outer in within:
                if outer in containing:
                    kind, title, around = containing[outer]
                    places[outer] = {"kind": kind, "zone": "", "in": around, "name": title}
    return dict(sorted(places.items()))


@contextmanager
def full_disk(place: Path) -> Iterator[None]:
    """A full disk, as Python, Arrow and DuckDB each say it, is one clear error."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if is_full(error):
            raise no_space(place) from error
        raise

"""``sources.csv``: a row for each source, and what is stored of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TypeVar

from habeas.core.errors import Fault, nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.instant import Instant
from habeas.core.matter import Source
from habeas.intake.grid import Columns, Table
from habeas.intake.turned import turned_cells
from habeas.intake.words import Words, joined

COLUMNS = Columns(
    known=("id", "kind", "publisher", "date", "url", "label", "file", "sha256", "origin", "title", "size",
           "obtained_by", "obtained_from", "obtained_on", "how", "consent", "consent_until", "note"),
    required=("id", "kind"),
)  # fmt: skip
_PLAIN = ("publisher", "url", "file", "sha256", "origin")
_EXTRA = COLUMNS.known[9:]
_ID = re.compile(r"[^\W_][\w.-]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_OPENED = ("http", "https", "ftp")
_CHUNK = 1 << 20
T = TypeVar("T")


def read_sources(table: Table, words: Words, faults: list[Fault]) -> dict[str, Source]:
    """The sources by id. Whether their files are there and unchanged is ``stored_faults``' question."""
    faults += turned_cells(table)
    sources: dict[str, Source] = {}
    listed = listed_ids(table)
    for number, row in table.numbered():
        source = _source(table, number, row, words, faults)
        if source is None:
            continue
        if source.id in sources:
            faults.append(
                Fault("doubled-source", f'the id "{source.id}" stands twice; first in {sources[source.id].row}.',
                      "Give the second source an id of its own.", table.file, number, "id")
            )  # fmt: skip
            continue
        sources[source.id] = source
    for source in sources.values():
        if source.origin and source.origin not in listed:
            faults.append(
                Fault("unknown-source", f"there is no source {quoted(source.origin)}.", nearest(source.origin, sources),
                      table.file, row_number(source.row), "origin")
            )  # fmt: skip
    return sources


def listed_ids(table: Table) -> frozenset[str]:
    """The ids that the table lists, those of refused rows among them: what names one is not wrong for that."""
    index = table.at("id")
    return frozenset(row[index] for row in table.rows if row[index])


def _source(table: Table, number: int, row: list[str], words: Words, faults: list[Fault]) -> Source | None:
    before = len(faults)

    def read(column: str, reader: Callable[[str], T]) -> T | None:
        try:
            return reader(row[table.at(column)])
        except ValueFault as fault:
            faults.append(fault.at(table.file, number, column))
            return None

    name = read("id", _id)
    kind = read("kind", words.source_kind)
    labels = read("label", words.labels)
    date: Instant | None = read("date", words.instant)
    for column in ("obtained_on", "consent_until"):
        read(column, words.instant)
    plain = {column: row[table.at(column)] for column in _PLAIN}
    read("url", _url)
    read("file", _file)
    read("sha256", _sha256)
    read("size", _size)
    if len(faults) > before or name is None or kind is None or labels is None:
        return None
    return Source(
        id=name,
        kind=kind,
        date=date,
        label=joined(labels),
        row=f"{table.file}:{number}",
        extra={column: text for column in _EXTRA if (text := row[table.at(column)])},
        **(plain | {"sha256": plain["sha256"].lower()}),
    )


def _id(text: str) -> str:
    if not text:
        raise ValueFault("empty-cell", "the source has no id.", "Write a short one, as ecf-12-1.")
    if not _ID.fullmatch(text):
        raise ValueFault("bad-id", f"{quoted(text)} cannot be the id of a source.",
                         "Use letters, digits, dots, hyphens and underscores.")  # fmt: skip
    return text


def _url(text: str) -> None:
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in _OPENED:
        raise ValueFault("bad-url", f"{quoted(text)} is not an address that a page may link to.", "Write https://...")


def _file(text: str) -> None:
    parts = PurePosixPath(text.replace("\\", "/")).parts
    if text and (parts[0] == "/" or ".." in parts or re.match(r"[A-Za-z]:", text)):
        raise ValueFault("file-outside", f"{quoted(text)} lies outside of the matter's folder sources.",
                         "Copy the file into it, and write its name alone.")  # fmt: skip


def _sha256(text: str) -> None:
    if text and not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise ValueFault("bad-sha256", f"{quoted(text)} is not a SHA-256.", "It has 64 hexadecimal digits.")


def _size(text: str) -> None:
    if text and not re.fullmatch(r"[0-9]{1,15}", text):
        raise ValueFault("bad-size", f"{quoted(text)} is not a number of bytes.", "Write digits alone.")


# ---- what is stored --------------------------------------------------------------------------------------


def stored_path(folder: Path, source: Source) -> Path | None:
    """Where the source's document lies; None where none is stored."""
    if not source.file:
        return None
    name = source.file.replace("\\", "/").removeprefix("sources/")
    return folder / "sources" / name


def stored_faults(folder: Path, sources: dict[str, Source], file: str) -> list[Fault]:
    """A document that is named and not there, that lies elsewhere through a link, or that has changed."""
    faults = []
    inside = (folder / "sources").resolve()
    for source in sources.values():
        path = stored_path(folder, source)
        if path is None:
            continue
        row = row_number(source.row)
        if not path.is_file():
            faults.append(
                Fault("missing-file", f"there is no file {quoted(source.file)} in the folder sources.",
                      _nearest_file(path), file, row, "file")
            )  # fmt: skip
        elif not path.resolve().is_relative_to(inside):
            faults.append(
                Fault("file-outside", f"{quoted(source.file)} is a link to a file outside of the folder sources.",
                      "Copy the file itself into it.", file, row, "file")
            )  # fmt: skip
        else:
            faults += _changed(path, source, file, row)
    return faults


def _changed(path: Path, source: Source, file: str, row: int) -> list[Fault]:
    size = source.extra.get("size")
    if size and int(size) != path.stat().st_size:
        return [
            Fault("changed-source", f"{quoted(source.file)} has {path.stat().st_size} bytes; {size} are written here.",
                  "Put the document back as it came, or take it in anew under another name.", file, row, "size")
        ]  # fmt: skip
    if source.sha256 and sha256_of(path) != source.sha256:
        return [
            Fault("changed-source", f"{quoted(source.file)} is not the document whose SHA-256 is written here.",
                  "Put the document back as it came, or take it in anew under another name.", file, row, "sha256")
        ]  # fmt: skip
    return []


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _nearest_file(path: Path) -> str:
    folder = path.parent
    return nearest(path.name, (other.name for other in folder.iterdir())) if folder.is_dir() else ""


def row_number(row: str) -> int:
    """12 for ``sources.csv:12``."""
    return int(row.rpartition(":")[2])

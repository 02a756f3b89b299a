"""Documents as they came, into ``sources/``, with a row in ``sources.csv`` for each.

``plan_documents`` says what would be done and touches nothing; ``take_in`` does it. The bytes are never changed and
never opened here; the date of a PDF is asked of a throw-away process.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from habeas.core.errors import Fault, InputError
from habeas.core.faults import quoted
from habeas.core.matter import Source
from habeas.intake.delimited import read_delimited
from habeas.intake.grid import tabulate
from habeas.intake.sources import COLUMNS, read_sources, sha256_of, stored_path
from habeas.intake.words import Words
from habeas.intake.worker import ask
from habeas.intake.writing import append_rows
from habeas.intake.written import write_whole

UNKNOWN_KIND = "unverified"
_DATED = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
_NEEDED = ("id", "kind", "file", "sha256")


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of all documents of one call."""

    kind: str = UNKNOWN_KIND
    publisher: str = ""
    date: str = ""
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be taken in. ``dated_by`` says from where the date is known."""

    path: Path
    id: str
    name: str
    sha256: str
    size: int
    date: str
    dated_by: str
    notice: str = ""


@dataclass(frozen=True)
class Plan:
    """``known`` are documents that are there already, each with the id of its source."""

    folder: Path
    given: Given
    new: tuple[Document, ...]
    known: tuple[tuple[Path, str], ...]

    def rows(self) -> list[dict[str, str]]:
        return [
            {
                "id": one.id, "kind": self.given.kind, "publisher": self.given.publisher, "date": one.date,
                "url": self.given.url, "label": self.given.label, "file": one.name, "sha256": one.sha256,
                "size": str(one.size), "note": f"date: {one.dated_by}" if one.dated_by else "",
            }
            for one in self.new
        ]  # fmt: skip


def sources_of(folder: Path, words: Words) -> dict[str, Source]:
    """The sources that are listed now. Raises ``InputError``; rows of claims are not looked at."""
    path = folder / "sources.csv"
    if not path.is_file():
        mend = f"Make it with at least the columns {', '.join(_NEEDED)}."
        if (folder / "sources.xlsx").is_file():
            mend = "Save sources.xlsx as CSV: a workbook is read and never written."
        raise InputError(Fault("missing-file", "there is no sources.csv to list documents in.", mend, "sources.csv"))
    faults: list[Fault] = []
    table = tabulate(read_delimited(path.read_bytes(), "sources.csv", COLUMNS.known), COLUMNS, faults)
    sources = read_sources(table, words, faults) if table is not None else {}
    if faults:
        raise InputError(faults)
    return sources


def plan_documents(folder: Path, files: Sequence[Path], given: Given, sources: dict[str, Source]) -> Plan:
    """What would be stored. Raises ``InputError`` for what cannot be, all at once."""
    by_digest = {source.sha256: source.id for source in sources.values() if source.sha256}
    for source in sources.values():
        path = stored_path(folder, source)
        if not source.sha256 and path is not None and path.is_file():
            by_digest.setdefault(sha256_of(path), source.id)
    taken, faults = set(sources), []
    names: dict[str, str] = {}
    new: list[Document] = []
    known: list[tuple[Path, str]] = []
    for path in files:
        digest = sha256_of(path)
        if digest in by_digest:
            known.append((path, by_digest[digest]))
            continue
        clash = _clash(folder, path, digest, names)
        if clash is not None:
            faults.append(clash)
            continue
        name = _source_id(path.stem, taken)
        taken.add(name)
        names[path.name] = digest
        by_digest[digest] = name
        new.append(Document(path, name, path.name, digest, path.stat().st_size, given.date, ""))
    if faults:
        raise InputError(faults)
    return Plan(folder, given, tuple(new if given.date else _dated(new)), tuple(known))


def take_in(plan: Plan) -> None:
    """Store the documents, then list them: a document that is not listed yet is found again by its bytes."""
    for one in plan.new:
        (plan.folder / "sources").mkdir(exist_ok=True)
        write_whole(plan.folder / "sources" / one.name, one.path.read_bytes())
    if plan.new:
        append_rows(plan.folder / "sources.csv", plan.rows(), "sources.csv", _NEEDED)


def _clash(folder: Path, path: Path, digest: str, names: dict[str, str]) -> Fault | None:
    """Why the document cannot be stored under its name."""
    if not path.name.isprintable():
        return Fault(
            "control-character", f"{quoted(path.name)} holds a character that cannot be seen.", "Rename the file."
        )
    there = folder / "sources" / path.name
    other = names.get(path.name) or (sha256_of(there) if there.is_file() else None)
    if other is None or other == digest:
        return None
    return Fault(
        "name-taken", "another document of this name is stored already, and its bytes differ.",
        "Rename the file; a stored document is never replaced.", str(path),
    )  # fmt: skip


def _source_id(stem: str, taken: set[str]) -> str:
    """An id from the name of the file, with a number behind it where another source has it."""
    plain = unicodedata.normalize("NFKC", stem).casefold()
    name = re.sub(r"-+", "-", re.sub(r"[^\w.]+", "-", plain)).strip("-._")[:80] or "document"
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _dated(new: Sequence[Document]) -> list[Document]:
    """The documents with a date where one can be known: from the file's name, or from what the PDF says of itself."""
    pdfs = [one for one in new if one.path.suffix.lower() == ".pdf"]
    answers = dict(zip((one.id for one in pdfs), ask("pdf", [one.path for one in pdfs]) if pdfs else [], strict=True))
    out = []
    for one in new:
        answer = answers.get(one.id, {})
        named = _DATED.search(one.name)
        day, by = "", ""
        if named is not None and _is_day(named[1]):
            day, by = named[1], "in the name of the file"
        elif answer.get("date"):
            day, by = answer["date"], "when the PDF was made, by its own metadata"
        notice = f"cannot be opened: {answer['what']}" if "code" in answer else ""
        out.append(replace(one, date=day, dated_by=by, notice=notice))
    return out


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

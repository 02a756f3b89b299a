"""How long a stored source is, in what its locators count: characters, lines, rows, pages.

Raises ``ValueFault`` where a workbook cannot be opened; a PDF that cannot be opened has no known length.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from habeas.core.faults import ValueFault, quoted
from habeas.core.locator import Locator, past_end
from habeas.intake.worker import ask

TABLES = (".csv", ".tsv", ".tab", ".xlsx")


@dataclass(frozen=True, slots=True)
class Length:
    """``length`` is of characters, rows or pages; ``across`` of lines or columns. None is not known."""

    length: int | None = None
    across: int | None = None

    def check(self, place: Locator) -> None:
        """Refuses a place past the end."""
        if place.scheme == "cell" and self.length is not None:
            past_end(place, self.length, self.across)
            return
        counted = self.across if place.scheme in ("line", "col") else self.length
        if counted is not None:
            past_end(place, counted)


def text_length(text: str) -> Length:
    return Length(len(text), text.count("\n") + (text != "" and not text.endswith("\n")))


def table_length(path: Path) -> Length:
    """Records and cells of a delimited text or of the first sheet of a workbook."""
    if path.suffix.lower() == ".xlsx":
        answer = ask("workbook", [path])[0]
        if "code" in answer:
            raise ValueFault(answer["code"], f"{quoted(path.name)} is not read: {answer['what']}",
                             "Leave the locator empty, and give the place under pin.")  # fmt: skip
        rows = answer["records"]
    else:
        # other people's data: a byte that is not UTF-8, or a long cell, is nothing against counting its rows
        text = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\x00", "")
        csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
        separator = "," if path.suffix.lower() == ".csv" else "\t"
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return Length(len(rows), max((len(row) for row in rows), default=0))


def pdf_lengths(paths: Sequence[Path]) -> list[tuple[Length, str]]:
    """For each PDF its pages, or why they are not known."""
    return [(Length(answer.get("pages")), answer.get("what", "")) for answer in ask("pdf", paths)]

"""Methodology and codebook as Markdown, and the codebook as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from habeas.release.pages.codebook import BookColumn, Codebook
from habeas.release.pages.methodology import Section


def markdown(book: Codebook, sections: Sequence[Section]) -> str:
    """One document: how it was made, then what each column means."""
    lines = [f"# {_cell(book.release)}: methodology and codebook", "", "## Methodology", ""]
    for section in sections:
        lines += [f"### {section.title}", ""]
        for line in section.lines:
            lines += [_cell(line), ""]
        if section.table:
            lines += [*_table(section.header, section.table), ""]
    lines += ["## Codebook", "", f"{book.rows:,} rows.", ""]
    for column in book.columns:
        lines += [f"### {_cell(column.name)}", "", _cell(about(column)), "", _cell(filled(column, book.rows)), ""]
        if column.codes:
            named = any(code.called for code in column.codes)
            header = ("value", "called", "rows") if named else ("value", "rows")
            rows = [
                (code.value, code.called, f"{code.rows:,}") if named else (code.value, f"{code.rows:,}")
                for code in column.codes
            ]
            lines += [*_table(header, rows), ""]
    return "\n".join(lines)


def csv_text(book: Codebook) -> str:
    """A row for each column, and one for each of its codes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("column", "type", "means", "made of", "value", "called", "rows", "withheld", "nothing said"))
    for column in book.columns:
        nothing = book.rows - column.said - column.withheld
        writer.writerow(
            (column.name, column.kind, column.means, column.made_of, "", "", column.said, column.withheld, nothing)
        )
        for code in column.codes:
            writer.writerow((column.name, "", "", "", _inert(code.value), _inert(code.called), code.rows, "", ""))
    return out.getvalue()


def about(column: BookColumn) -> str:
    """What it means and where it comes from."""
    made = f" From {column.made_of}." if column.made_of else ""
    return f"{column.means[:1].upper()}{column.means[1:]} ({column.kind}).{made}"


def filled(column: BookColumn, rows: int) -> str:
    """How much of it is said."""
    said = [f"{column.said:,} rows say it"]
    nothing = rows - column.said - column.withheld
    if column.withheld:
        said.append(f"{column.withheld:,} withhold it")
    if nothing:
        said.append(f"{nothing:,} say nothing")
    text = f"{', '.join(said)}; {_values(column.distinct)}."
    if column.wide:
        text += f" In {column.wide:,} it is known to less than the minute."
    if column.open:
        text += f" In {column.open:,} it is open to one side."
    if column.first:
        text += f" From {column.first} to {column.last}."
    return text


def _values(distinct: int) -> str:
    return "always the same" if distinct == 1 else f"{distinct:,} different values"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    """Text that stays within its cell and starts no markup."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return "".join(f"\\{c}" if c in "\\|`*[]<>#" else c for c in plain)


def _inert(word: str) -> str:
    return f"'{word}" if word[:1] in ("=", "+", "-", "@", "\t", "\r", "'") else word

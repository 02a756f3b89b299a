"""How a release was made into rows that can be counted: from its mapping, its rules and its counts, in sentences.

In come a ``Built`` release and its mappings; out go sections, each a heading and sentences. No sentence says more than
the mapping and the counts do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from habeas.release.built import Built
from habeas.release.model import FACILITY, Mapping
from habeas.release.reading.formats import example_of
from habeas.release.rules import RULES

_ROWS = {
    "act": "one act (an arrest, a removal)",
    "stint": "one person's time in one facility",
    "stay": "one person's time in custody, from the first book-in to the last book-out",
    "detainer": "one detainer",
    "count": "a number of people, as somebody counted them",
}


@dataclass(frozen=True)
class Section:
    """``lines`` are sentences; ``table`` has a header and rows of text, or is empty."""

    title: str
    lines: tuple[str, ...]
    header: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def methodology(release: Built, mappings: tuple[Mapping, ...]) -> tuple[Section, ...]:
    """The sections in the order in which a reader asks."""
    sections = [_source(release, mappings), _rows(release), _times(release, mappings), _unsaid(mappings)]
    sections += [_rules(release, mappings), _left(mappings)]
    supplied = cast("dict[str, Any]", release.meta).get("supplied")
    if supplied:
        table = tuple((month or "(no time)", str(name)) for month, name in sorted(supplied.items()))
        sections.append(Section("Which release supplies which month", (), ("month", "release"), table))
    return tuple(section for section in sections if section.lines or section.table)


def _source(release: Built, mappings: tuple[Mapping, ...]) -> Section:
    lines = [
        f"{mapping.title}." if not mapping.title.endswith(".") else mapping.title
        for mapping in mappings
        if mapping.title
    ]
    lines += [f"The source is {mapping.source} of the matter." for mapping in mappings if mapping.source]
    files = tuple((one["file"], one["sha256"]) for one in release.meta["inputs"])
    return Section("What was released", tuple(lines), ("file", "SHA-256"), files)


def _rows(release: Built) -> Section:
    meta = release.meta
    counts = meta["counts"]
    aside = {rule: rows for rule, rows in counts.get("set_aside", {}).items() if rows}
    lines = [f"A row is {_ROWS.get(meta['row'], meta['row'])}."]
    total = sum(aside.values())
    lines.append(
        f"{counts['read']:,} rows were read: {counts['kept']:,} are kept and {total:,} were set aside, each "
        "by a named rule."
        if total
        else f"{counts['read']:,} rows were read, and {counts['kept']:,} are kept."
    )
    if meta["cutoff"]:
        lines.append(f"The release ends on {meta['cutoff']}: what had not ended then had not ended on that day.")
    return Section("Rows", tuple(lines))


def _times(release: Built, mappings: tuple[Mapping, ...]) -> Section:
    zones = list(dict.fromkeys(mapping.zone for mapping in mappings))
    lines = [
        "Times stand in the release without a zone; each is read by the clock of its facility, as the table has it."
        if zone == FACILITY
        else f"Times stand in the release without a zone; they are read by the clock of {zone}."
        for zone in zones
    ]
    lines.append(
        "A time is kept as the span in which it lies: a minute is that whole minute, a day that whole local day."
    )
    table = []
    for mapping in mappings:
        for mapped in mapping.properties:
            if mapped.kind == "instant":
                form = " or ".join(map(example_of, mapped.formats)) or "EDTF"
                zone = mapped.zone or mapping.zone
                table.append((mapped.name, " to ".join(mapped.columns), form, zone, mapped.precision or "as written"))
    return Section(
        "Times", tuple(lines), ("property", "column", "written as", "zone", "known to"), tuple(dict.fromkeys(table))
    )


def _unsaid(mappings: tuple[Mapping, ...]) -> Section:
    withheld = list(dict.fromkeys(mark for mapping in mappings for mark in mapping.withheld))
    blank = list(dict.fromkeys(mark for mapping in mappings for mark in mapping.blank if mark))
    lines = []
    if withheld:
        lines.append(f"These marks say that something was taken out, and are kept as withheld: {_quoted(withheld)}.")
    if blank:
        lines.append(f"These say nothing, as an empty cell does: {_quoted(blank)}.")
    only = sorted({mapped.name for mapping in mappings for mapped in mapping.properties if mapped.only})
    if only:
        lines.append(f"The value in its column is taken for all there is of {', '.join(only)}.")
    return Section("What is not said", tuple(lines))


def _quoted(marks: list[str]) -> str:
    return ", ".join(f"“{mark}”" for mark in marks)


def _rules(release: Built, mappings: tuple[Mapping, ...]) -> Section:
    aside = release.meta["counts"].get("set_aside", {})
    names = list(dict.fromkeys(use.name for mapping in mappings for use in mapping.rules))
    table = [
        (
            name,
            RULES[name].does if name in RULES else "",
            RULES[name].source if name in RULES else "",
            f"{aside.get(name, 0):,}",
        )
        for name in names
    ]
    table += [(name, "", "", f"{rows:,}") for name, rows in sorted(aside.items()) if rows and name not in names]
    lines = ("The rules were applied in this order; each can be left out of the mapping.",) if table else ()
    return Section("Cleaning", lines, ("rule", "what it does", "where it comes from", "rows set aside"), tuple(table))


def _left(mappings: tuple[Mapping, ...]) -> Section:
    dropped = list(dict.fromkeys(name for mapping in mappings for name in mapping.drop))
    kept = list(dict.fromkeys(name for mapping in mappings for name in mapping.keep))
    lines = []
    if kept:
        lines.append(f"Kept as text, and not interpreted: {', '.join(kept)}.")
    if dropped:
        lines.append(f"Left out by name: {', '.join(dropped)}.")
    return Section("Columns kept and left out", tuple(lines))

"""Which cells cannot be read as a draft says: what a person has to look at before anything is built.

In come the drafted properties and the file; out goes, for each property with such cells, how many there are and the
most frequent text. They are read once more, by the reader of ``release check``.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import replace
from pathlib import Path

from habeas.core.faults import quoted
from habeas.core.located import read_documents
from habeas.core.schema import Schema, load_schema
from habeas.intake.settings import ABOUT
from habeas.release.guess.properties import Entry, Found
from habeas.release.guess.seen import Seen
from habeas.release.mapped import Allowed, read_mapped
from habeas.release.model import Mapped, Mapping
from habeas.release.reading.convert import Converter, Watched
from habeas.release.reading.headers import Layout, told_apart
from habeas.release.reading.problems import Group, Problems


def with_unread(seen: Seen, found: Found) -> Found:
    """The properties, those doubtful of which some cells cannot be read as it is drafted, with their number."""
    unread = _unread(seen, found.row, found.properties)
    marked = {
        name: replace(entry, doubt=True, reason="; ".join(filter(None, (entry.reason, unread[name]))))
        if name in unread
        else entry
        for name, entry in found.properties.items()
    }
    return replace(found, properties=marked)


def _unread(seen: Seen, row: str, entries: MappingOf[str, Entry]) -> dict[str, str]:
    schema = load_schema()
    allowed = Allowed(schema, row, "UTC", ABOUT)
    properties = [_mapped(name, entry, allowed) for name, entry in entries.items() if entry.columns]
    # one without a format is doubtful already: no cell looked like a time
    mapping = _mapping(seen, row, [each for each in properties if each.kind != "instant" or each.formats])
    return {group.name: _said(group) for group in _problems(seen, mapping, schema) if group.wrong and group.cells}


def _problems(seen: Seen, mapping: Mapping, schema: Schema) -> Problems:
    problems = Problems()
    converter = Converter(mapping, schema, problems, Watched())
    used = {column for each in mapping.properties for column in each.columns}
    for sheet in seen.tables():
        names = told_apart(sheet.columns)
        layout = Layout({name: at for at, name in enumerate(names, 1) if name in used}, {}, ())
        for batch in sheet.batches():
            converter.convert(batch, layout, (sheet.file, sheet.name), 0)
        for note in sheet.footnotes:  # they are set aside, and no fault of their column
            for group in problems:
                if group.column == names[0]:
                    group.take(note.text.strip())
    return problems


def _mapped(name: str, entry: Entry, allowed: Allowed) -> Mapped:
    (node,) = read_documents(entry.yaml, "draft")
    return read_mapped(name, node, node.line, allowed)


def _mapping(seen: Seen, row: str, properties: list[Mapped]) -> Mapping:
    return Mapping(
        folder=Path(), file="draft", text="", release="draft", title="", source="", files=(), row=row, zone="UTC",
        about=ABOUT, cutoff="", withheld=seen.withheld, blank=seen.blank, properties=tuple(properties),
        keep=(), drop=(), rules=(), lines={},
    )  # fmt: skip


def _said(group: Group) -> str:
    (text, _), *_ = group.listed()
    return f"{group.cells:,} cell{'s' if group.cells != 1 else ''} cannot be read so, as {quoted(text)}"

"""A draft of a mapping, from the names of columns and from what they hold.

In comes what was seen of a file; out goes a ``Draft``: each line with its value, its reason and whether it is doubtful.
Known releases are recognised by their columns; other columns by the words that they are called by, where what they hold
agrees. What the file does not say (its zone, the day of its cut-off) is always doubtful.
"""

from __future__ import annotations

import json
from pathlib import Path

from habeas.core.errors import Fault, InputError
from habeas.release.guess.as_yaml import flow, scalar
from habeas.release.guess.draft import Draft, Line
from habeas.release.guess.properties import Found, find
from habeas.release.guess.rules import rules_for
from habeas.release.guess.seen import Seen
from habeas.release.guess.unread import with_unread
from habeas.release.look.column import ColumnLook
from habeas.release.model import FACILITY, PLACES, TIMES

_CUSTODY = ("stint", "stay")


def guess(seen: Seen, release: str, path: str, source: str = "") -> Draft:
    """Draft the mapping ``release`` of the file seen. ``path`` is the file as the mapping shall name it, ``source`` its
    id in ``sources.csv`` or empty.

    Raises ``InputError`` where no column holds a time or a number of people.
    """
    found = with_unread(seen, find(seen))
    if TIMES[found.row] not in found.properties and "group.size" not in found.properties:
        raise InputError(
            Fault("nothing-to-map", "no column holds a time or a number of people, so its rows say nothing of custody.",
                  "See what it holds with `habeas release look FILE`.", file=seen.file)
        )  # fmt: skip
    cutoff = _cutoff(seen, found)
    head = (
        Line("release", scalar(release), "as this file is named"),
        Line("title", scalar(found.title or Path(seen.file).stem)),
        *((Line("source", scalar(source), "the source of the matter that has these bytes"),) if source else ()),
        _files(seen, path),
        Line("row", found.row, found.why_row, found.doubt_row),
        _zone(seen, found),
        *((cutoff,) if cutoff else ()),
        *((Line("withheld", flow(seen.withheld), "marks found in the cells"),) if seen.withheld else ()),
        *((Line("blank", flow(seen.blank), "marks found in the cells"),) if seen.blank else ()),
    )
    properties = tuple(Line(name, each.yaml, each.reason, each.doubt) for name, each in found.properties.items())
    used = {column for each in found.properties.values() for column in each.columns}
    rest = [column for name, column in seen.columns.items() if name not in used]
    drop = tuple(Line("", scalar(column.name), why) for column in rest if (why := _why_dropped(column, found)))
    dropped = {line.value for line in drop}
    kept = [column for column in rest if scalar(column.name) not in dropped]
    keep = tuple(Line("", scalar(column.name), _holds(column)) for column in kept)
    empty = any(line.reason.startswith("every cell") for line in drop)
    rules = tuple(
        Line("", text, why)
        for text, why in rules_for(seen, found, bool(cutoff), [column.name for column in kept], empty)
    )
    return Draft(seen.file, head, properties, keep, drop, rules)


def _files(seen: Seen, path: str) -> Line:
    tables = [sheet for sheet in seen.look.sheets if sheet.columns]
    rows = {sheet.header_row for sheet in tables}
    sheets = f", sheets: {flow(seen.sheets)}" if seen.sheets else ""
    header = str(rows.pop()) if len(rows) == 1 else "find"
    above = "" if header in ("find", "1") else f", {int(header) - 1} rows above it"
    why = "the header stands in different rows" if header == "find" else f"the header stands in row {header}{above}"
    for key, stated in (("delimiter", seen.delimiter), ("encoding", seen.encoding)):
        header += f", {key}: {json.dumps(stated, ensure_ascii=False)}" if stated else ""
    older = any(sheet.older for sheet in seen.look.sheets)
    if older:
        why += "; not UTF-8, so read as Windows-1252: if names are wrong, state encoding:"
    return Line("files", f"{{path: {scalar(path)}{sheets}, header: {header}}}", why, older)


def _zone(seen: Seen, found: Found) -> Line:
    """The zone of the facilities where there is one; that of each row's facility where they keep several."""
    column = next((found.properties[name].columns[0] for name in PLACES if name in found.properties
                   and found.properties[name].columns), "")  # fmt: skip
    places = seen.places.get(column)
    if places is None or not places.known:
        why = "the file names none, and nothing in it tells: write the IANA name of the zone of its times"
        return Line("zone", "", f"{why} (empty: the matter's)", doubt=True)
    zones = sorted(zone for zone in places.zones if zone)
    known = len(places.known)
    if len(zones) == 1 and not places.unknown:
        who = next(iter(places.known)) if known == 1 else f"all {known} facilities"
        return Line("zone", zones[0], f"the file names none; {who} in {column} keep{'s' * (known == 1)} this one", True)
    return Line("zone", FACILITY, f"the file names none; the {known} facilities in {column} keep {len(zones)}, so each "
                "row is read in that of its own", True)  # fmt: skip


def _cutoff(seen: Seen, found: Found) -> Line | None:
    """The last day on which anything happened: the release was cut off then, or later."""
    if found.row not in _CUSTODY:
        return None
    names = ("custody.start", "custody.end", "stay.start", "stay.end")
    columns = [column for name in names if name in found.properties for column in found.properties[name].columns]
    last = max((seen.columns[column].last for column in columns), default="")
    if not last:
        return None
    return Line("cutoff", last, "the file does not say; this is the last day in it, and it may have been cut off later",
                True)  # fmt: skip


def _why_dropped(column: ColumnLook, found: Found) -> str:
    if column.blank + column.withheld == column.rows:
        part = "blank" if not column.withheld else "withheld" if not column.blank else "blank or withheld"
        return f"every cell is {part}"
    return "says nothing of custody" if column.name in found.drop else ""


def _holds(column: ColumnLook) -> str:
    if column.kind != "code":
        return column.kind
    return f"code, {column.distinct:,} value{'' if column.distinct == 1 else 's'}"

"""Which column says which property, and what a row is.

In comes what was seen of a file; out goes ``Found``. A known release gives its properties by name; in others, a column
is taken for a property when it is called by a word for it and holds what the property takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa

from habeas.release.guess.as_yaml import flow, scalar
from habeas.release.guess.seen import Places, Seen
from habeas.release.guess.shapes import names_of, shape_of
from habeas.release.look.column import ColumnLook
from habeas.release.look.names import words_of
from habeas.release.model import PERSONS
from habeas.release.reading.formats import UNREAD, read_walls

_TIMED = ("time", "day")
SPELT = ("%A, %B %d, %Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")  # days that a look does not read
_INSTANTS = ("custody.start", "custody.end", "stay.start", "stay.end", "act.time", "person.birth")
_ACTS = (("arrest|apprehen", "arrests"), ("remov|deport|departed", "removes"), ("flight|tail", "departs"),
         ("detainer", ""), ("encounter", ""))  # fmt: skip
_KINDS: dict[str, tuple[str, ...]] = {
    "custody.person": ("identifier", "text", "number"),
    "person.birth": ("year", *_TIMED),
    "search.result": ("code", "number"),
    "group.size": ("number",),
    **dict.fromkeys(_INSTANTS[:5], _TIMED),
}
_PLACES = ("custody.place", "act.place")
_NO_COUNT = {"week", "month", "year", "latitude", "longitude", "lat", "lon", "zip", "id"}  # numbers, but of nobody
_CODES = {"person.citizenship": "countries", "search.result": "criminality"}


@dataclass(frozen=True)
class Entry:
    """One property: the columns that it uses, and the entry as YAML."""

    columns: tuple[str, ...]
    yaml: str
    reason: str
    doubt: bool = False


@dataclass(frozen=True)
class Found:
    """``row`` is what a row is; ``drop`` the columns that the known release says nothing of custody in."""

    row: str
    why_row: str
    doubt_row: bool
    title: str
    properties: dict[str, Entry]
    drop: frozenset[str]


def find(seen: Seen) -> Found:
    """What a row is, and its properties."""
    known = shape_of(tuple(seen.columns))
    if known is None:
        return _by_names(seen)
    shape, has = known
    properties: dict[str, Entry] = {}
    for name, given in shape.properties.items():
        column = has.get(given.get("column", ""), "")
        if "value" in given:
            properties[name] = Entry((), f"{{value: {given['value']}}}", f"as in the known release: {shape.title}")
        elif column and seen.columns[column].blank + seen.columns[column].withheld < seen.columns[column].rows:
            properties[name] = _entry(seen, name, column, given.get("codes", ""), "as in the known release")
    why = shape.why.get("row", f"the columns are those of a known release: {shape.title}")
    drop = frozenset(has[column] for column in shape.drop if column in has)
    return Found(shape.row, why, False, shape.title, properties, drop)


def _by_names(seen: Seen) -> Found:
    """Properties by the words that columns are called by; each column is taken once."""
    taken: dict[str, str] = {}
    for name, listed in names_of().items():
        columns = [one for one in seen.columns.values() if _fits(name, one) and one.name not in taken.values()]
        places = [one for one in columns if one.name in seen.places]
        found = _named(listed, places or columns if name in _PLACES else columns)
        if found:
            taken[name] = found
    row, why = _row(taken, seen)
    subjects = {"stint": ("custody", "stay"), "stay": ("custody",), "count": ("act", "group")}.get(row, ("act",))
    wanted = {name: column for name, column in taken.items()
              if name.split(".")[0] in (*subjects, "person", "search") and name != "custody.person"}  # fmt: skip
    person = PERSONS[row]
    if person and "custody.person" in taken:
        wanted = {person: taken["custody.person"], **wanted}
    if row == "count" and "custody.place" in taken:
        wanted["custody.place"] = taken["custody.place"]
    properties = {name: _entry(seen, name, at, _CODES.get(name, ""), "by its name") for name, at in wanted.items()}
    kind = _act_kind(seen) if row == "act" else ""
    if kind:
        properties["act.kind"] = Entry((), f"{{value: {kind}}}", "by the words of the file and its columns", True)
    return Found(row, why, True, "", properties, frozenset())


def _fits(name: str, column: ColumnLook) -> bool:
    """Whether the column holds what the property takes."""
    kinds = _KINDS.get(name, ("code", "text"))
    return column.kind in kinds or ("day" in kinds and any(_spelt(column, form) for form in SPELT))


def _spelt(column: ColumnLook, form: str) -> bool:
    """Whether nearly all the most frequent values are days with the month in letters, in that form."""
    if column.kind not in ("code", "text") or not column.values:
        return False
    wall = read_walls(pa.array([text for text, _ in column.values]), (form,))
    return int((wall.form != UNREAD).sum()) * 10 >= len(column.values) * 9


def _named(listed: tuple[tuple[str, ...], ...], columns: list[ColumnLook]) -> str:
    """The first column that is called by one of the names: exactly, or with further words around it."""
    for wanted in listed:
        for column in columns:
            if words_of(column.name) == wanted:
                return column.name
    for wanted in listed:
        for column in columns:
            if len(wanted) > 1 and set(wanted) <= set(words_of(column.name)):
                return column.name
    return ""


def _row(taken: dict[str, str], seen: Seen) -> tuple[str, str]:
    """What a row is, and why; ``taken`` gets the time and the number that this calls for."""
    if "custody.start" in taken and "custody.end" in taken:
        return "stint", f"{taken['custody.start']} and {taken['custody.end']} are a start and an end"
    if "stay.start" in taken and "stay.end" in taken:
        taken["custody.start"], taken["custody.end"] = taken.pop("stay.start"), taken.pop("stay.end")
        return "stay", "a start and an end of a stay, and none of a stint"
    if "act.time" not in taken:  # any column of times at all
        timed = next((one for kinds in (_TIMED, ("year",)) for one in seen.columns.values() if one.kind in kinds), None)
        if timed is not None:
            taken["act.time"] = timed.name
    if "custody.person" not in taken and _counts(taken, seen):
        return "count", f"no column names people, and {taken['group.size']} is a number"
    taken.pop("group.size", "")
    if "detainer" in " ".join(seen.columns).lower():
        return "detainer", "its columns speak of detainers"
    return "act", "each row has one time"


def _counts(taken: dict[str, str], seen: Seen) -> bool:
    """Whether rows are counts: a number is called one, or nearly every row has a time of its own and a number."""
    numbers = [
        one.name for one in seen.columns.values() if one.kind == "number" and not _NO_COUNT & set(words_of(one.name))
    ]
    time = seen.columns.get(taken.get("act.time", ""))
    if "group.size" not in taken and numbers and time is not None and time.distinct * 10 >= time.rows * 9:
        taken["group.size"] = numbers[0]
    return "group.size" in taken


def _act_kind(seen: Seen) -> str:
    words = f"{seen.file} {' '.join(seen.columns)}".lower()
    return next((kind for pattern, kind in _ACTS if re.search(pattern, words)), "")


def _entry(seen: Seen, name: str, column: str, codes: str, why: str) -> Entry:
    """The entry of a property from one column, with how its cells are written and what they hold."""
    look = seen.columns[column]
    parts = [f"column: {scalar(column)}"]
    reasons = [why]
    doubt = False
    if name in _INSTANTS:
        more, reason, doubt = _written(seen, look)
        parts += more
        reasons.append(reason)
    elif name.endswith(".place"):
        places = seen.places.get(column)
        if places is not None:
            parts.append("codes: facilities")
            reasons.append(_known(places))
            if places.several:
                parts.append("part: first")
                reasons.append("some cells hold several in order, and a row is in the first")
        elif codes:
            parts.append(f"codes: {codes}")
    elif codes:
        parts.append(f"codes: {codes}")
    return Entry((column,), f"{{{', '.join(parts)}}}", "; ".join(filter(None, reasons)), doubt)


def _known(places: Places) -> str:
    """How many of the facilities of a column are in the shipped table, and the most frequent that are not."""
    known, unknown = len(places.known), len(places.unknown)
    if not unknown:
        return f"{next(iter(places.known))} is in the table" if known == 1 else f"all {known:,} are in the table"
    often = ", ".join(f"{code} in {count:,} rows" for code, count in places.unknown.most_common(5))
    return f"{known:,} of {known + unknown:,} are in the table; not: {often}{' ...' if unknown > 5 else ''}"


def _written(seen: Seen, look: ColumnLook) -> tuple[list[str], str, bool]:
    """Format and precision of a column of times."""
    if look.kind == "year":
        return ['format: "%Y"'], "a year", False
    written = next((form for form in SPELT if _spelt(look, form)), "")
    if written:
        return [f'format: "{written}"'], "", False
    if not look.forms:
        return [], "no cell looks like a time", True
    forms = flow(look.forms) if len(look.forms) > 1 else flow(look.forms)[1:-1]
    parts = [f"format: {forms}"]
    reason = ""
    if (
        look.kind == "time"
        and look.name not in seen.seconds
        and all("%S" in form or "%M" not in form for form in look.forms)
    ):
        parts.append("precision: minute")
        reason = "every second is 00"
    order = _order(look)
    return parts, "; ".join(filter(None, (order, reason))), bool(order)


def _order(look: ColumnLook) -> str:
    """Why the order of day and month is doubtful; empty where it is not."""
    if look.order == "either":
        return "no day is after the 12th, so the day may as well stand first"
    if look.order == "neither":
        day, month = look.of_order
        return (
            f"no one order of day and month reads all cells (day first: {day:,}, month first: {month:,}); those that "
            "may be either are read by the first format here"
        )
    return ""

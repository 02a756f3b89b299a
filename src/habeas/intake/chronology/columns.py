"""Which row is the header, and what each of its columns is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from habeas.core.errors import UseError, nearest
from habeas.intake.grid import Grid

# our column -> the names that people give it, the surest first; "date" and "time" are joined to "when"
_NAMES: dict[str, str] = {
    "when": "when, date time, date and time, datetime, date & time, timestamp, date of event and time",
    "date": "date, day, event date, date of event, on",
    "time": "time, clock time, hour, time of event, event time, local time, at",
    "what": "what, act, act kind, kind of act, action, event, event type, type of event, type, kind, what happened,"
    " activity, occurrence, incident, description, description of event, event description, details, detail, summary,"
    " narrative, entry, facts",
    "who": "who, person, persons, people, detainee, detainees, detainee name, name, client, individual, petitioner,"
    " noncitizen, non-citizen, passenger, passengers, subject, a number, a-number, alien number, to whom",
    "by": "by, by whom, done by, actor, agency, officer, carried out by, custodian, holder, authority",
    "from": "from, from facility, moved from, transferred from, origin, from place, departure from, point of departure",
    "to": "to, to facility, moved to, transferred to, destination, to place, arrival at",
    "place": "place, location, where, facility, site, at place, court, venue",
    "about": "about, re, regarding, in re, concerning",
    "said_by": "said by, said_by, speaker, according to, witness, declarant, affiant, reported by, stated by, says who,"
    " who says, who says so",
    "stance": "stance, how said",
    "said": "said, said on, date said, reported on, date reported, stated on",
    "source": "source, sources, citation, cite, record cite, record citation, document, doc, exhibit, evidence,"
    " reference, ref, source document, source doc, authority cited, support",
    "pin": "pin, pincite, pin cite, page, pages, paragraph, para, ¶, pg, p, at page, ecf page",
    "quote": "quote, quotation, quoted, excerpt, exact words, verbatim, text quoted",
    "label": "label, confidentiality, sensitivity",
    "note": "note, notes, comment, comments, remark, remarks, observation, observations",
    "id": "act id, event id, id",
    "number": "#, no, nr, number, row, row no, line, seq, s no, item",
}  # fmt: skip
_KNOWN = {name.strip(): (column, at) for column, names in _NAMES.items() for at, name in enumerate(names.split(","))}
TARGETS = tuple(column for column in _NAMES if column != "number")
IGNORED = "-"
_SEARCHED = 25  # rows from the top in which a header is looked for


@dataclass(frozen=True, slots=True)
class Columns:
    """``places`` gives the index of each of our columns; ``kept`` the indices of those that go to the note, each with
    its name; ``left_out`` the names of those that say nothing.
    """

    header: int  # index of the header among the records
    names: tuple[str, ...]
    places: dict[str, int]
    kept: tuple[tuple[int, str], ...]
    left_out: tuple[str, ...]


def guess_columns(grid: Grid, asked: Mapping[str, str]) -> Columns | None:
    """The columns of the sheet, or None where no row looks like a header.

    ``asked`` says what the columns of some names are (``-``: leave it out); its words win over every guess.
    """
    header = _header(grid.records, asked)
    if header is None:
        return None
    names = tuple(grid.records[header])
    body = grid.records[header + 1 :]
    taken: dict[str, tuple[int, int]] = {}  # our column -> (how sure, index)
    kept: list[tuple[int, str]] = []
    left_out: list[str] = []
    for index, name in enumerate(names):
        filled = [record[index] for record in body if index < len(record) and record[index]]
        if not filled:
            continue
        column, sureness = _meant(name, asked)
        if column == "id" and sureness >= 0 and all(cell.isdigit() for cell in filled):
            column = "number"  # a running number names no act
        if column in ("number", IGNORED):
            left_out.append(name)
        elif column == "":
            kept.append((index, name or f"column {index + 1}"))
        elif column in taken and taken[column][0] <= sureness:
            kept.append((index, name))
        else:
            if column in taken:
                loser = taken[column][1]
                kept.append((loser, names[loser]))
            taken[column] = (sureness, index)
    places = {column: index for column, (_, index) in taken.items()}
    if "when" in places and "date" in places:  # one of the two is enough; the other is kept beside it
        kept.append((places["date"], names[places["date"]]))
        del places["date"]
    return Columns(header, names, places, tuple(sorted(kept)), tuple(left_out))


def _header(records: Sequence[Sequence[str]], asked: Mapping[str, str]) -> int | None:
    """The row near the top with most names that are known. It must have a time or an event among them."""
    best, found = 1, None
    for index, record in enumerate(records[:_SEARCHED]):
        meant = {_meant(name, asked)[0] for name in record if name} - {""}
        if len(meant) > best and meant & {"when", "date", "what"}:
            best, found = len(meant), index
    return found


def _meant(name: str, asked: Mapping[str, str]) -> tuple[str, int]:
    """Our column for a name, and how sure that is (0 is surest, -1 was asked for); empty where none is known."""
    plain = _plain(name)
    for wanted, column in asked.items():
        if _plain(wanted) == plain:
            return column, -1
    return _KNOWN.get(plain, ("", 0))


def _plain(name: str) -> str:
    bare = re.sub(r"\([^)]*\)", " ", name.casefold())
    return " ".join(re.sub(r"[/_:.*?]", " ", bare).split())


def read_asked(texts: Sequence[str]) -> dict[str, str]:
    """``--column NAME=COLUMN``, several times. Raises ``UseError`` for a column that there is not."""
    asked = {}
    for text in texts:
        name, equals, column = text.rpartition("=")
        if not equals or not name.strip():
            raise UseError(f'--column: "{text}" is not NAME=COLUMN, as in --column "Where held=place".')
        if column not in (*TARGETS, IGNORED):
            raise UseError(f'--column: there is no column "{column}". {nearest(column, TARGETS)}'.rstrip())
        asked[name] = column
    return asked

"""The claims that a row of a release is by construction, as claims: what ``why`` explains is explained from these.

In come rows as plain dicts of Python values and what the release's columns say; out come claims with the row as their
place. It is the same reading of a row that ``truth`` and ``columns`` have, one claim for each cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from habeas.core.claim import Claim, Value
from habeas.core.edtf_shown import show_instant
from habeas.core.instant import MAX, MIN, Instant
from habeas.core.schema import Schema
from habeas.law.bulk.shape import Shape
from habeas.law.instruments.model import Choice, Compare, Condition, Instrument, atoms_of

Row = Mapping[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def subject_of(row: Row, shape: Shape) -> str:
    """The id under which a row is asked about."""
    place = "-".join(str(row[name]) for name in ("file", "sheet") if row.get(name))
    words = "".join(c if c.isalnum() else "-" for c in place.lower()).strip("-")
    return f"{shape.subject}:{shape.release}-{words}-row-{row['row']}"


def claims_of(row: Row, shape: Shape, schema: Schema, zone: str, compared: Mapping[str, set[str]]) -> list[Claim]:
    """What the row says. ``compared``: with which words conditions compare a property of which the release gives the
    only
    value; a row denies every one that is not its own.
    """
    subject = subject_of(row, shape)
    person = row.get(f"{shape.subject}.person")
    place = f"{row['file']}:{row['row']}" if not row.get("sheet") else f"{row['file']}#{row['sheet']}:{row['row']}"

    def said(about: str, name: str, value: Value, *, against: bool = False) -> Claim:
        return Claim(about, name, value, against, shape.release, "records", shape.release, place, f"row={row['row']}")

    found: list[Claim] = []
    if shape.kind:
        found.append(said(subject, "custody.kind", _word(schema, "custody.kind", shape.kind)))
    for name in sorted(shape.properties):
        about = _about(name, subject, person)
        if about is None:
            continue
        if name in shape.instants:
            found += [said(about, name, value) for value in _instant(row, name, zone)]
        elif row.get(name) is not None:
            word = str(row[name]).lower() if isinstance(row[name], bool) else str(row[name])
            flag = schema.properties[name].kinds[0] == "flag"
            value = _word(schema, name, "true" if flag else word)
            found.append(said(about, name, value, against=flag and word == "false"))
            for other in sorted(compared.get(name, set()) - {word}) if name in shape.only else ():
                found.append(said(about, name, _word(schema, name, other), against=True))
    return found


def _about(name: str, subject: str, person: str | None) -> str | None:
    """Whom or what a column is about; None for a column about somebody of whom nobody says who it is."""
    head = name.partition(".")[0]
    return person if head == "person" else subject if head == subject.partition(":")[0] else None


def _word(schema: Schema, name: str, word: str) -> Value:
    return Value(schema.properties[name].kinds[0], word, word, True if word == "true" else word)


def _instant(row: Row, name: str, zone: str) -> Iterator[Value]:
    low, high = row.get(f"{name}.earliest"), row.get(f"{name}.latest")
    if low is None and high is None:
        return
    instant = Instant(((MIN if low is None else _micros(low), MAX if high is None else _micros(high)),))
    yield Value("instant", show_instant(instant, zone), f"{instant.low}..{instant.high}", instant)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def compared_words(instruments: Iterable[Instrument]) -> dict[str, set[str]]:
    """By property the words with which conditions of the instruments compare it."""
    found: dict[str, set[str]] = {}
    for instrument in instruments:
        for condition in _conditions(instrument):
            for atom in atoms_of(condition):
                if isinstance(atom, Compare):
                    found.setdefault(".".join(atom.path[-2:]), set()).add(atom.literal)
    return found


def _conditions(instrument: Instrument) -> Iterator[Condition]:
    choices: list[Choice[Condition] | None] = [instrument.protects]
    for clause in instrument.clauses:
        choices += [clause.condition, clause.after, clause.before]
    for choice in choices:
        if choice is not None:
            yield from choice.options.values()
    for term in instrument.terms.values():
        yield from (meaning.condition for meaning in term.meanings.values() if meaning.condition is not None)

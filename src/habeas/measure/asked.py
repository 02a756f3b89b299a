"""From the words of ``--by`` to what rows are counted by.

In come words and the metadata of a release; out come dimensions. A word is a unit of time (``month``, or
``month:custody.end`` of another instant), a column, the last part of a column's name (``place``), something that the
release knows of its places (``place.kind``), or, with findings, what a finding says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habeas.core.errors import UseError, nearest
from habeas.measure.dimensions import CodeDimension, Dimension, TimeDimension
from habeas.release.built import Built
from habeas.release.units import UNITS

OF_FINDINGS = ("instrument", "clause", "reading", "outcome", "because")
_ATTRIBUTES = ("kind", "in", "zone", "name")
_STARTS = ("custody.start", "act.time")


@dataclass(frozen=True)
class Asked:
    """The dimensions in the order asked for, the instant that units of time are of, and which come from findings."""

    by: tuple[Dimension, ...]
    day: str
    of_findings: tuple[str, ...]


def dimensions_of(release: Built, by: Sequence[str], day: str = "", findings: bool = False) -> Asked:
    """Raises ``UseError`` for a word that is none, with the nearest that is."""
    instants = [name for name, kind in release.meta["columns"].items() if kind == "instant"]
    usual = day or next((name for name in _STARTS if name in instants), instants[0] if instants else "")
    if usual not in instants and (day or any(word in UNITS for word in by)):
        raise UseError(f'"{usual}" is no instant of this release. {nearest(usual, instants)}'.rstrip())
    words = list(dict.fromkeys(by))
    if findings:  # a count over several clauses or readings would count a row several times
        words += [word for word in OF_FINDINGS[:3] if word not in words]
        words += ["outcome"] if "outcome" not in words else []
    made = tuple(_dimension(release, word, usual, instants, findings) for word in words)
    return Asked(made, usual, tuple(word for word in words if findings and word in OF_FINDINGS))


def _dimension(release: Built, word: str, usual: str, instants: Sequence[str], findings: bool) -> Dimension:
    if findings and word in OF_FINDINGS:
        if word == "outcome":
            return CodeDimension(word, word, open=frozenset(["undetermined"]), always=("breach",))
        return CodeDimension(word, word)
    unit, _, instant = word.partition(":")
    if unit in UNITS and unit not in release.schema.names:
        instant = _full(instant, instants) if instant else usual
        if instant not in instants:
            raise UseError(f'"{instant}" is no instant of this release. {nearest(instant, instants)}'.rstrip())
        return _time(release, word, instant, unit)
    found = _column(release, word)
    if found is not None:
        return CodeDimension(word, found, _withheld(release, found))
    place, _, attribute = word.rpartition(".")
    found = _column(release, place) if attribute in _ATTRIBUTES and place else None
    if found is not None:
        known = {name: said.get(attribute, "") for name, said in release.meta["places"].items()}
        return CodeDimension(word, found, _withheld(release, found), lambda name: known.get(name) or "unknown")
    more = f" {word} is what a finding says: give the findings (--findings FILE)." if word in OF_FINDINGS else ""
    known_words = [*UNITS, *release.schema.names, *(OF_FINDINGS if findings else ())]
    raise UseError(f'"{word}" is nothing to count by here.{more or " " + nearest(word, known_words)}'.rstrip())


def _time(release: Built, word: str, instant: str, unit: str) -> TimeDimension:
    zone = release.meta["zone"]
    zones = {name: said["zone"] for name, said in release.meta["places"].items() if said.get("zone")}
    by_place = zone == "facility"
    place = _column(release, "place") if by_place else None
    return TimeDimension(
        word, instant, unit, "" if by_place else zone or "UTC", place or "", zones, _withheld(release, instant)
    )


def _column(release: Built, word: str) -> str | None:
    """The column of that name, or the one whose name ends in it."""
    names = [name for name in release.schema.names if not name.endswith((".earliest", ".latest", ".withheld"))]
    if word in names:
        return word
    return next((name for name in names if name.rpartition(".")[2] == word), None)


def _full(word: str, instants: Sequence[str]) -> str:
    return next((name for name in instants if name.rpartition(".")[2] == word), word)


def _withheld(release: Built, name: str) -> str:
    column = f"{name}.withheld"
    return column if column in release.schema.names else ""

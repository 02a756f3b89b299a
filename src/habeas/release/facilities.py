"""The facilities that releases name by code: where each is, what it is, and which clock hangs on its wall.

The table ships as ``facilities.csv``; its codes, names and places are those of public lists (the column ``source``,
as of ``day``). District and zone follow from state and county by ``counties.csv``: federal judicial districts as in
28 U.S.C. 81-131, zones as IANA names them. Where that table does not say, the field is empty; nothing is guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

COUNTRY = "place:us"


@dataclass(frozen=True, slots=True)
class Facility:
    """One facility. Empty text means that the table does not say.

    ``district`` is written as courts write it (``D. Ariz.``, ``S.D. Tex.``); ``zone`` is an IANA name; ``kind`` is a
    code of ``place.kind``; ``also`` are names that releases give it; ``day`` is the last day that its source covers.
    """

    code: str
    name: str
    city: str
    county: str
    state: str
    district: str
    zone: str
    kind: str
    also: tuple[str, ...]
    source: str
    day: str

    @property
    def place(self) -> str:
        """Its id as a place: ``place:tuchold`` for the code TUCHOLD."""
        return place_of(self.code)

    @property
    def within(self) -> tuple[str, ...]:
        """The places that contain it, the nearest first: district, state, country (those that the table knows)."""
        if self.state == "CU":  # the naval station at Guantánamo Bay lies in no district and in no state
            return ("place:cu",)
        inside = (district_place(self.district), state_place(self.state))
        return (*(place for place in inside if place), COUNTRY) if self.state else ()


def place_of(code: str) -> str:
    """The place that a facility code stands for, also one that the table does not know."""
    return "place:" + re.sub(r"[^a-z0-9]+", "-", code.strip().lower()).strip("-")


def state_place(state: str) -> str:
    """``place:us-az`` for AZ (ISO 3166-2, so that Georgia the state is not Georgia the country); empty for none."""
    return f"{COUNTRY}-{state.lower()}" if state else ""


def district_place(district: str) -> str:
    """``place:d-ariz`` for ``D. Ariz.``, ``place:s-d-tex`` for ``S.D. Tex.``; empty for none."""
    return "place:" + "-".join(re.findall(r"[a-z]+", district.lower())) if district else ""


class Facilities(Mapping[str, Facility]):
    """All facilities by code, in the order of their codes."""

    def __init__(self, rows: list[Facility]) -> None:
        self._rows = {row.code: row for row in sorted(rows, key=lambda row: row.code)}
        names: dict[str, set[str]] = {}
        for row in rows:
            for name in (row.name, *row.also):
                names.setdefault(_plain(name), set()).add(row.code)
        self._names = {name: codes.pop() for name, codes in names.items() if len(codes) == 1}

    def __getitem__(self, code: str) -> Facility:
        return self._rows[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def by_code(self, code: str) -> Facility | None:
        """The facility of that code; the case of letters and the space around it do not matter."""
        return self._rows.get(code.strip().upper())

    def by_name(self, name: str) -> Facility | None:
        """The one facility of that name (case and punctuation do not matter), or None when none or several bear it."""
        code = self._names.get(_plain(name))
        return self._rows[code] if code else None

    def containing(self) -> dict[str, tuple[str, str, str]]:
        """Every district and state that contains a facility: place id -> (kind, name, the place that contains it)."""
        found: dict[str, tuple[str, str, str]] = {COUNTRY: ("country", "United States", "")}
        for row in self._rows.values():
            state = state_place(row.state)
            if row.state == "CU":
                found["place:cu"] = ("country", "Cuba", "")
            if COUNTRY not in row.within:
                continue
            found[state] = ("region", row.state, COUNTRY)
            if row.district:
                found[district_place(row.district)] = ("region", row.district, state)
        return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def load_facilities() -> Facilities:
    """The table that ships with the program."""
    text = files("habeas.release").joinpath("facilities.csv").read_text(encoding="utf-8")
    reader = csv.reader(text.splitlines())
    next(reader)  # the columns stand in the order of the fields of ``Facility``
    return Facilities(
        [
            Facility(code, name, city, county, state, district, zone, kind, _names(also), source, day)
            for code, name, city, county, state, district, zone, kind, also, source, day in reader
        ]
    )


@lru_cache(maxsize=1)
def every_zone() -> tuple[str, ...]:
    """The zones of the shipped facilities: where a row's facility is not among them, it may have been any."""
    return tuple(sorted({facility.zone for facility in load_facilities().values() if facility.zone}))


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("; ")))


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.casefold()))

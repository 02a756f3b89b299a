"""The texts of a column of codes to the values that they stand for, one distinct text at a time.

In comes a text as the release writes it; out goes its value, that it says nothing, or that it is not known. The three
shipped tables are read here: facilities (``facilities.csv``), countries (ISO 3166-1, and ``country_names.csv`` for the
names that releases use) and the field's codes of criminality. It never takes the nearest code for the one written.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from habeas.core.faults import ValueFault
from habeas.core.schema import Property, Schema
from habeas.core.values import countries, read_value
from habeas.release.facilities import load_facilities, place_of
from habeas.release.model import Codes, Mapped

NO_COUNTRY = "-"  # in the table of names: a country that is no more, or a name of several
# None where nothing is recorded; read with or without the words behind the number
_CRIMINALITY = {"1": "conviction", "2": "pending", "3": "none_found"}
_CRIMINAL_WORDS = {
    "convicted criminal": "conviction",
    "pending criminal charges": "pending",
    "other immigration violator": "none_found",
}


@dataclass(frozen=True, slots=True)
class Said:
    """``value`` None: nobody said. ``known`` is false where the text is in no table: then ``value`` may still name a
    place by its code, and the text is listed with its count. ``listed``: the table knows the text,
    and gives it no value.
    """

    value: str | None
    known: bool = True
    why: str = ""
    listed: bool = False


def reader_of(mapped: Mapped, prop: Property | None, schema: Schema, zone: str, about: int) -> Callable[[str], Said]:
    """The function from a text to what it says for that property."""
    whole = _whole_reader(mapped, prop, zone, about)
    if not mapped.part:
        return whole
    return lambda text: whole(part_of(mapped, text))


def part_of(mapped: Mapped, text: str) -> str:
    """The part of a cell that says the property; the whole of it where it has no parts."""
    if not mapped.part:
        return text
    return text.split(";")[0 if mapped.part == "first" else -1].strip()


def _whole_reader(mapped: Mapped, prop: Property | None, zone: str, about: int) -> Callable[[str], Said]:
    codes = mapped.codes
    if codes is not None and codes.table:
        return {"facilities": read_facility, "countries": read_country, "criminality": read_criminality}[codes.table]
    if codes is not None:
        return _listed(codes)
    assert prop is not None, f"{mapped.name} has no reader"

    def plain(text: str) -> Said:
        try:
            return Said(read_value(prop, text, zone, about).key)
        except ValueFault as fault:
            return Said(None, False, f"{fault.what} {fault.mend}".strip())

    return plain


def _listed(codes: Codes) -> Callable[[str], Said]:
    values = {text.strip(): value for text, value in codes.values.items()}

    def read(text: str) -> Said:
        value = values.get(text)
        return Said(None, False) if value is None else Said(value or None)

    return read


def read_facility(text: str) -> Said:
    """By code, then by name; what is in neither list is a place by the code that is written."""
    table = load_facilities()
    facility = table.by_code(text) or table.by_name(text)
    if facility is not None:
        return Said(facility.place)
    place = place_of(text)
    return Said(place if place != "place:" else None, False)


def read_country(text: str) -> Said:
    written = text.upper()
    if written in countries():
        return Said(written)
    found = _country_names().get(_plain(text))
    return (
        Said(None, False) if found is None else Said(None, listed=True) if found == NO_COUNTRY else Said(found or None)
    )


def read_criminality(text: str) -> Said:
    number, _, words = text.partition(" ")
    value = _CRIMINALITY.get(number) or _CRIMINAL_WORDS.get(text.casefold())
    if value is None or (words and _CRIMINAL_WORDS.get(words.strip(" -").casefold(), value) != value):
        return Said(None, False)
    return Said(value)


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    table = files("habeas.release.reading").joinpath("country_names.csv").read_text(encoding="utf-8")
    more = {_plain(row["name"]): row["code"] for row in csv.DictReader(table.splitlines())}
    return {_plain(name): code for code, (_, name) in countries().items()} | more


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("'", "").replace("’", "")))

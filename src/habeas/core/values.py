"""One value of a claim: from the text of a cell to its type, by what the table of properties says.

In comes a property, the text, and the zone and width of "about" that hold; out goes a ``Value`` whose ``key`` is
the same exactly when two values say the same. What does not fit is refused with the nearest thing that would.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from habeas.core.amounts import Money, Quantity, read_money, read_quantity
from habeas.core.claim import Value
from habeas.core.duration import Duration, read_duration
from habeas.core.edtf import read_instant, read_ongoing
from habeas.core.errors import VOCABULARY, nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.ids import read_id
from habeas.core.instant import Instant
from habeas.core.schema import SUBJECT_TYPES, Property
from habeas.core.texts import canonical, check_visible
from habeas.core.zones import zone_of

__all__ = ["Money", "Quantity", "ValueFault", "instant_key", "read_id", "read_value"]

_OPEN_CODE = re.compile(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*", re.ASCII)
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_POINT = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,9})?)(?: |, ?)([+-]?\d{1,3}(?:\.\d{1,9})?)", re.ASCII)
_CLAUSE = re.compile(r"(instrument:[^/]+)/([a-z0-9][a-z0-9_.-]*)")


def read_value(prop: Property, text: str, zone: str, about: int) -> Value:
    """The value that the text says for that property; raises ``ValueFault``.

    Where a property takes two kinds, a text with the type of an entity before a colon is that entity.
    """
    check_visible(text)
    written = text.strip()
    if not written:
        raise ValueFault("empty-value", f"no value is written for {prop.name}.", "Write one, or leave the row out.")
    kinds = prop.kinds
    if "entity" in kinds and (len(kinds) == 1 or _names_entity(written)):
        return _entity(prop, written)
    if "code" in kinds:
        return _code(prop, written)
    if "instant" in kinds:
        ongoing = prop.name == "custody.end" and written.startswith("ongoing")
        instant = read_ongoing(written, zone, about) if ongoing else read_instant(written, zone, about)
        return Value("instant", written, instant_key(instant), instant)
    if "quantity" in kinds:
        quantity = read_quantity(written, prop.unit)
        return Value("quantity", written, quantity.key, quantity)
    if "money" in kinds:
        money = read_money(written)
        return Value("money", written, money.key, money)
    if "duration" in kinds:
        duration = read_duration(written)
        return Value("duration", written, duration_key(duration), duration)
    if "flag" in kinds:
        return _flag(prop, written)
    if "text" in kinds:
        same = _point(written) if prop.unit == "latitude longitude" else canonical(written)
        return Value("text", written, same, same)
    raise ValueError(f"{prop.name}: no reader for {kinds}")


def instant_key(instant: Instant) -> str:
    """The intervals: two instants say the same when they allow the same moments."""
    return ",".join(f"{low}..{high}" for low, high in instant.intervals)


def duration_key(duration: Duration) -> str:
    """``P12M`` and ``P1Y`` are one length; ``PT24H`` and ``P1D`` are not."""
    return f"{duration.months} months {duration.days} days {duration.micros} microseconds"


def _names_entity(written: str) -> bool:
    kind, colon, _ = written.partition(":")
    return bool(colon) and kind.strip().lower() in SUBJECT_TYPES


def _entity(prop: Property, written: str) -> Value:
    clause = _CLAUSE.fullmatch(written.lower()) if "text" in prop.kinds else None
    if clause is not None:  # a conclusion may be about one clause: instrument:class-order/no-removal
        same = f"{read_id(clause[1], prop.entities, prop.plain_type)}/{clause[2]}"
    else:
        same = read_id(written, prop.entities, prop.plain_type)
    return Value("entity", written, same, same)


def _code(prop: Property, written: str) -> Value:
    if prop.unit == "IANA":
        zone_of(written)
        return Value("code", written, written, written)
    if prop.unit.startswith("ISO 3166-1"):
        same = written.upper()
        if same not in countries() and same not in prop.codes:
            raise ValueFault("unknown-country", f"{quoted(written)} is not a country's code of three letters.",
                             _country_mend(same, prop.codes))  # fmt: skip
        return Value("code", written, same, same)
    if prop.open_codes:
        if not _OPEN_CODE.fullmatch(written):
            shaped = re.sub(r"[^a-z0-9]+", "_", written.lower()).strip("_")
            either = f"{prop.entities[0]}:{shaped.replace('_', '-')} or " if prop.entities else ""
            raise ValueFault("bad-code", f"{quoted(written)} is not a code for {prop.name}.",
                             f"Write {either}{shaped or 'final_order'}." )  # fmt: skip
        return Value("code", written, written, written)
    same = written if written in prop.codes else re.sub(r"[ -]+", "_", written.lower())
    if same not in prop.codes:
        raise ValueFault("unknown-code", f"{quoted(written)} is not a code of {prop.name}.",
                         _codes_mend(same, prop))  # fmt: skip
    return Value("code", written, same, same)


def _codes_mend(word: str, prop: Property) -> str:
    known = nearest(word, prop.codes, VOCABULARY)
    if known.startswith("Nearest"):
        return known
    return f"{known} Or add it to matter.yaml if the matter needs it: `codes: {{{prop.name}: [...]}}`.".lstrip()


def _flag(prop: Property, written: str) -> Value:
    said = _FLAGS.get(written.lower())
    if said is None:
        raise ValueFault("bad-flag", f"{quoted(written)} is not a yes or no for {prop.name}.", "Write true or false.")
    return Value("flag", written, "true" if said else "false", said)


def _point(written: str) -> str:
    found = _POINT.fullmatch(written)
    if found is None:
        raise ValueFault("bad-point", f"{quoted(written)} is not a latitude and a longitude.",
                         "Write degrees with a point, north and east above zero, as 30.69 -88.04.")  # fmt: skip
    shown = []
    for number, limit, name in ((found[1], 90, "latitude"), (found[2], 180, "longitude")):
        whole, _, part = number.lstrip("+-").partition(".")
        part = part.rstrip("0")
        if int(whole) > limit or (int(whole) == limit and part):
            raise ValueFault("bad-point", f"{quoted(written)}: no {name} is beyond {limit} degrees.", "Latitude first.")
        sign = "-" if number.startswith("-") and (int(whole) or part) else ""
        shown.append(f"{sign}{int(whole)}{'.' if part else ''}{part}")
    return " ".join(shown)


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[str, str]]:
    """The codes of ISO 3166-1 alpha-3, each with its two-letter code and its name."""
    table = files("habeas.core").joinpath("countries.csv").read_text(encoding="utf-8")
    return {row["code"]: (row["alpha2"], row["name"]) for row in csv.DictReader(table.splitlines())}


def _country_mend(word: str, more: tuple[str, ...]) -> str:
    for code, (alpha2, name) in countries().items():
        if word == alpha2 or name.upper() == word or name.upper().startswith(f"{word},"):
            return f"Write {code}."
    return nearest(word, [*countries(), *more]) or "Write its ISO 3166-1 alpha-3 code, as VEN."

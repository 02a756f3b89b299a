"""The table of properties: which words a claim and a condition may use, and what kind of value each takes.

In comes ``properties.yaml``, shipped beside this file, and the codes that a matter adds; out goes a ``Schema``.
A word that the table does not know is refused with the nearest one that it does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import get_args

import yaml

from habeas.core.claim import ValueKind
from habeas.core.errors import VOCABULARY, nearest
from habeas.core.faults import ValueFault, quoted

SUBJECT_TYPES = ("person", "group", "act", "custody", "instrument", "place", "org", "carrier",
                 "search", "payment", "claim", "log")  # fmt: skip
FILE_LISTS = ("source.kind", "stance")
KINDS: tuple[ValueKind, ...] = get_args(ValueKind)

# Who acts for the law is nearly always a body; a person is written out (person:x). Elsewhere a plain name is of
# the first type that the table names.
_PLAIN_NAMES = {"act.by": "org", "search.by": "org"}

_TYPE = re.compile(r"([a-z]+)(?:\(([^()]*)\))?")
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Property:
    """``entities`` are the types that an entity value may have; ``codes`` is empty where any word in snake_case may
    stand; ``unit`` is what stands in brackets after ``quantity``, ``code`` or ``text``.
    """

    name: str
    kinds: tuple[ValueKind, ...]
    entities: tuple[str, ...]
    codes: tuple[str, ...]
    unit: str
    many: bool
    means: str
    open_codes: bool = False

    @property
    def plain_type(self) -> str:
        """The type that a plain name is of; empty where no entity is taken."""
        return _PLAIN_NAMES.get(self.name) or (self.entities[0] if self.entities else "")


@dataclass(frozen=True)
class Schema:
    """``properties`` are the words of claims and conditions; the other two are lists for columns of the files."""

    properties: dict[str, Property]
    source_kinds: tuple[str, ...]
    stances: tuple[str, ...]

    def property(self, name: str) -> Property:
        known = self.properties.get(name)
        if known is None:
            raise ValueFault("unknown-property", f"unknown property {quoted(name)}.", nearest(name, self.properties))
        return known

    def of(self, subject_type: str) -> tuple[Property, ...]:
        """The properties that a subject of that type can have."""
        return tuple(prop for prop in self.properties.values() if prop.name.partition(".")[0] == subject_type)

    def source_kind(self, word: str) -> str:
        return _listed(word, self.source_kinds, "unknown-source-kind", "kind of source")

    def stance(self, word: str) -> str:
        return _listed(word, self.stances, "unknown-stance", "stance")


def load_schema(codes: Mapping[str, tuple[str, ...]] | None = None) -> Schema:
    """The shipped table, with the further codes of a matter (``codes:`` in ``matter.yaml``)."""
    return _load(tuple(sorted((name, tuple(words)) for name, words in (codes or {}).items())))


@lru_cache(maxsize=64)
def _load(added: tuple[tuple[str, tuple[str, ...]], ...]) -> Schema:
    known = dict(_shipped())
    for name, words in added:
        if name not in known:
            raise ValueFault("unknown-property", f"codes for an unknown property {quoted(name)}.", nearest(name, known))
        prop = known[name]
        if "code" not in prop.kinds:
            raise ValueFault("codes-not-taken", f"{name} takes no codes.", f"It takes {_kinds(prop)}.")
        for word in words:
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", word, re.ASCII):
                raise ValueFault("bad-code", f"{quoted(word)} is not a code.", "Write it in snake_case, as rests_over.")
        known[name] = replace(prop, codes=prop.codes + tuple(word for word in words if word not in prop.codes))
    lists = {name: known.pop(name).codes for name in FILE_LISTS}
    return Schema(known, lists["source.kind"], lists["stance"])


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, Property], ...]:
    text = files("habeas.core").joinpath("properties.yaml").read_text(encoding="utf-8")
    return tuple((name, read_property(name, row)) for name, row in yaml.load(text, Loader=_LOADER).items())  # noqa: S506 (a safe loader)


def read_property(name: str, row: Mapping[str, object]) -> Property:
    """One row of the table. A mistake in the shipped table is ours, so it is a ``ValueError``."""
    kinds: list[ValueKind] = []
    entities: tuple[str, ...] = ()
    unit = ""
    for part in str(row["type"]).split("|"):
        found = _TYPE.fullmatch(part.strip())
        kind = next((kind for kind in KINDS if found is not None and kind == found[1]), None)
        if found is None or kind is None or row.keys() - {"type", "codes", "many", "means"}:
            raise ValueError(f"{name}: {row!r} is not a row of the table of properties")
        kinds.append(kind)
        if kind == "entity":
            entities = tuple((found[2] or "").split())
            if not entities or set(entities) - set(SUBJECT_TYPES):
                raise ValueError(f"{name}: unknown types of entity in {part!r}")
        elif found[2]:
            unit = found[2]
    listed = row.get("codes", [])
    codes = tuple(str(code) for code in listed) if isinstance(listed, list) else ()
    return Property(
        name, tuple(kinds), entities, codes, unit, row.get("many") is True, str(row["means"]),
        open_codes="code" in kinds and not codes and not unit,
    )  # fmt: skip


def _kinds(prop: Property) -> str:
    return " or ".join(prop.kinds)


def _listed(word: str, known: tuple[str, ...], code: str, what: str) -> str:
    if word not in known:
        raise ValueFault(code, f"unknown {what} {quoted(word)}.", nearest(word, known, VOCABULARY))
    return word

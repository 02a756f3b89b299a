"""What the rows of a release say: its columns by property, what a row is, and what its metadata adds of places.

In comes the Arrow schema of a built release with its metadata; out goes a ``Shape``, plain and small enough to be sent
to every worker.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from habeas.core.claim import Claim, Value
from habeas.core.errors import UseError
from habeas.core.schema import Schema
from habeas.core.values import read_value

METADATA = b"habeas"
ROWS = {"act": "act", "detainer": "act", "stint": "custody", "stay": "custody"}
KIND_OF_ROW = {"stint": "stint", "stay": "stay"}
_PLACE = {"kind": "place.kind", "in": "place.in"}


@dataclass(frozen=True)
class Shape:
    """``instants`` and ``values`` are the properties that have columns: pairs of times, and words.

    ``only`` are the properties of several values of which the release's value is said to be the only one.
    """

    release: str
    row: str
    instants: frozenset[str]
    values: frozenset[str]
    withheld: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """``act`` or ``custody``: what a row is about. A detainer is an act of asking, or the holding it led to."""
        if self.row == "detainer":
            return "custody" if "custody.start" in self.instants else "act"
        return ROWS[self.row]

    @property
    def properties(self) -> frozenset[str]:
        return self.instants | self.values

    @property
    def kind(self) -> str:
        """The kind of custody that every row is where no column says it; empty where nothing follows."""
        return "" if "custody.kind" in self.values else KIND_OF_ROW.get(self.row, "")

    @classmethod
    def of(cls, schema: pa.Schema, properties: Schema) -> Shape:
        """From the schema of a built release. Raises ``UseError`` for rows that are only counts."""
        meta = json.loads((schema.metadata or {}).get(METADATA, b"{}"))
        row = meta.get("row", "stint")
        if row not in ROWS:
            raise UseError(f'the rows of "{meta.get("release", "this release")}" are counts: no clause can be tested.')
        names = set(schema.names)
        instants = {name.removesuffix(".earliest") for name in names if name.endswith(".earliest")}
        plain = {name for name in names if name in properties.properties and name not in instants}
        return cls(
            release=meta.get("release", ""),
            row=row,
            instants=frozenset(instants & properties.properties.keys()),
            values=frozenset(plain),
            withheld=frozenset(name.removesuffix(".withheld") for name in names if name.endswith(".withheld")),
            only=frozenset(meta.get("only") or ()),
            places={place: dict(said) for place, said in (meta.get("places") or {}).items()},
        )

    def claims(self, schema: Schema) -> list[Claim]:
        """What the metadata says of places, as claims of the release."""
        found = []
        read: dict[tuple[str, str], Value] = {}  # many places are of one kind, or in one place
        for place, said in sorted(self.places.items()):
            for key, name in _PLACE.items():
                if said.get(key):
                    value = read.get((name, said[key]))
                    if value is None:
                        value = read[name, said[key]] = read_value(schema.property(name), said[key], "UTC", 0)
                    found.append(Claim(place, name, value, False, self.release, "records", self.release, place))
        return found

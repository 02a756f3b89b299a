"""A mapping as read: what each column of a release means. Plain data, made by ``habeas.release.mapping``."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path

FACILITY = "facility"  # in place of a zone: that of the row's own facility
PERSONS = {"act": "act.person", "detainer": "act.person", "stint": "custody.person", "stay": "custody.person",
           "count": ""}  # fmt: skip
TIMES = {"act": "act.time", "detainer": "act.time", "stint": "custody.start", "stay": "custody.start",
         "count": "act.time"}  # fmt: skip
PLACES = ("custody.place", "act.place", "act.from")  # the first that is mapped is where the row's clock hung


@dataclass(frozen=True)
class Codes:
    """``table`` is one of the shipped tables (``facilities``, ``countries``, ``criminality``) or empty; else ``values``
    gives the value of each code as it is written (empty text: it says nothing).
    """

    table: str = ""
    values: MappingOf[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class Mapped:
    """Where one property comes from: one column, two (``earliest`` and ``latest``), or none (``value``, for every row).

    ``kind`` is that of the property's value; ``formats`` are empty for EDTF; ``zone`` is an IANA name or ``FACILITY``;
    ``precision`` is ``day``, ``minute``, ``second`` or empty (as much as the cells say).
    """

    name: str
    kind: str
    columns: tuple[str, ...]
    value: str | None = None
    formats: tuple[str, ...] = ()
    zone: str = ""
    precision: str = ""
    codes: Codes | None = None
    line: int = 0
    part: str = ""  # ``first`` or ``last`` of the several values that a cell holds, with ";" between them
    only: bool = False  # a row that says one value of it denies every other


@dataclass(frozen=True)
class Files:
    """``path`` as written, relative to the matter: a file, a folder or a glob. None of ``header``, ``delimiter`` and
    ``encoding``: "find it".
    """

    path: str
    sheets: tuple[str, ...] = ()
    header: int | None = None
    line: int = 0
    delimiter: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class RuleUse:
    """A rule as the mapping asks for it, with its options (lists of columns)."""

    name: str
    options: MappingOf[str, tuple[str, ...]]
    line: int


@dataclass(frozen=True)
class Mapping:
    """``file`` is the mapping's own name (``releases/tucson.yaml``), ``text`` its bytes as text; a custody that is
    open at the ``cutoff`` ended at or after its first moment.
    """

    folder: Path
    file: str
    text: str
    release: str
    title: str
    source: str
    files: tuple[Files, ...]
    row: str
    zone: str
    about: int
    cutoff: str
    withheld: tuple[str, ...]
    blank: tuple[str, ...]
    properties: tuple[Mapped, ...]
    keep: tuple[str, ...]
    drop: tuple[str, ...]
    rules: tuple[RuleUse, ...]
    lines: MappingOf[str, int]

    def mapped(self, name: str) -> Mapped | None:
        return next((each for each in self.properties if each.name == name), None)

    def rule(self, name: str) -> RuleUse | None:
        return next((each for each in self.rules if each.name == name), None)

    def ordered_by(self, name: str) -> tuple[str, ...]:
        """The columns of the rows, as they are read, by which the order ``name`` puts them: a kept column, a property,
        or the column that says one; none where it is nothing of these.
        """
        if name in self.keep:
            return (name,)
        found = self.mapped(name) or next((each for each in self.properties if name in each.columns), None)
        if found is None:
            return ()
        if found.kind != "instant":
            return (found.name,)
        return (f"{found.name}.latest", f"{found.name}.earliest") if name in found.columns[1:] else (
            f"{found.name}.earliest", f"{found.name}.latest")  # fmt: skip

    @property
    def person(self) -> str:
        """The property that says whose row it is; empty where none is mapped."""
        name = PERSONS[self.row]
        return name if self.mapped(name) else ""

    @property
    def time(self) -> str:
        name = TIMES[self.row]
        return name if self.mapped(name) else ""

    @property
    def place(self) -> str:
        """The property whose place sets the zone of a row where the zone is that of the facility."""
        return next((name for name in PLACES if self.mapped(name)), "")

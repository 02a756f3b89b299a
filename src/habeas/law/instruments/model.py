"""An instrument as loaded: plain data, every condition parsed, every place where a word is in dispute named.

Built by ``habeas.law.instruments.load``; read by the kernel (``habeas.law.kernel.kernel``) and by reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from habeas.core.duration import Duration
from habeas.core.instant import Instant

T = TypeVar("T")

# ---- conditions (semantics 14 to 16) ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    value: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """``path op literal``: path like ``act.kind`` or ``act.from.kind``; ``op`` one of ``= < <= > >=``."""

    path: tuple[str, ...]
    op: str
    literal: str


@dataclass(frozen=True, slots=True)
class Within:
    """``within(act.to, 'place:x')``: the place, or one that contains it."""

    path: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Word:
    """A term used as a word in a condition; the reading says which condition it stands for."""

    term: str


@dataclass(frozen=True, slots=True)
class Not:
    inner: Condition


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Condition, ...]


Condition = Const | Compare | Within | Word | Not | All | Any


def atoms_of(condition: Condition) -> Iterator[Compare | Within]:
    """The comparisons of a condition, in order."""
    if isinstance(condition, Compare | Within):
        yield condition
    elif isinstance(condition, Not):
        yield from atoms_of(condition.inner)
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            yield from atoms_of(part)


def with_literals(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The condition with each id that it names under its other name, where it has one."""
    if isinstance(condition, Compare):
        return replace(condition, literal=names.get(condition.literal, condition.literal))
    if isinstance(condition, Not):
        return Not(with_literals(condition.inner, names))
    if isinstance(condition, All | Any):
        return replace(condition, parts=tuple(with_literals(part, names) for part in condition.parts))
    return condition


# ---- values in dispute -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A place of an instrument where one value stands, or one for each meaning of the term named by its path."""

    term: str | None
    options: dict[str, T]  # meaning -> value; {"": value} where nothing is in dispute


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a time in force: an act, an instant, or a duration counted from ``from``."""

    act: str | None = None
    instant: Instant | None = None
    after: Duration | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    start: Choice[Edge] | None = None
    end: Choice[Edge] | None = None
    excepted: tuple[tuple[Choice[Edge] | None, Choice[Edge] | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One duty. ``kind`` is ``forbids``, ``requires``, ``limits``, ``permits`` or ``any_of``."""

    id: str
    kind: str
    condition: Choice[Condition] | None = None
    after: Choice[Condition] | None = None
    before: Choice[Condition] | None = None
    within: Choice[Duration] | None = None
    at_least: Choice[Duration] | None = None
    by: Choice[Edge] | None = None
    to: Choice[Duration] | None = None
    any_of: tuple[str, ...] = ()
    failing: str = ""
    when: tuple[tuple[str, str], ...] = ()
    in_force: InForce | None = None
    count: Choice[str] | None = None
    excluding: Choice[tuple[str, ...]] | None = None
    per: Choice[str] | None = None
    renewable: Duration | None = None
    says: dict[str, str] = field(default_factory=dict)
    means: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a term: its condition where the term is a word of conditions, its words for people."""

    id: str
    condition: Condition | None = None
    means: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    name: str
    meanings: dict[str, Meaning]
    means: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A choice of one meaning for each term; ``holder`` says who holds it, ``source`` where they said so."""

    id: str
    choices: dict[str, str]
    holder: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    act: str | None
    custody: str | None
    reading: str
    expect: str
    clause: str | None = None
    claims: tuple[tuple[str, ...], ...] = ()  # facts of its own: subject, property, value [, "not"]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Instrument:
    id: str
    title: str
    binds: str
    in_force: InForce
    protects: Choice[Condition]
    clauses: tuple[Clause, ...]
    terms: dict[str, Term]
    readings: dict[str, Reading]
    zone: str
    verified_on: Instant | None = None
    examples: tuple[Example, ...] = ()
    citation: str = ""
    url: str = ""
    holidays: str = "US"
    file: str = ""
    line: int = 0

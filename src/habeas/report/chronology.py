"""Who says what: everything with a time in the order of time, then everything else, each content once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeVar

from habeas.core.claim import Content
from habeas.core.instant import MIN, Instant
from habeas.core.schema import Schema
from habeas.report.bounds import EVENTS
from habeas.report.model import Event, Said
from habeas.report.reasons import Explainer
from habeas.report.sayings import Sayings
from habeas.report.words import listed, plain

T = TypeVar("T")

_TYPES = {
    "act": "Acts", "group": "Groups", "person": "People", "custody": "Custody", "payment": "Payments",
    "search": "Searches for criminal records", "place": "Places", "org": "Bodies", "carrier": "Carriers",
    "instrument": "Instruments", "log": "Logs", "claim": "Claims about claims",
}  # fmt: skip


class Told(NamedTuple):
    """What the page shows, of how many events."""

    events: tuple[Event, ...]
    of: int


class Chronology:
    """Orders the statements of a matter."""

    def __init__(self, sayings: Sayings, schema: Schema, explainer: Explainer) -> None:
        self._sayings = sayings
        self._schema = schema
        self._explainer = explainer
        self._subjects: dict[str, list[str]] = {}
        for subject, name in sayings.facts():
            self._subjects.setdefault(subject, []).append(name)

    def timed(self, first: Collection[str] = ()) -> Told:
        """One event for each time of each subject, the earliest first. Of more than the page holds it takes those of
        the subjects in ``first``, then the earliest.
        """
        found = []
        for subject, names in self._subjects.items():
            timed = [name for name in names if self._is_time(subject, name)]
            for place, name in enumerate(timed):
                rows = sorted(self._sayings.of(subject, name), key=self._order)
                rest = [other for other in names if other not in timed] if place == 0 else []
                found.append((self._order(rows[0]), subject, place, name, rows, rest))
        found.sort(key=lambda one: one[:3])
        told = tuple(
            Event(
                id=subject,
                title=self._title(subject, name),
                rows=tuple(self._said(content) for content in rows),
                also=tuple(self._said(content) for content in self._also(subject, rest)),
            )
            for _, subject, _, name, rows, rest in _most(found, lambda one: one[1] in first)
        )
        return Told(told, len(found))

    def undated(self, first: Collection[str] = ()) -> Told:
        """One event for each subject of whose time nobody speaks; of more than the page holds, as ``timed``."""
        found = [
            subject
            for subject in sorted(self._subjects, key=lambda one: (list(_TYPES).index(one.partition(":")[0]), one))
            if not any(self._is_time(subject, name) for name in self._subjects[subject])
        ]
        out = []
        for subject in _most(found, lambda one: one in first):
            kind, _, _ = subject.partition(":")
            also = tuple(self._said(content) for content in self._contents(subject, self._subjects[subject]))
            out.append(Event(subject, self._sayings.names.title(subject), (), also, _TYPES[kind]))
        return Told(tuple(out), len(found))

    def _is_time(self, subject: str, name: str) -> bool:
        return any(isinstance(self._value(content), Instant) for content in self._sayings.of(subject, name))

    def _value(self, content: Content) -> object:
        return self._sayings.claims(content)[0].value.data

    def _order(self, content: Content) -> tuple[int, int]:
        """By the earliest moment; "by then" stands where it ends."""
        value = self._value(content)
        assert isinstance(value, Instant), content
        return (value.high if value.low == MIN else value.low, value.high)

    def _also(self, subject: str, names: list[str]) -> list[Content]:
        """The rest, without what the title says already and nobody disputes."""
        kinds = self._sayings.of(subject, "act.kind")
        plain_kind = len(kinds) == 1 and not kinds[0].against
        return self._contents(subject, [name for name in names if not (name == "act.kind" and plain_kind)])

    def _contents(self, subject: str, names: list[str]) -> list[Content]:
        return [content for name in names for content in self._sayings.of(subject, name)]

    def _said(self, content: Content) -> Said:
        claim = self._sayings.claims(content)[0]
        others = self._sayings.of(content.subject, content.property)
        timed = isinstance(claim.value.data, Instant)
        # A time that agrees with each of two rivals still cannot be true beside both: one bracket holds them all.
        asked = others if timed else [content]
        rival = any(self._explainer.rivals(one, other) for one in asked for other in others)
        return Said(
            written=claim.value.text if timed else "",
            shown=self._sayings.names.value(claim.value) if timed else "",
            statement=self._sayings.statement(content),
            rival=rival,
        )

    def _title(self, subject: str, name: str) -> str:
        """``Flight 1 departure: departs from Harlingen``; words for what nobody disputes, as far as they are said."""
        names = self._sayings.names
        if name != "act.time":
            return f"{names.title(subject)}: {plain(name.partition('.')[2])}"
        words = [" or ".join(plain(key) for key in self._keys(subject, "act.kind"))]
        for other, word in (("act.by", "by"), ("act.from", "from"), ("act.to", "to")):
            keys = self._keys(subject, other)
            if keys:
                words.append(f"{word} {listed([names.entity(key) for key in keys], last='or')}")
        return f"{names.title(subject)}: {' '.join(word for word in words if word)}".rstrip(": ")

    def _keys(self, subject: str, name: str) -> list[str]:
        return [content.key for content in self._sayings.of(subject, name) if not content.against]


def _most(found: Sequence[T], wanted: Callable[[T], bool]) -> list[T]:
    """As many as a page holds, those that are wanted before any other, in the order given."""
    ranked = sorted(range(len(found)), key=lambda place: not wanted(found[place]))
    return [found[place] for place in sorted(ranked[:EVENTS])]

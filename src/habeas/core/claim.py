"""A claim: one attributed statement, and where it stands.

Two ids (design: *Claims*): the **content** says what is said (subject, property, value, for or against); the
**witness** says who said it and where. Two sources that say the same thing are two witnesses to one content.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from habeas.core.instant import Instant

ValueKind = Literal["entity", "code", "instant", "quantity", "money", "duration", "text", "flag"]


@dataclass(frozen=True)
class Value:
    """A typed value. ``text`` is what was written; ``key`` is equal exactly when two values say the same.

    ``data`` is an ``Instant`` for instants, a ``core.values.Quantity``, ``core.values.Money`` or
    ``core.duration.Duration`` for those kinds, a ``bool`` for flags, and the canonical string for entities,
    codes and texts.
    """

    kind: ValueKind
    text: str
    key: str
    data: object


@dataclass(frozen=True)
class Content:
    """What is said, whoever says it. ``against`` is true for a denial (or a row with ``not = yes``)."""

    subject: str
    property: str
    key: str
    against: bool

    @cached_property
    def id(self) -> str:
        """64 hexadecimal digits: SHA-256 of the canonical JSON of the four parts."""
        return _digest([self.subject, self.property, self.key, self.against])


@dataclass(frozen=True)
class Claim:
    """One row's statement. Times: ``value`` when it held, ``said`` when it was said, ``recorded`` (UTC
    microseconds) when it entered this ledger, ``published`` of its source when that was published.
    """

    subject: str
    property: str
    value: Value
    against: bool
    speaker: str
    stance: str
    source: str
    row: str  # "claims.csv:12" or, where two files have one name, "claims/claims.csv:12"
    locator: str = ""
    pin: str = ""
    quote: str = ""
    said: Instant | None = None
    label: str = ""
    note: str = ""
    recorded: int | None = None
    extra: dict[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def content(self) -> Content:
        return Content(self.subject, self.property, self.value.key, self.against)

    @cached_property
    def witness_id(self) -> str:
        """64 hexadecimal digits: SHA-256 over the content id and who said it, how, in which source, where."""
        return _digest(
            [self.content.id, self.speaker, self.stance, self.source, self.locator, self.pin, self.quote,
             self.said.text if self.said else ""]
        )  # fmt: skip


def _digest(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()

"""What an asker asks under."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.view.trust import EVERYONE, Trust


@dataclass(frozen=True, slots=True)
class Filters:
    """``as_of`` and ``said_by`` are UTC microseconds, the last that counts. ``audience`` is the set of labels that may
    be seen: the empty set is the public, None sees everything.
    """

    as_of: int | None = None
    said_by: int | None = None
    audience: frozenset[str] | None = None
    trust: Trust = EVERYONE

"""A mapping as it is drafted: lines, each with its reason and whether it is doubtful."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """``value`` is YAML; ``reason`` why, in a clause; a doubtful line is to be read by a person."""

    key: str
    value: str
    reason: str = ""
    doubt: bool = False


@dataclass(frozen=True)
class Draft:
    """The lines of a mapping, in order. ``file`` is the file that was guessed at."""

    file: str
    head: tuple[Line, ...]
    properties: tuple[Line, ...]
    keep: tuple[Line, ...]
    drop: tuple[Line, ...]
    rules: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.head, *self.properties, *self.keep, *self.drop, *self.rules)

"""What can be wrong with what a person gives us, and how it is said.

Error text is public: it names the file, the row and the column (or the line), says what was found and
what was expected, and how to mend it. Every kind of fault has a code; ``docs/reference/errors.md`` has an
entry for each code, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class HabeasError(Exception):
    """The base of every error that a user can cause; its text is meant for them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place.

    ``row`` counts as a spreadsheet shows it (the header is row 1); ``line`` counts lines of a YAML file from 1.
    ``property`` is the property that it is about, for whoever goes on with that: the words say it already.
    """

    code: str
    what: str
    mend: str = ""
    file: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None
    property: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f":{self.row}"
        elif self.line is not None:
            place += f", line {self.line}"
        if self.column:
            place += f", column {self.column}"
        head = f"{place}: " if place else ""
        tail = f" {self.mend}" if self.mend else ""
        return f"{head}{self.what}{tail} [{self.code}]"


class InputError(HabeasError):
    """One or more faults; nothing of the refused file has entered."""

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UseError(HabeasError):
    """The command or the call was used wrongly (exit status 2)."""


VOCABULARY = 40  # words of a list that the project itself gives


def nearest(word: str, known: Iterable[str], most: int = 12) -> str:
    """A sentence that names the nearest valid word, or lists the valid ones where they are no more than ``most``; else
    empty.
    """
    words = sorted(set(known))
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f'Nearest: "{close[0]}".'
    if 0 < len(words) <= most:
        return "Expected one of: " + ", ".join(words) + "."
    return ""

"""What was found while a release was read, gathered by kind, with how often and where first.

Things that are wrong refuse the build, all of them at once; things worth a look are listed and refuse nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from habeas.core.errors import Fault
from habeas.core.faults import quoted

_SHOWN = 5
_KEPT = 2000  # distinct texts of one kind; beyond them only the number is kept


def older_encoding(file: str) -> Fault:
    """The notice of a text that was read as Windows-1252 because nothing else fitted."""
    what = "signs beyond ASCII are not UTF-8, so the file is read as Windows-1252, the encoding of older spreadsheets."
    mend = "Look whether names are right; if not, state the encoding, as encoding: cp850 (--encoding cp850)."
    return Fault("older-encoding", what, mend, file)


@dataclass
class Seen:
    """One text of one column: how many cells hold it, and the first of them."""

    count: int
    file: str
    sheet: str
    row: int

    @property
    def place(self) -> str:
        return f"{self.file}{f' ({self.sheet})' if self.sheet else ''}:{self.row}"


@dataclass
class Group:
    """Texts of one kind of one property. ``wrong`` says that they refuse the build."""

    name: str
    column: str
    code: str
    what: str
    mend: str
    line: int
    wrong: bool
    texts: dict[str, Seen] = field(default_factory=dict)
    more: int = 0

    @property
    def cells(self) -> int:
        return sum(seen.count for seen in self.texts.values()) + self.more

    def add(self, text: str, count: int, file: str, sheet: str, row: int) -> None:
        seen = self.texts.get(text)
        if seen is not None:
            seen.count += count
        elif len(self.texts) < _KEPT:
            self.texts[text] = Seen(count, file, sheet, row)
        else:
            self.more += count

    def take(self, text: str) -> None:
        """Take back one cell."""
        if text in self.texts:
            self.texts[text].count -= 1
            if not self.texts[text].count:
                del self.texts[text]

    def listed(self) -> list[tuple[str, Seen]]:
        """The most frequent first."""
        return sorted(self.texts.items(), key=lambda pair: (-pair[1].count, pair[0]))

    def fault(self, file: str) -> Fault:
        shown = [f"{quoted(text)} ({seen.count:,}, first {seen.place})" for text, seen in self.listed()[:_SHOWN]]
        rest = len(self.texts) - len(shown)
        tail = f" and {rest:,} more" if rest > 0 else ""
        cells = f"{self.cells:,} cell{'s' if self.cells != 1 else ''} of {quoted(self.column)}"
        return Fault(
            self.code,
            f"{self.name}: {cells} {self.what}: {', '.join(shown)}{tail}.",
            self.mend,
            file,
            line=self.line,
        )


class Problems:
    """All groups of one reading, in the order in which they were first met."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str, str], Group] = {}

    def group(self, name: str, column: str, code: str, what: str, mend: str, line: int, wrong: bool) -> Group:
        key = (name, column, code)
        if key not in self._groups:
            self._groups[key] = Group(name, column, code, what, mend, line, wrong)
        return self._groups[key]

    def __iter__(self) -> Iterator[Group]:
        return iter(self._groups.values())

    def faults(self, file: str) -> list[Fault]:
        return [group.fault(file) for group in self if group.wrong]

    def notices(self, file: str) -> list[Fault]:
        return [group.fault(file) for group in self if not group.wrong]

"""One value that cannot be read, said by a reader that does not know where the value stood.

Whoever knows the file, the row and the column turns it into an ``InputError``.
"""

from __future__ import annotations

from habeas.core.errors import Fault, HabeasError

_SHOWN = 60


class ValueFault(HabeasError):
    """``code`` names the kind of fault, ``what`` says what was found, ``mend`` what to write instead."""

    def __init__(self, code: str, what: str, mend: str = "") -> None:
        self.code = code
        self.what = what
        self.mend = mend
        super().__init__(str(Fault(code, what, mend)))

    def at(self, file: str, row: int | None = None, column: str = "", line: int | None = None) -> Fault:
        """The same fault with its place."""
        return Fault(self.code, self.what, self.mend, file, row, column, line)


def quoted(text: str) -> str:
    """The text in quotation marks, safe to print: what cannot be seen is escaped, long text is cut.

    An error message is shown in terminals and on pages; a cell must not be able to move the cursor or to turn
    the reading direction of what follows it.
    """
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return '"' + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown) + '"'

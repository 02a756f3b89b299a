"""Cells that a spreadsheet has turned into something that nobody wrote.

A date cell shown without a clock time is a day. Refused are a midnight that no one wrote (a date cell shown with
00:00), a date where none belongs (a pin ``3-25`` that became 25 March), and the texts that such a turn leaves behind
(``25-Mar``). What is wrong with the text of a time is said by ``habeas.core.edtf``.
"""

from __future__ import annotations

import re

from habeas.core.errors import Fault
from habeas.core.faults import quoted
from habeas.intake.cell_name import cell_name
from habeas.intake.grid import Table

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_TURNED = re.compile(rf"\d{{1,2}}-{_MONTH}(?:-\d\d)?|{_MONTH}-\d\d", re.IGNORECASE)
_DATES = frozenset({"when", "said", "date", "obtained_on", "consent_until"})
_WORDS = frozenset({"pin", "locator", "value"})


def turned_cells(table: Table, dates: frozenset[tuple[int, str]] = frozenset()) -> list[Fault]:
    """The faults. ``dates`` names cells (row, column) that hold a date although their column need not."""
    faults = []
    for row, index in sorted(table.dated):
        name = table.names[index]
        if name in _DATES or (row, name) in dates:
            if (row, index) in table.midnights:
                faults.append(
                    Fault("unwritten-midnight", f"cell {cell_name(row, index)} is a midnight that no one wrote.",
                          "Write the day (2025-03-15); or, if midnight was said, the minute as text"
                          " (2025-03-15T00:00).", table.file, row, name)
                )  # fmt: skip
        else:
            faults.append(
                Fault("spreadsheet-date", f"cell {cell_name(row, index)} is a date, and none belongs here.",
                      "Format the cell as text and write what the source says.", table.file, row, name)
            )  # fmt: skip
    for name in table.names:
        index = table.at(name)
        if name in _WORDS:
            faults += [
                Fault("spreadsheet-date", f"{quoted(record[index])} is what a spreadsheet makes of something else.",
                      "Format the cell as text and write what the source says.", table.file, row, name)
                for row, record in table.numbered()
                if "-" in record[index] and _TURNED.fullmatch(record[index]) and (row, name) not in dates
            ]  # fmt: skip
    return faults

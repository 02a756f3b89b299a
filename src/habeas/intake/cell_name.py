"""The name of a cell, as a spreadsheet shows it."""

from __future__ import annotations


def cell_name(row: int, column: int) -> str:
    """``C7`` for row 7 and cell index 2."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"

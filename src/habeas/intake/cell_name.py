"""The names of cells and columns, as a spreadsheet shows them."""

from __future__ import annotations


def cell_name(row: int, column: int) -> str:
    """``C7`` for row 7 and cell index 2."""
    return f"{letters(column + 1)}{row}"


def column_name(place: int) -> str:
    """``column C``: how the third column is called where its header says nothing."""
    return f"column {letters(place)}"


def letters(place: int) -> str:
    """``C`` for the third column, ``AA`` for the 27th."""
    found = ""
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found

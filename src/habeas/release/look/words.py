"""How a look is said, the same on a screen and on a page."""

from __future__ import annotations

from habeas.release.look.column import ColumnLook
from habeas.release.look.faults import LookFault

_LISTED = 4
_CUT = 28


def share(part: int, whole: int) -> str:
    """A share in tenths of a percent: empty for none, never rounded to none or to all."""
    if not part:
        return ""
    if part == whole:
        return "100 %"
    tenths = min(max(round(part * 1000 / whole), 1), 999)
    return f"{tenths // 10}.{tenths % 10} %"


def distinct(column: ColumnLook) -> str:
    """How many different values."""
    return f"{'over ' if column.distinct_is_least else ''}{column.distinct:,}" if column.distinct else ""


def remarks(column: ColumnLook) -> str:
    """What is worth a look in a column: its codes, times that are none, midnights that mean "unknown"."""
    said = []
    if column.kind in ("code", "yes or no"):
        shown = column.values[:_LISTED]
        said.append(
            ", ".join(f"{_cut(value)} {count:,}" for value, count in shown)
            + (" …" if column.distinct > len(shown) else "")
        )
    if column.kind == "time":
        said.append("no zone")
    if column.kind == "day" and column.forms:
        said.append("days only")
    if column.suspicious:
        said.append(
            f"{column.midnights:,} exact midnights, about {column.midnights_expected:,} in the minutes beside it: "
            "time unknown?"
        )
    if column.not_times:
        said.append(f"{column.not_times:,} cells are no time")
    if column.order == "either":
        said.append("day first or month first: no cell tells")
    if column.order == "neither":
        said.append("in some cells the day stands first, in some the month")
    if len(column.forms) > 1:
        said.append(f"written in {len(column.forms)} ways")
    return "; ".join(said)


def fault_line(fault: LookFault) -> str:
    """``3 rows: book_out is before book_in (rows 12, 40, 77)``."""
    word = "row" if len(fault.rows) == 1 else "rows"
    more = " …" if fault.count > len(fault.rows) else ""
    rows = f" ({word} {', '.join(map(str, fault.rows))}{more})" if fault.rows else ""
    return f"{fault.count:,} {'row' if fault.count == 1 else 'rows'}: {fault.what}{rows}"


def _cut(text: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in text)
    return shown if len(shown) <= _CUT else f"{shown[: _CUT - 1]}…"

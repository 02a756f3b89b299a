"""Where in a source: a URI fragment by the standard of its medium, and whether it fits the file and its length.

Text ``char=120,188`` and ``line=10,12`` (RFC 5147: positions between characters or lines, from 0), tables
``row=7``, ``col=2-4``, ``cell=4,1`` (RFC 7111: from 1, the header is row 1), PDF ``page=3`` (RFC 8118), sound and
pictures that move ``t=12,19`` (Media Fragments). Nothing is opened here: whoever reads the source says how long it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from habeas.core.errors import nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.quotes import QuoteMatch, find_quote
from habeas.core.zones import HOUR, MINUTE, SECOND

__all__ = ["Locator", "QuoteMatch", "find_quote", "fits", "past_end", "read_locator"]

Span = tuple[int, int | None]

_MEDIA: dict[str, tuple[str, tuple[str, ...]]] = {
    "text": ("char=120,188 or line=10,12", ("char", "line")),
    "table": ("row=7, col=2 or cell=4,1", ("row", "col", "cell")),
    "PDF": ("page=3", ("page",)),
    "recording": ("t=12,19", ("t",)),
}
_SCHEMES = tuple(scheme for _, schemes in _MEDIA.values() for scheme in schemes)
_ENDINGS = {
    "text": "txt text md rst html htm xhtml xml json yaml yml eml srt vtt log tex",
    "table": "csv tsv tab xlsx xlsm xls ods parquet",
    "PDF": "pdf",
    "recording": "mp3 mp4 m4a m4v wav ogg oga ogv opus flac webm mov avi mkv aac",
}
_MEDIUM_OF = {ending: medium for medium, endings in _ENDINGS.items() for ending in endings.split()}

_TEXT = re.compile(
    r"(\d{1,12})?(?:(,)(\d{1,12})?)?((?:;(?:length=\d{1,12}|md5=[0-9a-fA-F]{32})(?:,[A-Za-z0-9_-]+)?)*)", re.ASCII
)
_ROWS = re.compile(r"(\d{1,12}|\*)(?:-(\d{1,12}|\*))?", re.ASCII)
_CELLS = re.compile(r"(\d{1,12}|\*),(\d{1,12}|\*)(?:-(\d{1,12}|\*),(\d{1,12}|\*))?", re.ASCII)
_SECONDS = r"(?:\d{1,3}:)?[0-5]?\d:[0-5]\d(?:\.\d*)?|\d{1,9}(?:\.\d*)?"
_TIME = re.compile(rf"(?:npt:)?({_SECONDS})?(?:,({_SECONDS}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Locator:
    """``scheme`` is one of char, line, row, col, cell, page, t; empty where no place is given.

    ``spans`` count as the standard does; for ``t`` in microseconds; for ``cell`` they are rows, and ``columns`` the
    columns beside them. None as an end is the end of the source.
    """

    scheme: str
    spans: tuple[Span, ...]
    text: str = ""
    columns: tuple[Span, ...] = ()


@lru_cache(maxsize=1 << 14)
def read_locator(text: str) -> Locator:
    """The place that the text names; raises ``ValueFault``."""
    written = text.strip().removeprefix("#")
    if not written:
        return Locator("", ())
    scheme, equals, place = written.partition("=")
    if not equals or scheme not in _SCHEMES:
        raise ValueFault(
            "unknown-locator", f"{quoted(text)} is not a place in a source.",
            nearest(scheme, _SCHEMES) or "Write char=, line=, row=, col=, cell=, page= or t=.",
        )  # fmt: skip
    columns: tuple[Span, ...] = ()
    if scheme in ("char", "line"):
        spans = _in_text(text, place)
    elif scheme == "t":
        spans = _in_time(text, place)
    elif scheme == "page":
        if not re.fullmatch(r"[1-9]\d{0,8}", place, re.ASCII):
            raise _bad(text, "page=3: one page, counted from 1; a row for each page")
        spans = ((int(place), int(place)),)
    elif scheme == "cell":
        spans, columns = _cells(text, place)
    else:
        spans = tuple(_row(text, part) for part in place.split(";"))
    for low, high in (*spans, *columns):
        if high is not None and high < low:
            raise _bad(text, "the lower end first")
    return Locator(scheme, spans, written, columns)


def fits(locator: Locator, file_name: str) -> None:
    """Refuses a place that the medium of the file does not have. A source without a file has every place."""
    if not locator.scheme or not file_name:
        return
    ending = PurePosixPath(file_name.lower()).suffix.removeprefix(".")
    medium = _MEDIUM_OF.get(ending)
    if medium is None:
        raise ValueFault(
            "locator-medium", f"{quoted(locator.text)}: no standard says how to name a place in {quoted(file_name)}.",
            "Leave the locator empty, and give the place as the field cites it under pin.",
        )  # fmt: skip
    example, schemes = _MEDIA[medium]
    if locator.scheme not in schemes:
        a = "a" if medium in ("table", "PDF", "recording") else "a piece of"
        raise ValueFault(
            "locator-medium", f"{quoted(locator.text)} does not fit {quoted(file_name)}, which is {a} {medium}.",
            f"Write {example}.",
        )  # fmt: skip


def past_end(locator: Locator, length: int, columns: int | None = None) -> None:
    """Refuses a place after the end. ``length`` counts what the locator counts: characters, lines, rows (columns,
    for ``col``), pages, microseconds; ``columns`` is for ``cell``.
    """
    unit = {"char": "characters", "line": "lines", "col": "columns", "page": "pages", "t": "seconds"}.get(
        locator.scheme, "rows"
    )
    _inside(locator, locator.spans, length, unit)
    if columns is not None:
        _inside(locator, locator.columns, columns, "columns")


def _inside(locator: Locator, spans: tuple[Span, ...], length: int, unit: str) -> None:
    counted_from_0 = locator.scheme in ("char", "line", "t")
    for low, high in spans:
        # positions lie between characters: the one after the last is an end, and no beginning of anything
        if (high or 0) > length or low > length or (counted_from_0 and low == length and high != low):
            shown = f"{length / SECOND:g}" if locator.scheme == "t" else str(length)
            raise ValueFault(
                "locator-past-end", f"{quoted(locator.text)} lies past the end of the source.",
                f"It has {shown} {unit}.",
            )  # fmt: skip


def _in_text(text: str, place: str) -> tuple[Span, ...]:
    found = _TEXT.fullmatch(place)
    if found is None or (found[1] is None and found[3] is None):
        raise _bad(text, "char=120,188 or line=10,12: from one position to the next, counted from 0")
    low = int(found[1] or 0)
    return ((low, low if not found[2] else int(found[3]) if found[3] else None),)


def _row(text: str, part: str) -> Span:
    found = _ROWS.fullmatch(part)
    if found is None:
        raise _bad(text, "row=7 or row=5-9, counted from 1, the header being row 1")
    return _span(text, found[1], found[2])


def _cells(text: str, place: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    rows: list[Span] = []
    columns: list[Span] = []
    for part in place.split(";"):
        found = _CELLS.fullmatch(part)
        if found is None:
            raise _bad(text, "cell=4,1 or cell=4,1-6,3: the row, then the column, counted from 1")
        rows.append(_span(text, found[1], found[3]))
        columns.append(_span(text, found[2], found[4]))
    return tuple(rows), tuple(columns)


def _span(text: str, low: str, high: str | None) -> Span:
    """``*`` is the last one; as a beginning it says nothing that can be checked, so it is refused."""
    if low == "*" or int(low) == 0 or high == "0":
        raise _bad(text, "numbers, counted from 1")
    return int(low), int(low) if high is None else None if high == "*" else int(high)


def _in_time(text: str, place: str) -> tuple[Span, ...]:
    if re.match(r"(?:smpte|clock)", place):
        raise _bad(text, "seconds or hours:minutes:seconds from the beginning")
    found = _TIME.fullmatch(place)
    if found is None or (found[1] is None and found[2] is None):
        raise _bad(text, "t=12,19 or t=0:02:00,0:02:10, from the beginning")
    low, high = _clock(found[1]) if found[1] else 0, _clock(found[2]) if found[2] else None
    if high is not None and high <= low:
        raise _bad(text, "the lower end first")
    return ((low, high),)


def _clock(text: str) -> int:
    whole, _, part = text.partition(".")
    seconds, minutes, hours = (*(int(each) for each in reversed(whole.split(":"))), 0, 0)[:3]
    return hours * HOUR + minutes * MINUTE + seconds * SECOND + int(part[:6].ljust(6, "0"))


def _bad(text: str, right: str) -> ValueFault:
    return ValueFault("bad-locator", f"{quoted(text)} cannot be read as a place in a source.", f"Write {right}.")

"""That an answer is of a time after the law was last checked, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from habeas.core.edtf import show_instant
from habeas.core.finding import Finding

_SHOWN = 3  # acts named in a line


class Late(NamedTuple):
    """An answer of a later time: whose clause, of what, and when the law was last checked, in words."""

    instrument: str
    of: str
    words: str


def checked_words(finding: Finding, zone: str) -> str:
    """``the law was last checked on 16 April 2025``; empty where the answer is of a time before that."""
    if finding.last_checked is None:
        return ""
    return f"the law was last checked on {show_instant(finding.last_checked, zone)}"


def last_checked_json(finding: Finding) -> str | None:
    """The day as the instrument writes it; null where the answer is of a time before."""
    return None if finding.last_checked is None else finding.last_checked.text


def late_of(findings: Iterable[Finding], zone: str) -> list[Late]:
    """The answers that are of a time after the law was last checked."""
    return [
        Late(one.instrument, one.group or one.act or one.custody or one.clause, checked_words(one, zone))
        for one in findings
        if one.last_checked is not None
    ]


def checked_lines(late: Iterable[Late]) -> Iterator[str]:
    """One line for each instrument of which some answers are of a later time: which."""
    by_instrument: dict[str, list[Late]] = {}
    for one in late:
        by_instrument.setdefault(one.instrument, []).append(one)
    for instrument, those in by_instrument.items():
        of = list(dict.fromkeys(one.of for one in those))
        more = f" and {len(of) - _SHOWN} more" if len(of) > _SHOWN else ""
        yield (
            f"{instrument}: {those[0].words}; what is said of {', '.join(of[:_SHOWN])}{more} "
            "is, or may be, of a later time."
        )

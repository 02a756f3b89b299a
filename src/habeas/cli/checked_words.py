"""That an answer is of a time after the law was last checked, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from habeas.core.edtf import show_instant
from habeas.core.finding import Finding

_SHOWN = 3  # acts named in a line


def checked_words(finding: Finding, zone: str) -> str:
    """``the law was last checked on 16 April 2025``; empty where the answer is of a time before that."""
    if finding.last_checked is None:
        return ""
    return f"the law was last checked on {show_instant(finding.last_checked, zone)}"


def last_checked_json(finding: Finding) -> str | None:
    """The day as the instrument writes it; null where the answer is of a time before."""
    return None if finding.last_checked is None else finding.last_checked.text


def checked_lines(findings: Iterable[Finding], zone: str) -> Iterator[str]:
    """One line for each instrument of which some answers are of a later time: which."""
    by_instrument: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.last_checked is not None:
            by_instrument.setdefault(finding.instrument, []).append(finding)
    for instrument, late in by_instrument.items():
        of = list(dict.fromkeys(one.group or one.act or one.custody or one.clause for one in late))
        more = f" and {len(of) - _SHOWN} more" if len(of) > _SHOWN else ""
        yield (
            f"{instrument}: {checked_words(late[0], zone)}; what is said of {', '.join(of[:_SHOWN])}{more} "
            "is, or may be, of a later time."
        )

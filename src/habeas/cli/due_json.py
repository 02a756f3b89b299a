"""Deadlines and terms as objects: ``is`` says which of the two. Lengths are whole seconds, below zero for the past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from habeas.cli.checked_words import last_checked_json
from habeas.core.zones import SECOND
from habeas.custody import iso
from habeas.law.findings.deadlines import Deadline
from habeas.law.findings.renewals import Renewal, Term

Plain = dict[str, object]


def objects(found: Sequence[Deadline], terms: Sequence[Term], zone: str, day: int) -> Iterator[Plain]:
    """The duties by due time, then the terms."""
    for one in found:
        yield _duty(one, zone, day)
    for term in terms:
        yield term_json(term, zone, day)


def _duty(one: Deadline, zone: str, day: int) -> Plain:
    finding = one.finding.as_json()
    return {
        "is": "duty",
        **{name: finding[name] for name in ("instrument", "clause", "act", "custody", "reading")},
        "due": _range(one.low, one.high, zone),
        "left_seconds": _left(one.low, one.high, day),
        **{name: finding[name] for name in ("outcome", "because", "would_settle")},
        "mended": one.finding.mended,
        "says": one.finding.says,
        "last_checked": last_checked_json(one.finding),
        "renewal": None if one.renewal is None else renewal_json(one.renewal, zone, day),
    }


def term_json(term: Term, zone: str, day: int) -> Plain:
    """A custody's own term, with its renewal."""
    return {"is": "term", "custody": term.custody, "rows": list(term.rows), **renewal_json(term.renewal, zone, day)}


def renewal_json(renewal: Renewal, zone: str, day: int) -> Plain:
    return {
        "term": renewal.term.text,
        "next": _range(renewal.low, renewal.high, zone),
        "left_seconds": _left(renewal.low, renewal.high, day),
        "lapsed": renewal.lapsed,
        "renewed": [{"act": one.act, "rows": list(one.rows)} for one in renewal.renewed],
    }


@lru_cache  # deadlines come in order: those of one moment follow each other
def _range(low: int | None, high: int | None, zone: str) -> Plain | None:
    """None where nobody says from when it runs; an end of it is null where claims leave it open to that side."""
    return None if low is None or high is None else {"earliest": iso(low, zone), "latest": iso(high, zone)}


def _left(low: int | None, high: int | None, day: int) -> list[int | None] | None:
    """From the day asked (its end) to the earliest and to the latest due time, towards zero."""
    if low is None or high is None:
        return None
    return [None if iso(t, "UTC") is None else _seconds(t - day) for t in (low, high)]


def _seconds(micros: int) -> int:
    return micros // SECOND if micros >= 0 else -(-micros // SECOND)

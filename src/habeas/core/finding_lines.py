"""Findings as lines of JSON, a hundred thousand of them in a second: what the readings of one subject share is written
out once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from habeas.core.finding import Finding, Support

_encode = json.JSONEncoder(ensure_ascii=False).encode


def json_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Each finding as ``json.dumps`` writes ``Finding.as_json()``, in the order given, without the end of the line."""
    written = _Written()
    about: tuple[str | None, ...] = ()
    subject = ""
    shared: dict[tuple[int, int], tuple[str, str]] = {}  # by identity: the findings live as long as this runs
    for finding in findings:
        if about != (now := (finding.act, finding.custody, finding.group)):
            about, shared = now, {}
            name, of = ("act", finding.act) if finding.group is None else ("group", finding.group)
            subject = f'"{name}": {_encode(of)}, "custody": {_encode(finding.custody)}'
        at = (id(finding.rests_on), id(finding.would_settle))
        if at not in shared:
            opened = _encode([fact.as_json() for fact in finding.would_settle])
            shared[at] = written.supports(finding.rests_on), opened
        rests_on, would_settle = shared[at]
        yield (
            f'{{"instrument": {written.word(finding.instrument)}, "clause": {written.word(finding.clause)}, {subject}, '
            f'"reading": {written.word(finding.reading)}, "outcome": "{finding.outcome}", '
            f'"because": {written.word(finding.because)}, "rests_on": {rests_on}, '
            f'"strength": {"null" if finding.strength is None else finding.strength}, '
            f'"turns_on": {written.turns(finding.turns_on)}, "would_settle": {would_settle}}}'
        )


class _Written:
    """What has been written out before."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._turns: dict[tuple[tuple[str, ...], ...], str] = {}
        self._rows: dict[tuple[str, ...], str] = {}

    def word(self, text: str) -> str:
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = _encode(text)
        return known

    def turns(self, turns_on: tuple[tuple[str, ...], ...]) -> str:
        known = self._turns.get(turns_on)
        if known is None:
            known = self._turns[turns_on] = _encode(turns_on)
        return known

    def supports(self, supports: tuple[Support, ...]) -> str:
        return "[" + ", ".join(["[" + ", ".join([self.rows(one.rows) for one in support]) + "]"
                                for support in supports]) + "]"  # fmt: skip

    def rows(self, rows: tuple[str, ...]) -> str:
        known = self._rows.get(rows)
        if known is None:
            known = self._rows[rows] = _encode(rows)
        return known

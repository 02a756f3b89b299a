"""Findings as lines of JSON are what ``json`` writes of each."""

from __future__ import annotations

import json
from dataclasses import replace

from habeas.core.claim import Content
from habeas.core.finding import Finding, OpenFact, Witnessed
from habeas.core.finding_lines import json_lines

_SAID = Witnessed(Content("act:á-1", "act.kind", "departs", against=False), ("events/x.csv:2", 'claims/"y".csv:31'))
_TIMED = Witnessed(Content("act:á-1", "act.time", "2025-03-15", against=False), ("events/x.csv:2",))
_OPEN = OpenFact("act:á-1 act.time", "imprecise", True, ("breach", "kept"))
_ONE = Finding(
    "order", "no-removal", "act:á-1", None, "spoken \\ early", "undetermined", "imprecise",
    turns_on=(("order", "in_force.from"), ("removal",)), would_settle=(_OPEN, replace(_OPEN, decisive=False)),
)  # fmt: skip


def test_each_line_is_what_json_writes() -> None:
    settled = _ONE._replace(outcome="kept", because="done_in_time", strength=2, would_settle=(), turns_on=(),
                      rests_on=((_SAID,), (_TIMED, _SAID)))  # fmt: skip
    findings = [
        _ONE,
        _ONE._replace(reading="written"),
        settled,
        settled._replace(act=None, custody="custody:c-2"),
        settled._replace(act=None, group="carrier:x", acts=("act:á-1",)),
        _ONE._replace(act=None),
        settled._replace(act=None, strength=None),
    ]
    assert list(json_lines(findings)) == [json.dumps(one.as_json(), ensure_ascii=False) for one in findings]

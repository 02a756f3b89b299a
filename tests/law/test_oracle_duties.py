"""The oracle's reading of required acts, limits, grounds, and clauses made of clauses, worked by hand from the text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.oracle.notation import DEPARTS, FLIGHT, HELD, order, outcome

# ---- required acts: semantics 19

HEARING = order({"requires": "act.kind = 'hears'", "after": DEPARTS, "within": "PT3M"})
HEARD = FLIGHT + "a at :03 | order at :01 | act:h act.kind hears | h of person:p\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEARD + "h at :05", "kept"),
        (HEARD + "h at :06", "undetermined"),  # the same minute as the deadline
        (HEARD + "h at :07", "breach"),
        (HEARD + "h at :02", "breach"),  # before the trigger
        (HEARD + "not act:h act.happened true", "breach"),  # spoken of, and denied
        (HEARD, "undetermined"),  # spoken of, and nobody says when
        (FLIGHT + "a at :03 | order at :01", "undetermined"),  # nobody speaks of one
        (HEARD.replace("h of person:p", "h of person:q") + "h at :05", "undetermined"),
        (HEARD.replace("h of person:p", "h of group:f | p in f")
         + "h at :05", "kept"),
        (HEARD.replace("p in class", "not p in class"), "not_bound"),
        (FLIGHT + "a at :03 | order at :07", "kept"),  # not in force at the deadline
        (FLIGHT + "a at :03 | order at :01 | log:l log.covers hears; 2025-01-01..2025-01-02", "breach"),
        (FLIGHT + "a at :03 | order at :01 | log:l log.covers files,hears; person:p; 2025-01-01..2025-01-02",
         "breach"),
        (FLIGHT + "a at :03 | order at :01 | log:l log.covers hears; person:q; 2025-01-01..2025-01-02",
         "undetermined"),
        (FLIGHT + "a at :03 | order at :01 | log:l log.covers files; 2025-01-01..2025-01-02",
         "undetermined"),
        (FLIGHT + "a at :03 | order at :01 | log:l log.covers hears; 2025-01-01T00:04..2025-01-02",
         "undetermined"),  # not the whole period
        (HEARD + "h at :05 | log:l log.covers hears; 2025-01-01..2025-01-02", "kept"),
        (FLIGHT + "a at :03 | not act:a act.happened true | order at :09", "kept"),
    ],
)  # fmt: skip
def test_a_hearing_within_three_minutes(text: str, expected: str) -> None:
    assert outcome(text, HEARING) == expected


def test_what_is_not_due_is_open() -> None:
    late = HEARD + "not act:h act.happened true"
    assert outcome(late, HEARING, asked=7) == "breach"
    assert outcome(late, HEARING, asked=5) == "undetermined"
    assert outcome(HEARD + "h at :05", HEARING, asked=5) == "kept"


@pytest.mark.parametrize(("at", "expected"), [(":05", "breach"), (":03", "kept"), (":04", "undetermined")])
def test_notice_two_minutes_before(at: str, expected: str) -> None:
    clause = {"requires": "act.kind = 'gives_notice'", "before": DEPARTS, "at_least": "PT2M"}
    text = FLIGHT + f"a at :06 | order at :01 | act:n act.kind gives_notice | n of person:p | n at {at}"
    assert outcome(text, order(clause)) == expected


@pytest.mark.parametrize(
    ("at", "expected"), [(":04", "kept"), (":05", "undetermined"), (":06", "breach"), (":02", "breach")]
)
def test_by_an_instant(at: str, expected: str) -> None:
    clause = {"requires": "act.kind = 'hears'", "after": DEPARTS, "by": "2025-01-01T00:05"}
    assert outcome(HEARD + f"h at {at}", order(clause)) == expected


# ---- custody, and clauses of clauses: semantics 3, 20 and 21


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("custody:k custody.start :02 | custody:k custody.end :04", "kept"),
        (
            "custody:k custody.start :02 | custody:k custody.end :05",
            "undetermined",
        ),  # exactly three minutes by the clock
        ("custody:k custody.start :02 | custody:k custody.end :06", "breach"),
        ("custody:k custody.start :02", "undetermined"),
        ("custody:k custody.start :02 | custody:k custody.end ongoing 2025-01-02", "breach"),
        ("custody:k custody.start :02 | custody:k custody.end ongoing 2025-01-01", "undetermined"),
        ("custody:k custody.end :06", "undetermined"),
        ("custody:k custody.start :06 | custody:k custody.end ..:09", "undetermined"),
    ],
)
def test_no_more_than_three_minutes(ends: str, expected: str) -> None:
    limits = order({"limits": "custody.kind = 'stint'", "to": "PT3M"}, in_force={})
    assert outcome(HELD + ends, limits, "custody:k") == expected


@pytest.mark.parametrize(
    ("force", "expected"),
    [
        ({"until": "2025-01-01T00:04"}, "kept"),
        ({"from": "2025-01-01T00:08"}, "breach"),  # it had lasted longer when the limit came
        ({"from": "2025-01-01T00:09"}, "undetermined"),
        ({"except": [{"from": "2025-01-01T00:03", "until": "2025-01-01T00:08"}]}, "breach"),
        ({"except": [{"from": "2025-01-01T00:04"}]}, "kept"),
    ],
)
def test_a_limit_that_came_or_went(force: dict[str, Any], expected: str) -> None:
    limits = order({"limits": "custody.kind = 'stint'", "to": "PT3M"}, in_force=force)
    assert outcome(HELD + "custody:k custody.start :02 | custody:k custody.end :09", limits, "custody:k") == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [("custody:k custody.ground instrument:act", "kept"), ("not custody:k custody.ground instrument:act", "breach"),
     ("", "undetermined")],
)  # fmt: skip
def test_a_ground_in_force(more: str, expected: str) -> None:
    ground = order({"permits": "custody.ground = 'instrument:act'"})
    text = HELD + "custody:k custody.start :02 | custody:k custody.end :04\n" + more
    assert outcome(text, ground, "custody:k") == expected
    assert outcome(text.replace("order at :00", "order at :03"), ground, "custody:k") != "kept"


@pytest.mark.parametrize(
    ("freed", "expected"),
    [("f at :05", "kept"), ("f at :09", "breach"), ("f at :07", "undetermined"),
     ("not act:f act.happened true", "breach"), ("", "undetermined")],
)  # fmt: skip
def test_a_hearing_or_failing_that_release(freed: str, expected: str) -> None:
    """No hearing by :06; release is then due within a minute of that, or counts at any time for the other duty."""
    either = {"any_of": [
        {"id": "hear", "requires": "act.kind = 'hears'", "after": DEPARTS, "within": "PT3M"},
        {"id": "free", "requires": "act.kind = 'releases'", "after": DEPARTS, "within": "PT4M"},
    ]}  # fmt: skip
    text = HEARD + "not act:h act.happened true | act:f act.kind releases | f of person:p\n" + freed
    assert outcome(text, order(either)) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [("h at :05", "kept"),  # heard in time: the other duty never arises
     ("not act:h act.happened true | f at :09", "breach"),
     ("not act:h act.happened true | f at :05", "breach"),  # before it arose, at :06
     ("not act:h act.happened true | f at :06", "undetermined"),
     ("not act:h act.happened true | f at :07", "undetermined")],
)  # fmt: skip
def test_a_duty_that_arises_when_another_is_broken(more: str, expected: str) -> None:
    instrument = order({"failing": "hear", "requires": "act.kind = 'releases'", "within": "PT1M"})
    instrument["clauses"].append({"id": "hear", "requires": "act.kind = 'hears'", "after": DEPARTS, "within": "PT3M"})
    text = HEARD + "act:f act.kind releases | f of person:p\n" + more
    assert outcome(text, instrument) == expected

"""Due times by hand: what the calendar of the matter gives, earliest and latest."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from habeas.core.edtf import read_instant, show_instant
from habeas.core.instant import Instant
from habeas.core.located import read_documents
from habeas.law import Examination, chosen_readings, read_instrument
from habeas.law.findings.deadlines import Deadline, deadlines
from habeas.law.findings.renewals import Term, terms
from tests.custody.saying import SCHEMA, ZONE, say

ON = read_instant("2025-03-20", ZONE, 5).high
ARREST = ("act:arrest act.kind arrests", "act:arrest act.person person:p")
HELD = ("custody:a custody.person person:p", "custody:a custody.kind hold")


def _deadlines(clauses: str, *lines: str, head: str = "", on: int = ON) -> tuple[Deadline, ...]:
    text = f"instrument: i\nzone: {ZONE}\n{head}\nclauses:\n{clauses}"
    (node,) = read_documents(text, "i.yaml")
    instrument = read_instrument(node, SCHEMA, ZONE, 5)
    return deadlines(_examination(lines, on), chosen_readings([instrument], None, every=False), on)


def _examination(lines: Sequence[str], on: int = ON) -> Examination:
    return Examination(say(*lines), lambda source: source, SCHEMA, ZONE, on)


def _due(one: Deadline) -> str:
    return "" if one.low is None or one.high is None else show_instant(Instant(((one.low, one.high),)), ZONE)


def _only(clauses: str, *lines: str, head: str = "", on: int = ON) -> Deadline:
    (one,) = _deadlines(clauses, *lines, head=head, on=on)
    return one


HEARING = "- {id: h, requires: \"act.kind = 'hears'\", after: \"act.kind = 'arrests'\", within: PT48H}\n"


@pytest.mark.parametrize(
    ("clause", "due"),
    [
        ("within: PT48H", "2025-03-09 11:00 EDT"),  # a night of 23 hours
        ("within: P2D", "2025-03-09 10:00 EDT"),
        ("within: PT48H, excluding: [weekends]", "2025-03-11 10:00 EDT"),
        ("within: P2D, count: business_days", "the end of 2025-03-11 EDT"),
        ("by: '2025-03-12T09:00'", "2025-03-12 09:00 EDT"),
    ],
)
def test_a_duty_is_due_as_its_clause_counts(clause: str, due: str) -> None:
    one = _only(f"- {{id: h, requires: \"act.kind = 'hears'\", after: \"act.kind = 'arrests'\", {clause}}}\n",
                *ARREST, "act:arrest act.time 2025-03-07T10:00")  # fmt: skip
    assert _due(one) == due


def test_a_due_time_is_as_precise_as_what_it_runs_from() -> None:
    assert _due(_only(HEARING, *ARREST, "act:arrest act.time 2025-03-12")) == "2025-03-14 EDT"
    rivals = ("act:arrest act.time 2025-03-12T10:00", "act:arrest act.time 2025-03-12T12:00 (B)")
    assert _due(_only(HEARING, *ARREST, *rivals)) == "2025-03-14 10:00 to 12:00 EDT"


def test_the_order_of_things_narrows_a_due_time() -> None:
    lines = (*ARREST, "act:arrest act.time 2025-03-12", "act:arrest act.before act:next",
             "act:next act.kind decides", "act:next act.time 2025-03-12T08:00")  # fmt: skip
    one = _only(HEARING, *lines)
    assert one.high is not None
    assert one.high < read_instant("2025-03-14T08:01", ZONE, 5).low


def test_an_act_that_nobody_times_gives_no_due_time_and_comes_last() -> None:
    timed = ("act:b act.kind arrests", "act:b act.person person:q", "act:b act.time 2025-03-12")
    first, last = _deadlines(HEARING, *ARREST, *timed)
    assert [first.finding.act, last.finding.act] == ["act:b", "act:arrest"]
    assert (last.low, last.high) == (None, None)


def test_what_must_come_before_is_due_at_the_last_moment_early_enough() -> None:
    notice = "- {id: n, requires: \"act.kind = 'gives_notice'\", before: \"act.kind = 'removes'\", at_least: P15D}\n"
    lines = ("act:r act.kind removes", "act:r act.person person:p", "act:r act.time 2025-03-31T10:00")
    assert _due(_only(notice, *lines)) == "2025-03-16 10:00 EDT"


def test_a_limit_is_due_from_the_start_of_the_custody() -> None:
    limit = "- {id: m, limits: \"custody.kind = 'hold'\", to: P6M}\n"
    one = _only(limit, *HELD, "custody:a custody.start 2024-08-31")
    assert (one.finding.custody, _due(one)) == ("custody:a", "2025-02-28 EST")
    assert one.finding.outcome == "undetermined"


STINTS = (
    "custody:a custody.person person:p", "custody:a custody.kind stint",
    "custody:a custody.start 2025-03-01T08:00", "custody:a custody.end 2025-03-02T09:00",
    "custody:b custody.person person:p", "custody:b custody.kind stint",
    "custody:b custody.start 2025-03-02T08:00", "custody:b custody.end 2025-03-05T08:00",
)  # fmt: skip


@pytest.mark.parametrize(("per", "due"), [("stint", "2025-03-05T08:00"), ("consecutive", "2025-03-04T08:00"),
                                          ("stay", "2025-03-04T08:00")])  # fmt: skip
def test_a_limit_on_a_chain_of_stints_is_due_from_its_first_start(per: str, due: str) -> None:
    found = _deadlines(f"  - {{id: c, limits: custody.kind = 'stint', to: P3D, per: {per}}}", *STINTS)
    (second,) = [one for one in found if one.finding.custody == "custody:b"]
    assert (second.low, second.high) == _minute(due)


def test_whether_stints_meet_leaves_open_from_when_a_limit_runs() -> None:
    """08:00 of the one and 08:00 of the other: they meet, or there are some seconds between."""
    meeting = [line.replace("2025-03-02T09:00", "2025-03-02T08:00") for line in STINTS]
    found = _deadlines("  - {id: c, limits: custody.kind = 'stint', to: P3D, per: consecutive}", *meeting)
    (second,) = [one for one in found if one.finding.custody == "custody:b"]
    assert (second.low, second.high) == (_minute("2025-03-04T08:00")[0], _minute("2025-03-05T08:00")[1])


def _minute(text: str) -> tuple[int, int]:
    instant = read_instant(text, ZONE, 5)
    return instant.low, instant.high


def test_the_outcome_is_that_of_the_day_asked() -> None:
    lines = (*ARREST, "act:arrest act.time 2025-03-19T10:00", "log:l log.covers hears; 2025-01-01..2025-12-31")
    assert _only(HEARING, *lines).finding.because == "not_due"
    later = _only(HEARING, *lines, on=read_instant("2025-03-22", ZONE, 5).high)
    assert (later.finding.outcome, later.finding.because) == ("breach", "never_done")


def test_a_breach_made_good_later_says_by_how_much() -> None:
    lines = (*ARREST, "act:arrest act.time 2025-03-12T10:00", "act:h act.kind hears", "act:h act.person person:p",
             "act:h act.time 2025-03-14T13:00")  # fmt: skip
    one = _only(HEARING, *lines)
    assert (one.finding.outcome, one.finding.because) == ("breach", "done_late")
    assert "hours after it was due" in one.finding.mended


def test_what_would_settle_an_open_duty_comes_with_it() -> None:
    one = _only(HEARING, *ARREST, "act:arrest act.time 2025-03-12")
    assert (one.finding.outcome, one.finding.because) == ("undetermined", "gap")
    assert one.finding.would_settle


FAILING = """\
- {id: h, requires: "act.kind = 'hears'", after: "act.kind = 'arrests'", within: P1D}
- {id: r, requires: "act.kind = 'releases'", failing: h, within: P2D}
"""


def test_a_duty_that_makes_good_another_runs_from_where_that_fell_due() -> None:
    found = _deadlines(FAILING, *ARREST, "act:arrest act.time 2025-03-12T10:00")
    assert {one.finding.clause: _due(one) for one in found} == {
        "h": "2025-03-13 10:00 EDT",
        "r": "2025-03-15 10:00 EDT",
    }


ANY_OF = """\
- id: either
  any_of:
    - {id: h, requires: "act.kind = 'hears'", after: "act.kind = 'arrests'", within: P1D}
    - {id: r, requires: "act.kind = 'releases'", after: "act.kind = 'arrests'", SECOND}
"""


LATE_FORCE = (
    *HELD, "custody:a custody.start 2025-03-01T10:00", "custody:a custody.end ongoing 2025-03-10",
    "custody:a custody.ground warrant", "act:order act.time 2025-03-05T00:00", "act:lapse act.time 2025-03-06T00:00",
)  # fmt: skip


def test_a_limit_is_due_once_it_binds_whoever_had_been_held_too_long_before() -> None:
    limit = "- {id: lim, limits: \"custody.kind = 'hold'\", to: PT12H}\n"
    assert _due(_only(limit, *LATE_FORCE)) == "2025-03-01 22:00 EST"
    assert _due(_only(limit, *LATE_FORCE, head="in_force: {from: act:order}")) == "2025-03-05 00:00 EST"
    ended = [line for line in LATE_FORCE if "custody.end" not in line] + ["custody:a custody.end 2025-03-03"]
    assert _due(_only(limit, *ended, head="in_force: {from: act:order}")) == "2025-03-01 22:00 EST"


@pytest.mark.parametrize(
    ("first", "due"),
    [
        ("limits: \"custody.kind = 'hold'\", to: PT12H, in_force: {from: act:order}", "2025-03-05 01:00 EST"),
        ("permits: \"custody.ground = 'warrant'\", in_force: {until: act:lapse}", "2025-03-06 01:00 EST"),
        ("permits: \"custody.ground = 'final_order'\"", "2025-03-01 11:00 EST"),
    ],
)
def test_what_follows_a_failure_is_due_from_when_that_failed(first: str, due: str) -> None:
    found = _deadlines(
        f"- {{id: first, {first}}}\n"
        "- {id: out, requires: \"act.kind = 'releases'\", failing: first, within: PT1H}\n",
        *LATE_FORCE,
    )  # fmt: skip
    (out,) = [one for one in found if one.finding.clause == "out"]
    assert _due(out) == due


def test_of_alternatives_the_last_counts() -> None:
    one = _only(ANY_OF.replace("SECOND", "within: P3D"), *ARREST, "act:arrest act.time 2025-03-12T10:00")
    assert (one.finding.clause, _due(one)) == ("either", "2025-03-15 10:00 EDT")


def test_of_alternatives_one_without_a_time_leaves_the_last_open() -> None:
    one = _only(ANY_OF.replace("SECOND", "by: act:never-timed"), *ARREST, "act:arrest act.time 2025-03-12T10:00")
    assert (one.low, one.high) == (None, None)


def test_what_only_forbids_never_falls_due() -> None:
    assert _deadlines("- {id: f, forbids: \"act.kind = 'arrests'\"}\n", *ARREST) == ()


def test_an_end_of_time_counted_from_the_start_is_a_due_time() -> None:
    clause = "- {id: d, requires: \"act.kind = 'hears'\", by: {after: P10D}}\n"
    head = "in_force: {from: '2025-03-01T09:00'}"
    one = _only(clause, *ARREST, head=head)
    assert (one.finding.act, _due(one)) == (None, "2025-03-11 09:00 EDT")


# ---- renewals ------------------------------------------------------------------------------------------------------

RENEWABLE = "- {id: t, limits: \"custody.kind = 'hold'\", to: P1Y, renewable: P1Y}\n"


def _renewal_of(*lines: str, on: str = "2025-03-20", clause: str = RENEWABLE) -> tuple[str, bool, list[str]]:
    renewal = _only(clause, *HELD, *lines, on=read_instant(on, ZONE, 5).high).renewal
    assert renewal is not None
    assert renewal.low is not None
    assert renewal.high is not None
    shown = show_instant(Instant(((renewal.low, renewal.high),)), ZONE)
    return shown, renewal.lapsed, [one.act for one in renewal.renewed]


def test_the_next_renewal_is_the_first_after_the_day_asked() -> None:
    assert _renewal_of("custody:a custody.start 2024-05-01") == ("2025-05-01 EDT", False, [])
    assert _renewal_of("custody:a custody.start 2024-05-01", on="2025-05-01")[0] == "2026-05-01 EDT"
    assert _renewal_of("custody:a custody.start 2024-05-01", on="2025-04-30")[0] == "2025-05-01 EDT"
    assert _renewal_of("custody:a custody.start 1990-05-01")[0] == "2025-05-01 EDT"


def test_a_short_month_does_not_shorten_the_terms_after_it() -> None:
    monthly = RENEWABLE.replace("P1Y", "P1M")
    assert _renewal_of("custody:a custody.start 2025-01-31", clause=monthly)[0] == "2025-03-31 EDT"


def test_whoever_says_that_it_was_renewed_is_named() -> None:
    start = "custody:a custody.start 2024-05-01"
    about = ("act:r act.kind renews", "act:r act.about person:p", "act:r act.time 2025-05-01")
    assert _renewal_of(start, *about)[2] == ["act:r"]
    assert _renewal_of(start, "act:r act.kind renews", "act:r act.instrument instrument:i")[2] == ["act:r"]
    assert _renewal_of(start, "act:r act.kind renews", "act:r act.about person:q")[2] == []
    assert (
        _renewal_of(start, "act:r act.kind renews", "act:r act.about person:p", "not act:r act.happened true")[2] == []
    )


def test_a_custody_that_ended_before_has_no_renewal_to_come() -> None:
    assert _renewal_of("custody:a custody.start 2024-05-01", "custody:a custody.end 2024-07-01") == (
        "2025-05-01 EDT", True, []
    )  # fmt: skip


def test_nobody_says_from_when_it_runs() -> None:
    renewal = _only(RENEWABLE, *HELD).renewal
    assert renewal is not None
    assert (renewal.low, renewal.high) == (None, None)


def _terms(*lines: str) -> tuple[Term, ...]:
    return terms(_examination((*HELD, "custody:a custody.start 2024-05-01", *lines)), ZONE, ON)


def test_a_term_that_a_speaker_gives_is_renewed_whatever_instruments_say() -> None:
    (term,) = _terms("custody:a custody.term P1Y", "custody:a custody.renewable true")
    assert (term.custody, term.rows, term.renewal.term.text) == ("custody:a", ("c.csv:5",), "P1Y")
    assert term.renewal.low == read_instant("2025-05-01", ZONE, 5).low


def test_rival_terms_stand_side_by_side_and_a_fixed_one_is_none() -> None:
    both = _terms("custody:a custody.term P1Y", "custody:a custody.term P6M (B)", "custody:a custody.renewable true")
    assert sorted(term.renewal.term.text for term in both) == ["P1Y", "P6M"]
    assert _terms("custody:a custody.term P1Y") == ()
    assert _terms("not custody:a custody.term P1Y", "custody:a custody.renewable true") == ()


def test_a_term_of_no_length_is_never_renewed() -> None:
    (term,) = _terms("custody:a custody.term PT0S", "custody:a custody.renewable true")
    assert term.renewal.low is None

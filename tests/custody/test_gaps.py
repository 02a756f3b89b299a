from habeas.core.edtf import show_instant
from habeas.core.instant import Instant
from habeas.custody import Gap, length, record_of
from tests.custody.saying import ZONE, say

Shown = tuple[str, str, str, str]


def _gaps(*lines: str, of: str = "person:p") -> list[Shown]:
    """What is missing, when, how long at least, how long at most."""
    rows = [row for row in record_of(say(*lines), of).rows if isinstance(row, Gap)]
    return [
        (
            " ".join(row.missing),
            show_instant(Instant(((row.low, row.high),)), ZONE),
            length(row.low, row.high + 1, ZONE),
            length(row.earliest, row.latest + 1, ZONE),
        )
        for row in rows
    ]


def _held(name: str, start: str, end: str = "", *, place: bool = True, ground: bool = True) -> list[str]:
    lines = [f"custody:{name} custody.person person:p", f"custody:{name} custody.start {start}"]
    lines += [f"custody:{name} custody.end {end}"] if end else []
    lines += [f"custody:{name} custody.place place:{name}"] if place else []
    return lines + ([f"custody:{name} custody.ground instrument:{name}"] if ground else [])


def _act(name: str, kind: str, time: str) -> list[str]:
    return [f"act:{name} act.kind {kind}", f"act:{name} act.person person:p", f"act:{name} act.time {time}"]


def test_no_gap_where_one_custody_follows_the_other() -> None:
    assert _gaps(*_held("a", "2025-03-01", "2025-03-05"), *_held("b", "2025-03-06", "2025-03-08")) == []


def test_days_between_two_custodies_are_a_gap_of_both() -> None:
    got = _gaps(*_held("a", "2025-03-01", "2025-03-05"), *_held("b", "2025-03-08", "2025-03-09"))
    assert got == [("place ground", "2025-03-06 to 2025-03-07 EST", "2 days", "4 days")]


def test_a_custody_without_a_ground_is_a_gap_of_grounds_alone() -> None:
    got = _gaps(*_held("a", "2025-03-01", "2025-03-05", ground=False))
    assert got == [("ground", "2025-03-01 to 2025-03-05 EST", "5 days", "5 days")]


def test_a_gap_of_both_and_a_gap_of_one_are_told_apart() -> None:
    got = _gaps(*_held("a", "2025-03-01", "2025-03-05", ground=False), *_held("b", "2025-03-07", "2025-03-08"))
    assert [(missing, when) for missing, when, _, _ in got] == [
        ("ground", "2025-03-01 to 2025-03-05 EST"), ("place ground", "2025-03-06 EST"),
    ]  # fmt: skip


def test_a_custody_without_a_place_leaves_a_gap_of_places() -> None:
    got = _gaps(*_held("a", "2025-03-01", "2025-03-05", place=False))
    assert [missing for missing, *_ in got] == ["place"]


def test_the_days_after_an_arrest_before_anyone_claims_a_place() -> None:
    got = _gaps(*_act("arrest", "arrests", "2025-03-01"), *_held("a", "2025-03-04", "2025-03-05"))
    assert got == [("place ground", "2025-03-02 to 2025-03-03 EST", "2 days", "4 days")]


def test_whoever_is_released_need_not_be_anywhere_until_they_are_held_again() -> None:
    released = [*_held("a", "2025-03-01", "2025-03-05"), *_act("release", "releases", "2025-03-05")]
    again = [*_act("again", "arrests", "2025-03-20"), *_held("b", "2025-03-22", "2025-03-23")]
    assert [when for _, when, _, _ in _gaps(*released, *again)] == ["2025-03-21 EDT"]
    assert len(_gaps(*released, *again, "not act:release act.happened true (B)")) == 1, (
        "then nobody says where they were"
    )


def test_a_custody_without_an_end_counts_until_they_are_elsewhere() -> None:
    open_ended = _held("a", "2025-03-01")
    assert _gaps(*open_ended) == []
    assert [
        when for _, when, _, _ in _gaps(*open_ended, *_act("m", "returns", "2025-03-05"), *_held("b", "2025-03-08"))
    ] == ["2025-03-06 to 2025-03-07 EST"]


def test_the_days_after_a_custody_of_which_only_the_end_is_claimed() -> None:
    ended = ["custody:a custody.person person:p", "custody:a custody.end 2025-03-01", "custody:a custody.place place:a",
             "custody:a custody.ground instrument:a"]  # fmt: skip
    assert _gaps(*ended) == []
    got = _gaps(*ended, *_held("b", "2025-03-04", "2025-03-05"))
    assert got == [("place ground", "2025-03-02 to 2025-03-03 EST", "2 days", "4 days")]


def test_a_gap_of_grounds_with_no_end_says_so() -> None:
    (row,) = [
        row for row in record_of(say(*_held("a", "2025-03-01", ground=False)), "person:p").rows if isinstance(row, Gap)
    ]
    assert show_instant(Instant(((row.low, row.high),)), ZONE) == "from 2025-03-01 EST on"


def test_what_anybody_claims_is_no_gap_however_others_disagree() -> None:
    rivals = [*_held("a", "2025-03-01", "2025-03-05"), "custody:a custody.end 2025-03-07 (B)"]
    assert _gaps(*rivals, *_held("b", "2025-03-08", "2025-03-09")) == []


def test_what_happens_to_some_of_a_group_is_no_gap_of_the_group() -> None:
    lines = [*_held("a", "2025-03-01", ground=False), "person:p person.member_of group:g"]
    assert _gaps(*lines, of="group:g") == []
    assert len(_gaps(*lines)) == 1


def test_a_custody_that_nobody_dates_is_no_gap_and_no_error() -> None:
    assert _gaps("custody:a custody.person person:p") == []

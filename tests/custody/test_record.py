from habeas.core.edtf import read_instant
from habeas.custody import Act, Custody, Record, record_of
from habeas.custody.book import MOST
from habeas.custody.record import known_subjects
from tests.custody.saying import ZONE, say

HELD = (
    "custody:a custody.person person:p",
    "custody:a custody.start 2025-03-01",
    "custody:a custody.end 2025-03-10",
    "custody:a custody.place place:jail",
    "custody:a custody.ground instrument:warrant",
)


def _record(*lines: str, of: str = "person:p") -> Record:
    return record_of(say(*lines), of)


def _custodies(record: Record) -> list[Custody]:
    return [row for row in record.rows if isinstance(row, Custody)]


def test_a_custody_says_each_thing_with_whoever_says_it() -> None:
    (row,) = _custodies(_record(*HELD))
    assert row.facts["custody.place"].key == "place:jail"
    assert [witness.row for witness in row.facts["custody.place"].by] == ["c.csv:5"]
    assert [ground.said.key for ground in row.grounds] == ["instrument:warrant"]
    assert (row.number, row.count, row.contested) == (1, 1, ())


def test_claims_that_disagree_stand_side_by_side() -> None:
    rows = _custodies(
        _record(*HELD, "custody:a custody.place place:camp (B)", "custody:a custody.start 2025-03-02 (B)")
    )
    got = {(row.facts["custody.start"].text, row.facts["custody.place"].key) for row in rows}
    assert got == {(day, place) for day in ("2025-03-01", "2025-03-02") for place in ("place:camp", "place:jail")}
    assert [(row.number, row.count) for row in rows if row.number == 1] == [(1, 4)]
    assert rows[0].contested == ("custody.start", "custody.place")


def test_times_that_can_be_one_time_make_one_row_with_both_witnesses() -> None:
    (row,) = _custodies(_record(*HELD, "custody:a custody.start 2025-03-01T10:00 (B)"))
    start = row.facts["custody.start"]
    assert start.instant == read_instant("2025-03-01T10:00", ZONE, 5)
    assert [witness.row for witness in start.by] == ["c.csv:3", "c.csv:7"]


def test_too_many_rivals_are_not_combined_and_none_is_dropped() -> None:
    rivals = (("custody.place", "place"), ("custody.holder", "org"), ("custody.for", "org"))
    names = [f"custody:a {name} {kind}:x-{i}" for i in range(5) for name, kind in rivals]
    rows = _custodies(_record("custody:a custody.person person:p", *names))
    assert MOST < 5**3
    assert len(rows) == 15
    assert all(row.apart and len(row.facts) == 2 for row in rows)
    assert {said.key for row in rows for said in row.facts.values()} >= {line.split()[2] for line in names}


def test_a_denial_stands_with_what_it_denies() -> None:
    (row,) = _custodies(_record(*HELD, "not custody:a custody.ground instrument:warrant (B)",
                                "not custody:a custody.place place:camp (B)"))  # fmt: skip
    assert [witness.speaker for witness in row.grounds[0].said.denied_by] == ["B"]
    assert [(said.key, said.denied_by[0].speaker) for said in row.denials] == [("place:camp", "B")]


def test_a_custody_that_may_be_of_another_person_shows_both() -> None:
    rows = _custodies(_record(*HELD, "custody:a custody.person person:q (B)"))
    assert [row.facts["custody.person"].key for row in rows] == ["person:p", "person:q"]


def test_custody_of_a_group_counts_for_its_members() -> None:
    record = _record("custody:a custody.person group:g", "person:p person.member_of group:g")
    (row,) = _custodies(record)
    assert [said.key for said in row.people] == ["group:g"]
    assert _record("custody:a custody.person group:g", "person:p person.member_of group:h").rows == ()


def test_acts_that_move_people_make_a_record_without_any_custody() -> None:
    record = _record(
        "act:two act.kind transfers", "act:two act.person person:p", "act:two act.time 2025-03-05",
        "act:one act.kind arrests", "act:one act.person person:p", "act:one act.time 2025-03-01",
        "act:court act.kind decides", "act:court act.person person:p", "act:court act.time 2025-03-02",
    )  # fmt: skip
    assert [row.id for row in record.rows if isinstance(row, Act)] == ["act:one", "act:two"]


def test_an_act_whose_time_is_in_dispute_stands_at_both_and_one_without_a_time_comes_last() -> None:
    record = _record(
        "act:u act.kind lands", "act:u act.person person:p",
        "act:t act.kind departs", "act:t act.person person:p",
        "act:t act.time 2025-03-05T10:00", "act:t act.time 2025-03-05T11:00 (B)",
        "not act:t act.happened true (C)",
    )  # fmt: skip
    acts = [row for row in record.rows if isinstance(row, Act)]
    assert [(row.id, row.number, row.count) for row in acts] == [("act:t", 1, 2), ("act:t", 2, 2), ("act:u", 1, 1)]
    assert acts[0].happened is not None
    assert [witness.speaker for witness in acts[0].happened.denied_by] == ["C"]


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = say(*HELD, "custody:a custody.place place:camp (B)", "act:t act.kind departs", "act:t act.person person:p")
    assert record_of(claims, "person:p") == record_of(claims[::-1], "person:p")


def test_whoever_a_claim_names_can_be_asked_about() -> None:
    assert known_subjects(say(*HELD, "person:x person.member_of group:y")) == {"person:p", "person:x", "group:y"}

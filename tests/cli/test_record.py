from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from tests.cli.asking import SHIPPED, ask, objects, small

HELD = """
custody:a custody.person person:p log Jail records
custody:a custody.start 2025-03-01 log Jail records
custody:a custody.end 2025-03-05 log Jail records
custody:a custody.place place:jail log Jail records
custody:a custody.place place:camp filing Petitioner alleges
custody:a custody.ground instrument:warrant log Jail records
custody:a custody.ground instrument:warrant filing Petitioner denies
custody:a custody.holder org:county log Jail records
custody:a custody.for org:ice log Jail records
instrument:warrant instrument.kind warrant log Jail records
instrument:warrant instrument.authority instrument:statute log Jail records
act:free act.kind releases log Jail records
act:free act.person person:p log Jail records
act:free act.time 2025-03-05T10:00 log Jail records
person:other person.member_of group:cell log Jail records
group:both group.size 2 log Jail records
person:both person.member_of group:cell log Jail records
"""
WARRANT = """
instrument: warrant
title: A warrant
in_force: {from: '2025-02-01T00:00', until: '2025-03-03T12:00'}
clauses: [{id: c, permits: "custody.kind = 'hold'"}]
"""


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    return small(tmp_path / "m", HELD, {"warrant": WARRANT})


def _kinds(rows: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(row["is"], row.get("id") or row.get("missing")) for row in rows]


def test_a_record_says_where_in_whose_hands_on_what_ground_and_who_says_so(matter: Path) -> None:
    status, out, _ = ask("record", matter, "p")
    assert status == 0
    for words in ("place:jail", "place:camp", "org:county", "for org:ice", "instrument:warrant (warrant)", "1 of 2",
                  "claims disagree on place", "under instrument:statute", "EST", "ended by its own terms",
                  "Jail records, Petitioner denies", "filing", "¶ 7"):  # fmt: skip
        assert words in " ".join(out.split()), words


def test_each_claim_of_a_row_has_its_speaker_stance_source_row_and_pin(matter: Path) -> None:
    rows = objects("record", matter, "person:p")
    assert _kinds(rows) == [
        ("person", "person:p"), ("custody", "custody:a"), ("custody", "custody:a"), ("act", "act:free"),
    ]  # fmt: skip
    (ground,) = cast("list[dict[str, object]]", rows[1]["grounds"])
    witness = {"speaker": "Jail", "stance": "records", "source": "log", "row": "claims.csv:7", "pin": "¶ 7"}
    assert ground["by"] == [witness]
    denial = {**witness, "speaker": "Petitioner", "stance": "denies", "source": "filing", "row": "claims.csv:8"}
    assert ground["denied_by"] == [denial]
    (state,) = cast("list[dict[str, object]]", ground["states"])
    assert state["words"] == ["in_force"]
    turn = {"word": "ended", "act": None, "earliest": "2025-03-03T12:00:00-05:00"}
    assert cast("list[dict[str, object]]", state["turns"])[0].items() >= turn.items()


def test_what_the_asker_does_not_see_is_in_no_row(matter: Path) -> None:
    without = objects("record", matter, "p", "--trust", "!source:filing")
    assert [row["id"] for row in without if row["is"] == "custody"] == ["custody:a"]
    assert "Petitioner" not in ask("record", matter, "p", "--trust", "!source:filing")[1]


def test_a_sealed_person_is_as_unknown_as_one_who_is_not_there(tmp_path: Path) -> None:
    matter = small(tmp_path / "m", HELD + "custody:b custody.person person:hidden log Jail records sealed\n")
    assert ask("record", matter, "hidden")[0] == 0
    status, _, err = ask("record", matter, "hidde", "--audience", "public")
    assert status == 2
    assert '"hidden"' not in err


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("ozher", 'no claim names the person or group "ozher". Nearest: "other".'),
        ("person:ozher", 'no claim names the person or group "person:ozher". Nearest: "person:other".'),
        ("both", '"both" is a person and a group. Write person:both or group:both.'),
        ("place:jail", '"place:jail" is of type place. Expected: person or group.'),
        ("a//b", '"a//b" holds signs that an id cannot have.'),
    ],
)
def test_whom_nobody_names_is_refused_with_the_nearest(matter: Path, asked: str, message: str) -> None:
    status, out, err = ask("record", matter, asked)
    assert (status, out) == (2, "")
    assert message in err


def test_a_plain_name_may_be_that_of_a_group(matter: Path) -> None:
    claim = "person:both person.member_of group:cell (Jail records, log ¶ 7 [claims.csv:18])"
    first, second = ask("record", matter, "cell")[1].splitlines()[:2]
    assert (first, second) == ("The custody record of group:cell", f"  some of them, person:both, count: {claim}")


def test_a_person_of_whom_no_custody_is_claimed(matter: Path) -> None:
    status, out, _ = ask("record", matter, "other")
    assert status == 0
    assert "Nobody claims a custody of them, or an act that moved them." in out


def test_too_many_rivals_are_said_to_stand_apart(tmp_path: Path) -> None:
    rivals = "".join(
        f"custody:a {name} {kind}:x-{i} log Jail records\n"
        for i in range(5)
        for name, kind in (("custody.place", "place"), ("custody.holder", "org"), ("custody.for", "org"))
    )
    matter = small(tmp_path / "m", "custody:a custody.person person:p log Jail records\n" + rivals)
    out = " ".join(ask("record", matter, "p")[1].split())
    assert "1 of 15: claims disagree on place, holder, for; too many combinations" in out


# ---- shipped matters ---------------------------------------------------------------------------------------------


def test_abrego_garcia_has_days_for_which_nobody_claims_a_place_or_a_ground() -> None:
    rows = objects("record", SHIPPED / "abrego-garcia", "abrego-garcia")
    assert _kinds(rows[1:]) == [
        ("act", "act:arrest"),
        ("gap", ["place", "ground"]),
        ("custody", "custody:cecot"),
        ("act", "act:removal"),
        ("gap", ["ground"]),
        ("act", "act:return"),
        ("gap", ["place", "ground"]),
        ("act", "act:release"),
    ]
    first = rows[2]
    assert (first["from"], first["shortest_seconds"]) == ("2025-03-13T00:00:00-04:00", 2 * 86_400)
    status, out, _ = ask("record", SHIPPED / "abrego-garcia", "abrego-garcia")
    assert status == 0
    assert "gap of 2 days, at most 4 days" in " ".join(out.split())


def test_jgg_claims_three_grounds_and_the_statute_behind_one() -> None:
    rows = objects("record", SHIPPED / "jgg-v-trump", "removed-venezuelan")
    (custody,) = [row for row in rows if row["is"] == "custody"]
    grounds = cast("list[dict[str, object]]", custody["grounds"])
    chains = {
        ground["value"]: [step["value"] for step in cast("list[dict[str, object]]", ground["chain"])]
        for ground in grounds
    }
    assert chains == {
        "instrument:cecot-agreement": [],
        "instrument:proclamation-10903": ["instrument:alien-enemies-act"],
        "instrument:title-8-final-orders": ["instrument:immigration-and-nationality-act"],
    }


def test_jgg_passengers_have_a_record_of_acts_with_rival_times() -> None:
    rows = objects("record", SHIPPED / "jgg-v-trump", "flight-1-passengers")
    departures = [row for row in rows if row.get("id") == "act:flight-1-departure"]
    assert [(row["number"], row["count"], row["contested"]) for row in departures] == [
        (1, 2, ["act.time"]), (2, 2, ["act.time"]),
    ]  # fmt: skip
    out = ask("record", SHIPPED / "jgg-v-trump", "flight-1-passengers")[1]
    assert "said not to have taken place" in " ".join(out.split())

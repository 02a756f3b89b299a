"""One event a row, and the acts that rows without a name describe."""

import random
from pathlib import Path

from habeas.core.claim import Claim
from habeas.intake import read_matter, read_whole
from habeas.intake.act_names import distinct
from habeas.intake.proposals import near_names, same_acts
from tests.intake.folder import events_csv, write_matter

DESIGN = (
    '2026-01-22 09:10,transfers,P-17,ICE,Jail A,Center B,,,ICE (Smith Decl.),admits,,ap,¶ 7,"was moved on January 22",,'
)
HEADER = "when,what,who,by,from,to,place,about,said_by,stance,said,source,pin,quote,label,note"


def claims(folder: Path, *rows: str, header: str = "") -> tuple[Claim, ...]:
    return read_matter(write_matter(folder, events_csv(*rows, header=header))).claims


def test_a_claim_for_each_filled_cell(tmp_path: Path) -> None:
    found = claims(tmp_path, DESIGN, header=HEADER)
    said = [(claim.property, claim.value.text if claim.value.kind == "instant" else claim.value.key) for claim in found]
    assert said == [
        ("act.time", "2026-01-22 09:10"), ("act.kind", "transfers"), ("act.person", "person:p-17"),
        ("act.by", "org:ice"), ("act.from", "place:jail-a"), ("act.to", "place:center-b"),
    ]  # fmt: skip
    assert {claim.subject for claim in found} == {"act:transfers-p-17-2026-01-22t0910"}
    assert {(claim.speaker, claim.stance, claim.source, claim.pin, claim.quote, claim.row) for claim in found} == {
        ("ICE (Smith Decl.)", "admits", "ap", "¶ 7", "was moved on January 22", "night.csv:2")
    }


def test_several_in_one_cell(tmp_path: Path) -> None:
    found = claims(
        tmp_path, "x,2026-01-22,states,P-1; group:class,person:judge;DOJ,,,,other; group:class,AP,asserts,ap,,"
    )
    assert {claim.value.key for claim in found} >= {
        "person:p-1", "group:class", "person:judge", "org:doj", "act:other",
    }  # fmt: skip
    assert {claim.subject for claim in found} == {"act:x"}


def test_names_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    rows = [
        ",2026-01-22 09:10,transfers,P-17,,A,B,,,AP,asserts,ap,,",
        ",2026-01-22 09:10,transfers,P-17,,A,C,,,ICE,asserts,ap,,",
        ",2026-01-22 09:10,transfers,P-17,,A,C,,,ICE,asserts,ap,,",
        ",[2026-01-22T09:10..2026-01-22T09:20],transfers,P-17;P-18;P-19,,,,,,AP,asserts,ap,,",
        ",,transfers,,ICE,,,,,AP,asserts,ap,,",
    ]
    seen = set()
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        found = claims(tmp_path, *rows)
        seen.add(frozenset((claim.subject, claim.property, claim.value.key, claim.speaker) for claim in found))
    assert len(seen) == 1
    acts = {claim.subject for claim in claims(tmp_path, *rows)}
    assert len(acts) == 5
    assert "act:transfers-p-17-2026-01-22t0910" in acts
    assert "act:transfers-p-17-p-18-and-1-more-2026-01-22t0910-2026-01-22t0920" in acts
    assert "act:transfers-ice-undated" in acts


def test_no_row_gets_the_name_that_another_gave_itself() -> None:
    assert distinct(["act:a"], ["00ff00ff"], {"act:a"}) == ["act:a-00ff00"]


def test_rows_with_one_id_are_witnesses_to_one_act(tmp_path: Path) -> None:
    rows = ("f1,2025-03-15T17:25,departs,,,,,,,AP,asserts,ap,,", "act:f1,2025-03-15T17:26,,,,,,,,CNN,asserts,copy,,")
    reading = read_whole(write_matter(tmp_path, events_csv(*rows)))
    assert {claim.subject for claim in reading.matter.claims} == {"act:f1"}
    assert same_acts(reading.events) == []


def test_rows_that_may_be_one_act_are_proposed_and_not_joined(tmp_path: Path) -> None:
    rows = (
        ",2026-01-22 09:10,transfers,P-17,ICE,A,B,,,ICE,asserts,ap,,",
        ",2026-01-22,transfers,P-17,,A,,,,AP,asserts,ap,,",  # may be the first
        ",2026-01-22 10:00,transfers,P-17,,A,B,,,AP,asserts,copy,,",  # another minute than the first
        ",2026-01-22 09:10,transfers,P-18,,A,B,,,AP,asserts,ap,,",  # another person
        ",2026-01-22 09:10,releases,P-17,,A,B,,,AP,asserts,ap,,",  # another kind
        ",2026-01-22 09:10,transfers,P-17,,Z,B,,,CNN,asserts,copy,,",  # from elsewhere
    )
    reading = read_whole(write_matter(tmp_path, events_csv(*rows)))
    groups = [[one.event.witness.row for one in group] for group in same_acts(reading.events)]
    assert groups == [["night.csv:3", "night.csv:2"]]
    assert len({claim.subject for claim in reading.matter.claims}) == 6


def test_a_denied_row_is_said(tmp_path: Path) -> None:
    reading = read_whole(write_matter(tmp_path, events_csv("x,2026-01-22,returns,,,,,,,DOJ,denies,ap,,")))
    assert all(claim.against for claim in reading.matter.claims)
    assert [notice.code for notice in reading.notices] == ["denied-row"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    change = events_csv("x,2026-01-22,lands,,,,,,,AP,asserts,ap,,")
    change["events/claims.csv"] = change.pop("events/night.csv")
    change["claims/claims.csv"] = "subject,property,value,source,speaker,stance\nf1,act.kind,lands,ap,AP,asserts\n"
    change["events/night.csv"] = None
    found = read_matter(write_matter(tmp_path, change)).claims
    assert {claim.row for claim in found} == {"claims/claims.csv:2", "events/claims.csv:2"}


def test_names_that_may_be_one() -> None:
    assert near_names(["person:p-17", "person:p17", "place:p17", "person:p-18"]) == [("person:p-17", "person:p17")]
    assert near_names(["place:el-valle", "place:el-vale", "place:la-villa"]) == [("place:el-vale", "place:el-valle")]
    assert near_names(["carrier:flight-1", "carrier:flight-2", "org:ice", "org:ins"]) == []

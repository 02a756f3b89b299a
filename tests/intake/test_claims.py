"""One claim a row: its value, its side, its labels."""
# ruff: noqa: E501, ISC004 - the messages stand as they are printed

from pathlib import Path

import pytest

from habeas.core.claim import Claim
from habeas.core.instant import Instant
from habeas.intake import read_matter, read_whole
from tests.intake.folder import GOOD, claims_csv, write_matter


def claims(folder: Path, *rows: str) -> tuple[Claim, ...]:
    return read_matter(write_matter(folder, claims_csv(*rows))).claims


def test_all_that_a_row_says(tmp_path: Path) -> None:
    (claim,) = claims(
        tmp_path,
        'act:F1,act.time,2025-03-15T17:26,decl,"char=17,32",ICE (Smith Decl.),admits,2025-03-18,sealed,n,,¶ 7,',
    )
    assert isinstance(claim.value.data, Instant)
    assert (claim.subject, claim.property, claim.value.text, claim.against) == (
        "act:f1", "act.time", "2025-03-15T17:26", False,
    )  # fmt: skip
    assert (claim.speaker, claim.stance, claim.source, claim.row) == (
        "ICE (Smith Decl.)",
        "admits",
        "decl",
        "claims.csv:2",
    )
    assert (claim.locator, claim.pin, claim.label, claim.note) == ("char=17,32", "¶ 7", "sealed", "n")
    assert claim.said is not None
    assert claim.said.text == "2025-03-18"


@pytest.mark.parametrize(
    ("value", "stance", "turned", "against"),
    [
        ("departs", "asserts", "", False),
        ("departs", "denies", "", True),
        ("departs", "finds", "yes", True),
        ("departs", "denies", "yes", False),
        ("departs", "admits", "no", False),
    ],
)
def test_on_which_side_a_row_stands(tmp_path: Path, value: str, stance: str, turned: str, *, against: bool) -> None:
    (claim,) = claims(tmp_path, f"act:f1,act.kind,{value},ap,,AP,{stance},,,,{turned},,")
    assert claim.against is against


@pytest.mark.parametrize(("value", "stance", "against"), [("true", "asserts", False), ("false", "asserts", True),
                                                         ("false", "denies", False), ("true", "denies", True)])  # fmt: skip
def test_a_flag_that_is_false_denies_that_it_is_true(tmp_path: Path, value: str, stance: str, *, against: bool) -> None:
    (claim,) = claims(tmp_path, f"act:f1,act.happened,{value},ap,,AP,{stance},,,,,,")
    assert (claim.value.key, claim.value.data, claim.value.text) == ("true", True, value)
    assert claim.against is against


def test_a_denial_turned_is_said(tmp_path: Path) -> None:
    reading = read_whole(write_matter(tmp_path, claims_csv("act:f1,act.kind,departs,ap,,AP,denies,,,,yes,,")))
    assert [str(notice) for notice in reading.notices] == [
        "claims.csv:2, column not: a denial with not = yes: it is read as putting its value forward. Write what is meant"
        " once. [doubled-negation]"
    ]


def test_a_group_may_be_the_subject_of_what_is_said_of_people(tmp_path: Path) -> None:
    (claim,) = claims(tmp_path, "group:class,person.member_of,people,ap,,AP,asserts,,,,,,")
    assert (claim.subject, claim.value.key) == ("group:class", "group:people")


def test_what_a_search_found_is_part_of_what_is_said(tmp_path: Path) -> None:
    found = claims(
        tmp_path,
        "search:s,search.found,40,ap,,AP,asserts,,,conviction; of 238,,,",
        "search:s,search.found,40,ap,,AP,asserts,,,none_found,,,",
    )
    assert len({claim.content.id for claim in found}) == 2
    assert {claim.value.text for claim in found} == {"40"}


def test_labels_of_a_source_are_labels_of_its_claims(tmp_path: Path) -> None:
    change = claims_csv(
        "act:f1,act.kind,departs,ap,,AP,asserts,,,,,,", "act:f1,act.kind,departs,ap,,AP,asserts,,b; a,,,,",
        "act:f1,act.kind,departs,copy,,AP,asserts,,public,,,,",
    )  # fmt: skip
    change["matter.yaml"] = "id: small\nzone: UTC\nlabels: [a, b, c]\n"
    change["sources.csv"] = GOOD["sources.csv"].replace("2025-03-16,,,", "2025-03-16,,c,")
    found = read_matter(write_matter(tmp_path, change)).claims
    assert [claim.label for claim in found] == ["c", "a;b;c", ""]


def test_columns_in_any_order_and_optional_ones_missing(tmp_path: Path) -> None:
    change = claims_csv()
    change["claims/claims.csv"] = "stance;value;source;property;subject;speaker\nasserts;departs;ap;act.kind;f1;AP\n"
    (claim,) = read_matter(write_matter(tmp_path, change)).claims
    assert (claim.subject, claim.value.key, claim.pin) == ("act:f1", "departs", "")


def test_codes_of_the_matter(tmp_path: Path) -> None:
    change = claims_csv("act:f1,act.kind,offers,tip,,AP,asserts,,,,,,")
    change["matter.yaml"] = "id: small\nzone: UTC\ncodes: {act.kind: [offers]}\n"
    change["sources.csv"] = "id,kind\ntip,post\n"
    assert read_matter(write_matter(tmp_path, change)).claims[0].value.key == "offers"

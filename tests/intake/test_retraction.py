"""Withdrawals, and chains that come back to where they began."""

from pathlib import Path

from habeas.intake import read_matter
from habeas.intake.matter import read_whole
from habeas.intake.retraction import standing
from tests.intake.folder import claims_csv, refusal, write_matter

SAME = "person:a,person.same_as,person:b,ap,,AP,asserts,,,,,,"


def rows(folder: Path, *lines: str) -> list[str]:
    """The rows that stand."""
    return [claim.row for claim in standing(read_matter(write_matter(folder, claims_csv(*lines))).claims)]


def retracted(name: str, stance: str = "asserts", speaker: str = "AP") -> str:
    return f"claim:{name},claim.retracted,true,ap,,{speaker},{stance},,,,,,"


def test_a_claim_is_withdrawn_by_its_row(tmp_path: Path) -> None:
    assert rows(tmp_path, SAME, SAME, retracted("claims.csv:2")) == ["claims.csv:3", "claims.csv:4"]


def test_a_claim_is_withdrawn_by_its_content(tmp_path: Path) -> None:
    content = read_matter(write_matter(tmp_path, claims_csv(SAME))).claims[0].content.id
    assert rows(tmp_path, SAME, SAME, retracted(content)) == ["claims.csv:4"]


def test_a_withdrawal_that_is_denied_or_withdrawn_withdraws_nothing(tmp_path: Path) -> None:
    assert "claims.csv:2" in rows(tmp_path, SAME, retracted("claims.csv:2"), retracted("claims.csv:2", "denies"))
    assert "claims.csv:2" in rows(tmp_path, SAME, retracted("claims.csv:2"), retracted("claims.csv:3"))


def test_only_the_maker_withdraws(tmp_path: Path) -> None:
    theirs = SAME.replace(",AP,", ",ICE (Smith Decl.),")
    content = read_matter(write_matter(tmp_path, claims_csv(SAME))).claims[0].content.id
    assert "claims.csv:3" in rows(tmp_path, SAME, theirs, retracted(content))
    assert rows(tmp_path, SAME, theirs, retracted(content, speaker="ICE")) == ["claims.csv:2", "claims.csv:4"]
    assert rows(tmp_path, SAME, theirs, retracted("claims.csv:3")) == ["claims.csv:2", "claims.csv:3", "claims.csv:4"]
    (notice,) = read_whole(write_matter(tmp_path, claims_csv(SAME, theirs, retracted("claims.csv:3")))).notices
    assert str(notice) == (
        "claims.csv:4, column speaker: AP withdraws what ICE said: that withdraws nothing. Name as the speaker whoever "
        "withdraws what they said themselves; to speak against another's claim, deny it. [not-the-maker]"
    )


def test_a_withdrawn_match_makes_no_cycle(tmp_path: Path) -> None:
    back = "person:b,person.same_as,person:a,ap,,AP,asserts,,,,,,"
    assert "[cycle]" in refusal(tmp_path, claims_csv(SAME, back))
    assert rows(tmp_path, SAME, back, retracted("claims.csv:3")) == ["claims.csv:2", "claims.csv:4"]


def test_each_cycle_is_said_once(tmp_path: Path) -> None:
    place = "place:{},place.in,place:{},ap,,AP,asserts,,,,,,"
    words = refusal(
        tmp_path,
        claims_csv(
            place.format("a", "b"), place.format("b", "c"), place.format("c", "a"), place.format("x", "a"),
            place.format("y", "y"), place.format("b", "z"),
        ),
    )  # fmt: skip
    assert [line.split(" comes back")[0] for line in words.split("\n")] == [
        "claims.csv:2, column value: place.in", "claims.csv:6, column value: place.in",
    ]  # fmt: skip


def test_a_denied_link_makes_no_cycle(tmp_path: Path) -> None:
    assert len(rows(tmp_path, SAME, "person:b,person.same_as,person:a,ap,,AP,denies,,,,,,")) == 2

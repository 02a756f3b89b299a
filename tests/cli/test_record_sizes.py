"""The sizes of groups in a record, and what does not add up in ``check``."""

from __future__ import annotations

from pathlib import Path

from tests.cli.asking import SHIPPED, ask, objects, small

CLAIMS = """
group:men group.part_of group:all log Jail records
group:men group.size 9 log Jail records
group:all group.size <12 filing Petitioner alleges
"""
TOO_FEW = CLAIMS.replace("<12", "<5")
WORDS = (
    "These sizes do not add up, whichever of rival claims is believed: group:all group.size <5 [claims.csv:4]; "
    "group:men group.part_of group:all [claims.csv:2]; group:men group.size 9 [claims.csv:3]."
)


def test_a_record_of_a_group_says_how_many(tmp_path: Path) -> None:
    status, out, _ = ask("record", small(tmp_path / "m", CLAIMS), "group:all")
    rows = [" ".join(line.split()) for line in out.splitlines()]
    assert status == 0
    assert "group:all <12 claims.csv:4 9 to 11" in rows
    assert "group:men 9 claims.csv:3 9" in rows
    assert "do not add up" not in out


def test_what_does_not_add_up_is_named_with_its_rows(tmp_path: Path) -> None:
    matter = small(tmp_path / "m", TOO_FEW)
    _, out, _ = ask("record", matter, "group:all")
    assert WORDS in out
    assert "nothing does" in out
    found = objects("record", matter, "group:all")
    assert [one["is"] for one in found] == ["person", "person", "size", "size", "size_conflict"]
    assert [one["possible"] for one in found if one["is"] == "size"] == [[], []]
    assert found[-1]["groups"] == ["group:all", "group:men"]
    assert found[-1]["claims"] == [
        {"subject": "group:all", "property": "group.size", "value": "<5", "rows": ["claims.csv:4"]},
        {"subject": "group:men", "property": "group.part_of", "value": "group:all", "rows": ["claims.csv:2"]},
        {"subject": "group:men", "property": "group.size", "value": "9", "rows": ["claims.csv:3"]},
    ]


def test_check_gives_it_as_a_notice_and_not_as_an_error(tmp_path: Path) -> None:
    matter = small(tmp_path / "m", TOO_FEW)
    status, out, _ = ask("check", matter)
    assert status == 0
    assert (
        f"claims.csv:4: {WORDS} Nothing has to be mended if that is what the sources say. [sizes-do-not-add-up]" in out
    )
    assert [(one["level"], one.get("row")) for one in objects("check", matter) if one["level"] == "notice"] == [
        ("notice", 4)
    ]


def test_numbers_without_a_bound_are_in_words(tmp_path: Path) -> None:
    claims = CLAIMS.replace("group:all group.size <12", "group:crew group.part_of group:all")
    found = [one for one in objects("record", small(tmp_path / "m", claims), "group:all") if one["is"] == "size"]
    assert [(one["group"], one["claimed"] != [], one["possible"]) for one in found] == [
        ("group:all", False, [[9, None]]),
        ("group:men", True, [[9, 9]]),
    ]
    _, out, _ = ask("record", tmp_path / "m", "group:all")
    assert "at least 9" in out


def test_jgg_salvadorans_are_what_the_whole_leaves() -> None:
    """261 in all and 238 Venezuelans leave 23, whoever says 21."""
    found = objects("record", SHIPPED / "jgg-v-trump", "group:removed-15-march")
    (one,) = [one for one in found if one.get("group") == "group:removed-salvadoran"]
    assert one["possible"] == [[23, 23]]

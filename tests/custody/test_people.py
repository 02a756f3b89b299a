from habeas.custody.book import Book
from habeas.custody.people import reached
from tests.custody.saying import say


def _who(subject: str, *lines: str) -> dict[str, str]:
    return {one.id: one.how for one in reached(Book(say(*lines)), subject)}


def test_a_person_belongs_through_any_chain_and_what_led_there_is_said() -> None:
    book = Book(
        say(
            "person:p person.member_of group:cell",
            "group:cell group.part_of group:wing",
            "person:q person.same_as person:p",
        )
    )
    found = reached(book, "person:q")
    assert [(one.id, one.how) for one in found] == [
        ("person:q", "self"), ("person:p", "whole"), ("group:cell", "whole"), ("group:wing", "whole"),
    ]  # fmt: skip
    rows = [through.said.by[0].row for through in found[-1].through]
    assert rows == ["c.csv:4", "c.csv:2", "c.csv:3"]


def test_the_same_person_is_the_same_in_both_directions() -> None:
    assert _who("person:p", "person:q person.same_as person:p") == {"person:p": "self", "person:q": "whole"}


def test_members_of_a_group_are_some_of_it() -> None:
    lines = ("person:p person.member_of group:cell", "group:cell group.part_of group:wing")
    assert _who("group:wing", *lines) == {"group:wing": "self", "group:cell": "part", "person:p": "part"}


def test_what_is_claimed_and_denied_does_not_count_and_is_said() -> None:
    lines = ("person:p person.member_of group:cell", "not person:p person.member_of group:cell (B)")
    assert _who("person:p", *lines) == {"person:p": "self", "group:cell": "disputed"}
    assert _who("group:cell", *lines) == {"group:cell": "self", "person:p": "disputed"}


def test_a_match_that_is_withdrawn_by_a_denial_brings_nothing() -> None:
    lines = ("person:p person.same_as person:q", "not person:p person.same_as person:q (B)",
             "person:q person.member_of group:cell")  # fmt: skip
    assert _who("person:p", *lines) == {"person:p": "self", "person:q": "disputed"}


def test_what_is_denied_of_a_group_holds_of_nobody_in_it() -> None:
    lines = (
        "person:p person.member_of group:cell",
        "person:p person.member_of group:wing",
        "not group:cell group.part_of group:wing (B)",
    )
    assert _who("person:p", *lines) == {"person:p": "self", "group:cell": "whole", "group:wing": "disputed"}
    assert _who("group:wing", *lines)["person:p"] == "disputed"


def test_a_denial_alone_is_no_belonging() -> None:
    assert _who("person:p", "not person:p person.member_of group:cell") == {"person:p": "self"}


def test_groups_that_are_parts_of_each_other_end() -> None:
    lines = ("group:a group.part_of group:b", "group:b group.part_of group:a")
    assert _who("group:a", *lines) == {"group:a": "self", "group:b": "whole"}

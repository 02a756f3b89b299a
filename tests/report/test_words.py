"""Names and lists as a sentence says them."""

from __future__ import annotations

from typing import get_args

import pytest

from habeas.core.finding import OUTCOMES, OpenBecause
from habeas.report import words


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("org:d-d-c", "D.D.C."),
        ("org:d-c-circuit", "D.C. Circuit"),
        ("org:ice", "ICE"),
        ("org:white-house", "White House"),
        ("place:us", "US"),
        ("place:el-salvador", "El Salvador"),
        ("place:san-salvador-airport", "San Salvador Airport"),
        ("person:d-trump", "D. Trump"),
        ("person:secretary-of-homeland-security", "Secretary of Homeland Security"),
        ("carrier:flight-1", "Flight 1"),
        ("act:oral-order", "oral order"),
        ("group:flight-1-passengers", "flight 1 passengers"),
        ("hands_over", "hands over"),
    ],
)
def test_names(identity: str, expected: str) -> None:
    assert words.name_of(identity) == expected


def test_titles_that_differ_in_a_number_are_said_together() -> None:
    assert words.numbered_titles(["flight 1", "flight 2"]) == "flights 1 and 2"
    assert words.numbered_titles(["flight 1", "flight 2", "flight 3"]) == "flights 1, 2 and 3"
    assert words.numbered_titles(["flight 1", "bus 2"]) == "flight 1 and bus 2"
    assert words.numbered_titles(["1", "2"]) == "1 and 2"
    assert words.numbered_titles(["flight 1"]) == "flight 1"
    assert words.numbered_titles(["P. 16", "P. 24"]) == "P. 16 and P. 24"


def test_lists_and_counts() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a", "b"]) == "a and b"
    assert words.listed(["a", "b", "c"], last="or") == "a, b or c"
    assert words.counted(1, "origin") == "1 origin"
    assert words.counted(0, "origin") == "0 origins"
    assert [words.number(count) for count in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]


def test_a_sentence_lowers_a_common_word_and_keeps_a_name() -> None:
    assert words.called("carrier:flight-1", "Flight 1") == "flight 1"
    assert words.called("person:a-garcia", "A. Garcia") == "A. Garcia"
    assert words.lower_first("ICE detention") == "ICE detention"
    assert words.lower_first("D.D.C. order") == "D.D.C. order"


def test_every_outcome_has_a_sign_a_word_and_a_meaning_of_its_own() -> None:
    for table in (words.OUTCOME_SIGN, words.OUTCOME_WORD, words.OUTCOME_MEANS):
        assert set(OUTCOMES) | {None} == table.keys()
        assert len(set(table.values())) == len(table)


def test_every_because_is_worded_and_meant() -> None:
    assert words.BECAUSE_WORD.keys() == words.BECAUSE_MEANS.keys()
    assert set(get_args(OpenBecause)) <= words.BECAUSE_WORD.keys()
    design = {
        "before_force", "after_end", "not_protected", "done_in_time", "done_late", "never_done", "not_due",
        "done_while_forbidden", "never_happened", "gap", "conflict", "imprecise",
    }  # fmt: skip
    assert design <= words.BECAUSE_WORD.keys()

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.quotes import find_quote

SOURCE = """THE COURT: You shall inform your clients of this immediately, and that any
plane containing these folks that is going to take off or is in the air needs
to be “returned” to the United States — but those people need to be returned.
"""


@pytest.mark.parametrize(
    "quote",
    [
        "You shall inform your clients of this immediately",
        "  any plane   containing these\nfolks ",
        'needs to be "returned" to the United States',
        "needs to be 'returned' to".replace("'", "”"),
        "United States - but those",
        "[y]ou shall inform".replace("[y]", "[Y]"),
        "[a]ny plane containing",
        "[A]ny plane containing",
        "You shall inform ... any plane [...] needs to be",
        "You shall inform your clients of this . . . and that",
        "You shall […] immediately",
    ],
)
def test_words_that_the_source_holds_are_verbatim(quote: str) -> None:
    found = find_quote(SOURCE, quote)
    assert (found.kind, found.times) == ("verbatim", 1)
    assert SOURCE[found.start : found.end] == found.nearest


@pytest.mark.parametrize(
    ("quote", "source_says"),
    [
        (
            "You shall inform your people of this immediately",
            "You shall inform your clients of this immediately",
        ),
        ("you shall inform your clients of this immediately", "You shall inform your clients of this immediately"),
        (
            "any plane containing these folks that is in the air needs to be returned",
            "any\nplane containing these folks that is going to take off or is in the air needs\nto be “returned",
        ),
    ],
)
def test_words_that_were_changed_are_altered_and_the_source_s_own_are_shown(quote: str, source_says: str) -> None:
    found = find_quote(SOURCE, quote)
    assert (found.kind, found.nearest) == ("altered", source_says)
    assert SOURCE[found.start : found.end] == source_says


def test_words_that_the_source_does_not_hold_are_not_found_and_the_nearest_are_shown() -> None:
    found = find_quote(SOURCE, "every aircraft must be returned to the United States by midnight, whatever the cost")
    assert (found.kind, found.start, found.end, found.times) == ("not found", -1, -1, 0)
    assert "returned” to the United States" in found.nearest
    assert "\n" not in found.nearest


@pytest.mark.parametrize("quote", ["", "  ", "...", "zebra", "“”"])
def test_nothing_is_found_where_there_is_nothing(quote: str) -> None:
    assert find_quote(SOURCE, quote).kind == "not found"
    assert find_quote("", quote or "x").kind == "not found"


def test_a_quote_that_stands_twice_says_so() -> None:
    found = find_quote(SOURCE, "to be")
    assert (found.kind, found.times) == ("verbatim", 2)
    assert found.start < SOURCE.index("need to be")


def test_a_part_of_a_word_is_no_quote() -> None:
    assert find_quote("the plane started", "art").kind == "not found"
    assert find_quote("the plane started", "plane").kind == "verbatim"


def test_an_omission_leaves_out_a_passage_and_not_a_book() -> None:
    far = f"You shall inform them. {'Nothing. ' * 500}The plane returned."
    assert find_quote(far, "You shall inform ... The plane returned").kind != "verbatim"
    near = f"You shall inform them. {'Nothing. ' * 50}The plane returned."
    assert find_quote(near, "You shall inform ... The plane returned").kind == "verbatim"


def test_joined_letters_and_accents_in_either_form_are_the_same() -> None:
    assert find_quote("the oﬃce of ﬂights", "the office of flights").kind == "verbatim"
    assert find_quote("the office", "the oﬃce").kind == "verbatim"
    assert find_quote("San Jose\u0301 prison", "San José prison").kind == "verbatim"
    assert find_quote("San José prison", "San Jose\u0301 prison").kind == "verbatim"


@given(st.data(), st.integers(0, 30), st.integers(1, 20))
def test_any_run_of_words_of_a_text_is_found_in_it_however_it_is_set(data: st.DataObject, at: int, size: int) -> None:
    words = SOURCE.split()
    run = words[min(at, len(words) - 1) : at + size]
    blanks = data.draw(st.lists(st.sampled_from([" ", "\n", "  ", "\t"]), min_size=len(run), max_size=len(run)))
    quote = "".join(word + blank for word, blank in zip(run, blanks, strict=True))
    if any(c.isalnum() for c in quote):
        assert find_quote(SOURCE, quote).kind == "verbatim"


def test_a_megabyte_is_searched_in_well_under_a_second() -> None:
    chance = random.Random(1)
    words = ["the", "court", "order", "flight", "of", "removal", "plane", "judge"]
    filler = " ".join(f"{chance.choice(words)} {chance.randrange(400)}" for _ in range(60_000))
    text = f"{filler}\n{SOURCE}\n{filler}"
    assert len(text) > 1_000_000
    started = time.process_time()
    assert find_quote(text, "You shall inform your clients of this immediately").kind == "verbatim"
    assert find_quote(text, "You shall inform your people of this immediately").kind == "altered"
    assert find_quote(text, "no such words were ever spoken in that room").kind == "not found"
    assert find_quote(text, "plane " * 3000).kind == "not found"
    assert time.process_time() - started < 3

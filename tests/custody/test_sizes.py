"""Sizes of groups that must add up, by hand and against every way of counting a few people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.claim import Claim
from habeas.custody.sizes import EXHAUSTIVE, Clash, Size, sizes_of
from tests.custody.saying import say

WHOLE = ("group:all group.parts group:men", "group:all group.parts group:women")


def whole(*lines: str) -> list[Claim]:
    """Claims; those of parts are exhaustive."""
    note = f"{EXHAUSTIVE}; p. 3"
    return [replace(one, note=note) if one.property == "group.parts" else one for one in say(*lines)]


def of(claims: Sequence[Claim], group: str) -> Size:
    (found,) = [one for one in sizes_of(claims)[0] if one.group == group]
    return found


def rows(clash: Clash) -> list[tuple[str, ...]]:
    return [one.rows for one in clash.claims]


def test_a_size_that_nobody_says_follows_from_the_parts() -> None:
    claims = whole(*WHOLE, "group:men group.size 230..240", "group:women group.size 8")
    assert of(claims, "group:all").possible == ((238, 248),)


def test_a_part_is_what_the_others_leave_of_the_whole() -> None:
    claims = whole(*WHOLE, "group:all group.size 246", "group:women group.size 8..9")
    assert of(claims, "group:men").possible == ((237, 238),)


def test_parts_that_are_not_said_to_be_all_are_at_most_the_whole() -> None:
    claims = say(*WHOLE, "group:all group.size <10", "group:women group.size 3", "group:crew group.part_of group:men")
    assert of(claims, "group:men").possible == ((0, 9),)
    assert of(claims, "group:crew").possible == ((0, 9),)
    assert of(claims, "group:all").possible == ((3, 9),)


def test_claims_that_can_all_be_true_are_read_together_and_rivals_stand_apart() -> None:
    claims = say("group:all group.size >200", "group:all group.size <300", "group:all group.size 137")
    assert of(claims, "group:all").possible == ((137, 137), (201, 299))
    assert sizes_of(claims)[1] == ()


def test_a_rival_that_does_not_add_up_is_left_out_of_what_is_possible() -> None:
    """Of 261 people 238 are men; so 23 are women, whoever says 21."""
    claims = whole(*WHOLE, "group:all group.size 261", "group:men group.size 238", "group:women group.size 21",
                   "group:women group.size 23 (B)")  # fmt: skip
    assert of(claims, "group:women").possible == ((23, 23),)


def test_the_smallest_set_that_does_not_add_up_is_named() -> None:
    claims = whole(
        *WHOLE, "group:all group.size 10", "group:men group.size 4", "group:women group.size 5 (B)",
        "group:women group.size 5", "group:all group.part_of group:town", "group:town group.size 900",
    )  # fmt: skip
    found, (clash,) = sizes_of(claims)
    assert rows(clash) == [("c.csv:4",), ("c.csv:5",), ("c.csv:6", "c.csv:7"), ("c.csv:2",), ("c.csv:3",)]
    assert clash.groups == ("group:all", "group:men", "group:women")
    assert all(one.possible == () for one in found)


def test_a_part_that_is_more_than_its_whole() -> None:
    claims = say("group:men group.part_of group:all", "group:men group.size 9", "group:all group.size <5",
                 "group:all group.size >1")  # fmt: skip
    (clash,) = sizes_of(claims)[1]
    assert rows(clash) == [("c.csv:4",), ("c.csv:2",), ("c.csv:3",)]


@pytest.mark.parametrize("denied", ["not group:all group.parts group:women (B)", "not group:all group.size 10 (B)"])
def test_what_somebody_denies_binds_nothing(denied: str) -> None:
    claims = whole(*WHOLE, "group:all group.size 10", "group:men group.size 4", "group:women group.size 5", denied)
    assert sizes_of(claims)[1] == ()


def test_parts_of_two_speakers_are_two_ways_to_divide() -> None:
    claims = whole(*WHOLE, "group:all group.parts group:old (B)", "group:all group.parts group:young (B)",
                   "group:men group.size 4", "group:women group.size 5", "group:old group.size 7")  # fmt: skip
    assert of(claims, "group:young").possible == ((2, 2),)


def test_many_is_more_than_nobody_and_no_number() -> None:
    assert of(say("group:all group.size many"), "group:all").possible == ((1, None),)


def test_a_circle_of_parts_comes_to_an_end() -> None:
    claims = whole(*WHOLE, "group:all group.part_of group:men", "group:women group.size 1")
    assert of(claims, "group:all").possible[0][0] > 100


def test_groups_without_any_size_are_left_out() -> None:
    assert sizes_of(say("group:men group.part_of group:all")) == ((), ())


NUMBERS = st.tuples(st.integers(0, 2), st.integers(0, 1)).map(lambda pair: f"{pair[0]}..{pair[0] + pair[1]}")
SIZES = st.lists(
    st.tuples(st.sampled_from(["all", "men", "women", "crew"]), NUMBERS).map(
        lambda pair: f"group:{pair[0]} group.size {pair[1]}"
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@given(SIZES, st.booleans())
def test_what_is_possible_is_what_some_way_of_counting_gives(lines: list[str], divided: bool) -> None:
    """Against all sizes up to eight, each group given each number that one of its maximal sets of claims holds."""
    ties = WHOLE if divided else WHOLE[:1]
    claims = [*whole(*ties), *say(*lines, "group:crew group.part_of group:men")]
    names = ("group:all", "group:men", "group:women", "group:crew")
    spans = {name: [_span(line) for line in lines if line.startswith(f"{name} ")] for name in names}
    ways = []
    for sizes in product(range(9), repeat=4):
        world = dict(zip(names, sizes, strict=True))
        parts = [world["group:men"], *([world["group:women"]] if divided else [])]
        if sum(parts) == world["group:all"] and world["group:crew"] <= world["group:men"]:
            ways.append(world)
    allowed = [world for world in ways if all(_maximal(spans[name], world[name]) for name in names)]
    found, clashes = sizes_of(claims)
    for name in names:
        if name == "group:women" and not divided:
            continue  # nothing ties it to the others
        possible = next((one.possible for one in found if one.group == name), ((0, None),))  # no size at all is said
        shown = {n for n in range(5) for low, high in possible if low <= n <= (n if high is None else high)}
        assert shown == {world[name] for world in allowed if world[name] < 5}, name
    assert bool(clashes) == (not allowed)


def _span(line: str) -> tuple[int, int]:
    low, high = line.split()[2].split("..")
    return int(low), int(high)


def _maximal(spans: list[tuple[int, int]], number: int) -> bool:
    """Whether the claims that allow the number are as many as can be true together."""
    here = {i for i, (low, high) in enumerate(spans) if low <= number <= high}
    others = [{i for i, (low, high) in enumerate(spans) if low <= n <= high} for n in range(12)]
    return not spans or (bool(here) and not any(here < other for other in others))

from collections.abc import Iterator, Sequence
from pathlib import Path

from habeas.measure.against import compare
from habeas.measure.published import Published
from habeas.release.built import Built
from tests.measure.small import Row, release

JAN, FEB = "2025-01-10T08:00", "2025-02-10T08:00"


def published(numbers: dict[str, int], by: str = "month") -> Published:
    return Published("published.csv", (by,), "count", {(key,): number for key, number in numbers.items()})


def test_a_line_within_our_bounds_is_equal_and_one_outside_is_as_far_as_the_nearer_bound(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN), Row("b", (JAN, FEB)), Row("c", FEB), Row("d", FEB)])
    found = compare(built, published({"2025-01": 2, "2025-02": 5, "2025-03": 1}))
    pairs = {pair.key[0]: (pair.theirs, pair.ours, pair.difference) for pair in found.pairs}
    assert pairs == {"2025-01": (2, (1, 2), 0), "2025-02": (5, (2, 3), -2), "2025-03": (1, (0, 0), -1)}
    assert (found.tried[0].apart, found.tried[0].equal, found.tried[0].lines) == (3, 1, 3)


def test_the_base_that_brings_ours_nearest_is_named(tmp_path: Path) -> None:
    found = compare(release(tmp_path / "r", [Row("a", JAN), Row("a", JAN), Row("b", JAN)]), published({"2025-01": 2}))
    assert found.tried[1].words == "people instead of rows"
    assert found.sentence == (
        "Theirs and ours agree in 0 of 1 lines, and are 1 apart in sum. What brings ours nearest: "
        "people instead of rows (0 apart, 1 of 1 lines equal)."
    )


def test_the_day_that_brings_ours_nearest_is_named(tmp_path: Path) -> None:
    found = compare(release(tmp_path / "r", [Row("a", JAN, FEB), Row("b", FEB, FEB)]), published({"2025-02": 2}))
    assert found.tried[1].words == "by the day of custody.end instead of custody.start"


def test_the_rule_that_brings_ours_nearest_is_named(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN)])
    other = release(tmp_path / "without", [Row("a", JAN), Row("b", JAN)])
    found = compare(
        built, published({"2025-01": 2}), lambda left: iter([(("stint-duplicates-day",), other)] if not left else [])
    )
    assert found.tried[1].words == "without the rule stint-duplicates-day"


def test_the_cut_off_that_brings_ours_nearest_is_found(tmp_path: Path) -> None:
    rows = [Row(f"p{day}", f"2025-01-{day:02}T08:00") for day in range(1, 29)]
    found = compare(release(tmp_path / "r", rows), published({"2025-01": 20}))
    assert found.tried[1].words == "only what custody.start puts before 2025-01-21"


def test_a_place_is_known_by_its_code(tmp_path: Path) -> None:
    built: Built = release(tmp_path / "r", [Row("a", JAN)])
    assert compare(built, published({"TUCHOLD": 1}, "place")).sentence == "Theirs and ours agree in all 1 lines."


def test_a_line_of_ours_that_they_do_not_give_is_shown_and_not_compared(tmp_path: Path) -> None:
    found = compare(release(tmp_path / "r", [Row("a", JAN), Row("b", FEB)]), published({"2025-01": 1}))
    assert [(pair.key, pair.theirs, pair.difference) for pair in found.pairs][1] == (("2025-02",), None, None)
    assert found.sentence == "Theirs and ours agree in all 1 lines."


# ---- two changes at a time -----------------------------------------------------------------------------------------


def test_a_base_and_a_rule_together_explain_what_neither_does_alone(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN), Row("a", JAN)])
    other = release(tmp_path / "without", [Row("a", JAN), Row("a", JAN), Row("b", JAN), Row("c", JAN), Row("d", JAN)])
    rules = ("no-identifier",)
    found = compare(built, published({"2025-01": 4}), lambda left: iter([] if left else [(rules, other)]))
    assert [(one.words, one.apart) for one in found.tried] == [
        ("rows, by custody.start", 2),
        ("without the rule no-identifier", 1),
        ("people instead of rows", 3),
        ("by the day of custody.end instead of custody.start", 4),
        ("only what custody.start puts before 2025-01-10", 4),
        ("people instead of rows, and without the rule no-identifier", 0),
    ]
    assert found.sentence.endswith(
        "What brings ours nearest: people instead of rows, and without the rule no-identifier (0 apart, 1 of 1 lines "
        "equal). No single change explains theirs; two at a time were tried as well: a base, a day and a rule with "
        "each other, and the 3 rules that come nearest two by two."
    )


def test_of_the_rules_only_the_nearest_three_are_left_out_two_by_two(tmp_path: Path) -> None:
    asked: list[tuple[str, ...]] = []

    def variants(left: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], Built]]:
        asked.extend(left)
        for number, rules in enumerate(left or [("a",), ("b",), ("c",), ("d",)]):
            more = 5 - number if not left else 9
            name = "-".join(rules)
            yield rules, release(tmp_path / name, [Row(f"p{at}", JAN) for at in range(1 + more)])

    found = compare(release(tmp_path / "r", [Row("p0", JAN)]), published({"2025-01": 10}), variants)
    assert asked == [("a", "b"), ("a", "c"), ("b", "c")]
    assert found.tried[-1].words == "without the rule b, and without the rule c"
    assert {one.apart for one in found.tried[-3:]} == {0}


def test_no_pair_is_listed_where_one_change_explains_theirs(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN, FEB), Row("a", JAN, FEB), Row("b", FEB, FEB)])
    found = compare(built, published({"2025-01": 1, "2025-02": 1}))
    assert found.tried[1].words == "people instead of rows"
    assert not any(", and " in one.words for one in found.tried)
    assert "two at a time" not in found.sentence

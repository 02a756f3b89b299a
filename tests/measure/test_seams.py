"""People counted across the seam of a joined release."""

from datetime import date
from pathlib import Path

import pytest

from habeas.measure.count import Counted, count
from habeas.measure.population import population
from habeas.measure.sentence import caveats, sentence
from habeas.release.built import Built
from habeas.release.join import join
from tests.measure.small import Row, release

OLD = [Row(f"p{n}", f"2025-01-{n + 1:02}T08:{n:02}", reason=f"r{n}") for n in range(25)]
NEXT = [Row(f"p{n}", f"2025-02-{n + 1:02}T09:{n:02}", reason=f"s{n}") for n in range(25)]


def seam(folder: Path, carry: bool, *more: Row) -> Built:
    """``old`` has January, ``new`` most of January and all of February; identifiers are mixed up or carry over."""
    rows = [*OLD[2:], *NEXT]
    if not carry:
        rows = [row._replace(person=f"p{(n * 7 + 3) % 40}") for n, row in enumerate(rows)]
    old = release(folder / "old", [*OLD, *NEXT[:1]], "old", cutoff="2025-02-01")
    new = release(folder / "new", [*rows, *more], "new", cutoff="2025-02-28")
    return join([old, new], folder / "joined").release


def lines(found: Counted) -> dict[tuple[str, ...], tuple[int, int]]:
    return {line.key: (line.certain, line.possible) for line in found.lines}


def test_where_identifiers_do_not_carry_over_people_are_between_those_of_one_part_and_those_of_both(
    tmp_path: Path,
) -> None:
    built = seam(tmp_path, carry=False)
    assert [one["identifiers"] for one in built.meta["seams"]] == ["do not carry over"]
    found = count(built, ["year"], base="people")
    assert lines(found) == {("2025",): (25, 50)}
    assert found.total == (25, 50)
    assert lines(count(built, ["month"], base="people")) == {("2025-01",): (25, 25), ("2025-02",): (25, 25)}
    assert sentence(built, found, None) == "The release old+new has rows of between 25 and 50 people."
    assert (
        "Identifiers are not known to carry over from old to new: there are at least as many people as the part that "
        "has most of them says, and at most as many as all parts say together."
    ) in caveats(built, found)


def test_where_they_carry_over_people_are_counted_once(tmp_path: Path) -> None:
    built = seam(tmp_path, carry=True)
    found = count(built, ["year"], base="people")
    assert lines(found) == {("2025",): (25, 25)}
    assert not any("carry over" in said for said in caveats(built, found))


def test_rows_are_counted_as_they_stand(tmp_path: Path) -> None:
    assert lines(count(seam(tmp_path, carry=False), ["year"])) == {("2025",): (50, 50)}


def test_somebody_of_one_part_whose_place_nobody_said_may_be_at_a_place_of_the_other(tmp_path: Path) -> None:
    built = seam(tmp_path, False, Row("x", "2025-02-26T08:00", place=None), Row("y", "2025-02-27T08:00", place="fsf"))
    found = lines(count(built, ["place"], base="people"))
    assert found["place:fsf",] == (1, 2)
    assert found["place:tuchold",] == (25, 51)
    assert found["nobody said",] == (1, 1)


def test_a_joined_release_that_does_not_say_so_knows_nobody_across_its_seams(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [*OLD, *NEXT], supplied={"2025-01": "a", "2025-02": "b"})
    found = count(built, ["year"], base="people")
    assert lines(found) == {("2025",): (25, 50)}
    assert any("from one of the joined releases to the next" in said for said in caveats(built, found))


@pytest.mark.parametrize("carry", [True, False])
def test_a_join_of_joins_keeps_the_seams(tmp_path: Path, carry: bool) -> None:
    built = seam(tmp_path, carry)
    later = release(tmp_path / "later", [Row("z", "2025-03-01T08:00")], "later", cutoff="2025-03-31")
    both = join([built, later], tmp_path / "both").release
    assert [one["old"] for one in both.meta["seams"]] == ["old", "old+new"]
    assert count(both, [], base="people").total == ((25, 26) if carry else (25, 51))


def test_the_months_of_a_seam_are_those_of_the_facilities(tmp_path: Path) -> None:
    """What begins at 22:00 on 31 January in Phoenix is of the part that has January, though it is February by UTC."""
    rows = [Row("p", "2025-01-31T22:00"), Row("p", "2025-01-02T08:00"), Row("p", "2025-02-01T08:00")]
    parts = {"supplied": {"2025-01": "a", "2025-02": "b"}}
    for zone in ("facility", "America/Phoenix"):
        built = release(tmp_path / zone[:4], rows, "r", zone=zone, **parts)
        assert lines(count(built, ["day"], base="people"))["2025-01-31",] == (1, 1)
        assert lines(count(built, ["month"], base="people")) == {("2025-01",): (1, 1), ("2025-02",): (1, 1)}
        assert count(built, [], base="people").total == (1, 2)


@pytest.mark.parametrize("zone", ["facility", "America/Phoenix"])
def test_stays_and_people_held_are_told_apart_by_the_months_of_the_facilities(tmp_path: Path, zone: str) -> None:
    rows = [
        Row("p", "2025-01-31T12:00", "2025-02-02T08:00"),
        Row("p", "2025-01-31T23:00", "2025-02-02T08:00"),  # of the same part: one stay of one person
    ]
    parts = {"supplied": {"2025-01": "a", "2025-02": "b"}}
    built = release(tmp_path / "r", rows, "r", row="stint", zone=zone, **parts)
    assert count(built, [], base="stays").total == (1, 1)
    table = population(built, date(2025, 2, 1), date(2025, 2, 1)).to_pylist()
    assert [tuple(row.values())[2:4] for row in table if row["custody.place"] == "place:tuchold"] == [(1, 1)]

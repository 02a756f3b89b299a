from datetime import date
from pathlib import Path

import pytest

from habeas.measure.count import Counted, count
from habeas.measure.lines import Line
from habeas.measure.sentence import caveats, sentence
from habeas.measure.suppress import suppress
from habeas.measure.window import window
from tests.measure.small import WITHHELD, Row, release

JAN, FEB = "2025-01-10T08:00", "2025-02-10T08:00"


def test_a_sentence_says_what_from_when_to_when_and_where_most(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN), Row("b", FEB), Row("c", FEB), Row("d", (JAN, FEB))])
    found = count(built, ["month"])
    assert sentence(built, found, window(built, found.day)) == (
        "The release small records 4 stays that began from 10 January 2025 to 10 February 2025; "
        "the most, between 2 and 3, for February 2025."
    )


def test_people_are_said_to_be_people(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN), Row("a", FEB), Row(None, FEB)])
    found = count(built, [], base="people")
    assert sentence(built, found, None) == "The release small has rows of between 1 and 2 people."
    assert "People are told apart by the release's own identifier; rows without one widen the upper bound." in caveats(
        built, found
    )


def test_a_finding_is_said_with_its_bounds_and_its_reading(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN)])
    lines = (
        Line(("hold", "c", "r", "breach"), 60, 65, (1791, 1791)),
        Line(("hold", "c", "r", "undetermined"), 5, 5, (1791, 1791)),
    )
    found = Counted(
        ("instrument", "clause", "reading", "outcome"), "rows", lines, (1791, 1791), 1791, "custody.start", "stay"
    )
    assert sentence(built, found, None).endswith(" Of these, between 60 and 65 break c of hold as r reads it.")
    public = suppress(found)
    assert "65" not in sentence(built, found, None, public)


def test_caveats(tmp_path: Path) -> None:
    counts = {"read": 5, "kept": 3, "set_aside": {"footnotes": 2, "no-identifier": 0}}
    rows = [Row("a", JAN, (FEB, None)), Row("b", FEB, FEB, place=WITHHELD), Row("c", FEB, FEB)]
    built = release(tmp_path / "r", rows, counts=counts)
    assert caveats(built, count(built, ["place", "month:end"])) == (
        "The release ends on 31 December 2025; later days are not in it.",
        "Times are by the clock of America/Phoenix.",
        "Of 5 rows read, these were set aside by a named rule: footnotes 2.",
        "For 1, what they are counted by is not known (withheld).",
        "1 had not ended when the release was made.",
        "Where two numbers stand, the true one lies between them: certain, and possible.",
        "A person may have several stays: these are not people.",
    )


def test_a_public_caveat_gives_no_small_number_away(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", JAN, place=WITHHELD), *(Row(f"p{n}", JAN) for n in range(30))])
    found = count(built, ["place"])
    said = caveats(built, found, suppress(found))
    assert "For some, what they are counted by is not known (withheld)." in said
    assert "Numbers below 10, and others from which they would follow, are withheld: 2 lines." in said


def test_the_window_is_that_of_the_local_clock(tmp_path: Path) -> None:
    built = release(tmp_path / "r", [Row("a", "2025-01-31T23:30"), Row("b", None)])
    assert window(built, "custody.start") == (date(2025, 1, 31), date(2025, 1, 31))
    assert window(built, "act.time") is None


@pytest.mark.parametrize("zone", ["facility", ""])
def test_clocks_of_facilities(tmp_path: Path, zone: str) -> None:
    built = release(tmp_path / "r", [Row("a", JAN)], zone=zone)
    assert ("Times are by the clock of each facility." in caveats(built, count(built))) == (zone == "facility")


@pytest.mark.parametrize("cutoff", ["2025-03-01", "2025-03", "2025-03-01T10:00"])
def test_a_cut_off_of_any_precision(tmp_path: Path, cutoff: str) -> None:
    built = release(tmp_path / "r", [Row("a", JAN)], cutoff=cutoff)
    assert caveats(built, count(built))[0] == "The release ends on 1 March 2025; later days are not in it."


def test_a_public_sentence_gives_no_small_number_away(tmp_path: Path) -> None:
    few = release(tmp_path / "few", [Row("a", JAN)] * 4)
    assert "records fewer than 10 stays." in sentence(few, count(few), None, suppress(count(few)))
    rows = [Row("a", JAN, place=WITHHELD)] * 3 + [Row("b", JAN)] * 50 + [Row("c", JAN, place="fsf")] * 40
    built = release(tmp_path / "r", rows)
    found = count(built, ["place"])
    public = suppress(found)
    assert "53" not in sentence(built, found, None, public)
    said = caveats(built, found, public)
    assert (
        "Upper bounds are withheld where they would tell of small numbers: there are at least as many as said." in said
    )

from xml.etree import ElementTree as ET

import pytest

from habeas.measure.count import Counted
from habeas.measure.lines import Line
from habeas.measure.suppress import suppress
from habeas.report.release.chart import png_of, svg_of
from habeas.report.release.table import Shown
from habeas.report.release.time import in_time


def shown(lines: tuple[Line, ...], public: bool = False, title: str = "rows by place") -> Shown:
    total = sum(line.certain for line in lines)
    counted = Counted(("place",), "rows", lines, (total, total), total, "custody.start", "stay")
    return Shown.of(counted, suppress(counted) if public else None, title, "A sentence.", ("A note.",))


def words(svg: str) -> list[str]:
    return [element.text for element in ET.fromstring(svg).iter() if element.text and element.text.strip()]  # noqa: S314


def test_each_line_has_its_name_and_its_bounds() -> None:
    found = words(svg_of(shown((Line(("place:a",), 12, 12), Line(("place:b",), 3, 5)))))
    assert {"place:a", "place:b", "12", "3 to 5", "rows by place", "A note."} <= set(found)


def test_what_is_withheld_is_said_and_not_drawn() -> None:
    found = words(svg_of(shown((Line(("a",), 12, 12), Line(("b",), 3, 3), Line(("c",), 50, 50)), public=True)))
    assert found.count("withheld") == 2
    assert "12" not in found


def test_no_text_of_a_release_stops_the_drawing_or_becomes_markup() -> None:
    svg = svg_of(shown((Line(("\x01<b>&\ud800",), 12, 12), Line(("",), 1, 1)), title="\x00</title>"))
    assert any("<b>&" in word for word in words(svg))
    assert "</title>" not in svg


def test_a_picture() -> None:
    assert png_of(shown((Line(("a",), 12, 12),))).startswith(b"\x89PNG")


def test_many_lines_are_cut_and_it_is_said() -> None:
    found = words(svg_of(shown(tuple(Line((f"place {n}",), 20 + n, 20 + n) for n in range(60)))))
    assert "The largest 40 of 60 lines are drawn." in " ".join(found)
    assert "place 19" not in found
    assert [word for word in found if word.startswith("place ")] == [f"place {n}" for n in range(20, 60)]


# ---- units of time ---------------------------------------------------------------------------------------------------


def by(unit: str, *lines: Line, public: bool = False) -> Shown:
    total = sum(line.certain for line in lines)
    counted = Counted((unit,), "rows", lines, (total, total), total, "custody.start", "stay")
    return Shown.of(counted, suppress(counted) if public else None, f"rows by {unit}", "A sentence.", ())


@pytest.mark.parametrize(
    ("unit", "first", "last", "between"),
    [
        ("month", "2024-11", "2025-02", ["2024-12", "2025-01"]), ("year", "2019", "2022", ["2020", "2021"]),
        ("quarter", "2024-Q4", "2025-Q2", ["2025-Q1"]), ("fiscal_year", "FY2023", "FY2025", ["FY2024"]),
        ("week", "2025-03-03", "2025-03-17", ["2025-03-10"]), ("day", "2025-02-27", "2025-03-01", ["2025-02-28"]),
    ],
)  # fmt: skip
def test_no_unit_of_time_is_left_out(unit: str, first: str, last: str, between: list[str]) -> None:
    table = by(unit, Line((first,), 12, 12), Line((last,), 3, 5), Line(("(not said)",), 1, 1))
    assert [line.key[0] for line in in_time(table)] == [first, *between, last, "(not said)"]
    assert set(between) <= set(words(svg_of(table)))
    assert words(svg_of(table)).count("0") == 1 + len(between)  # one is that of the axis


def test_many_months_stand_side_by_side_and_none_is_missing() -> None:
    months = [f"{2020 + at // 12}-{at % 12 + 1:02}" for at in range(72)]
    svg = svg_of(by("month", *(Line((month,), 10 + at, 12 + at) for at, month in enumerate(months) if at % 5)))
    found = words(svg)
    assert not any("lines are drawn" in word for word in found)
    assert found.count("2021-01") == 0
    assert len([word for word in found if word[:2] == "20" and "-" in word]) <= 10
    assert svg.count("<path") >= 72


def test_what_is_withheld_among_many_is_marked() -> None:
    days = [f"2025-0{1 + at // 28}-{at % 28 + 1:02}" for at in range(56)]
    found = words(
        svg_of(by("day", *(Line((day,), 3 if at == 5 else 50, 50) for at, day in enumerate(days)), public=True))
    )
    assert "×" in found
    assert any("×: withheld." in word for word in found)


def test_a_time_far_off_does_not_make_a_chart_of_nothing() -> None:
    table = by("day", Line(("0201-01-01",), 1, 1), Line(("2025-01-01",), 1, 1))
    assert len(in_time(table)) == 2

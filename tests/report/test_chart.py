"""The chart: marks as wide as their times are known, rivals joined, edges as soft as they are unknown."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from habeas.core.instant import MAX, MIN
from habeas.report.chart import ACCENT, WIDTH, description, night_chart
from habeas.report.layout import lay_out
from habeas.report.model import Band, Figure
from tests.report.pages import at, page


@pytest.fixture
def figure() -> Figure:
    found = page().panels[0].figure
    assert found is not None
    return found


def layers(figure: Figure, **how: Any) -> list[dict[str, Any]]:
    """The layers of the chart, each with its rows."""
    made = night_chart(figure, **how).to_dict()
    found: list[dict[str, Any]] = [
        {**layer, "rows": made["datasets"][layer["data"]["name"]]} for layer in made["layer"]
    ]
    return found


def rows(layer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = layer["rows"]
    return found


def band_of(figure: Figure, band: Band) -> list[dict[str, Any]]:
    one = replace(figure, bands=(band,))
    return next((rows(layer) for layer in layers(one) if "opacity" in layer["encoding"]), [])


def test_a_time_known_to_the_minute_is_a_point_and_any_other_a_bar_of_its_width(figure: Figure) -> None:
    marks = [layer for layer in layers(figure) if "description" in layer["encoding"]]
    points = [row for layer in marks if layer["mark"]["type"] == "point" for row in rows(layer)]
    bars = [row for layer in marks if layer["mark"]["type"] == "rect" for row in rows(layer)]
    placed = lay_out(figure).placed
    assert len(points) == sum(1 for one in placed if one.mark.point) == 9
    assert sorted(row["x2"] - row["x"] for row in bars) == sorted(
        (one.span[1] - one.span[0]) / 1000 for one in placed if not one.mark.point
    )


def test_rivals_are_joined_and_others_are_not(figure: Figure) -> None:
    joins = lay_out(figure).joins
    rivals = [act for lane in figure.lanes for act in lane.acts if act.rivals]
    assert len(joins) == sum(len(act.marks) - 1 for act in rivals) == 5
    assert not lay_out(replace(figure, lanes=figure.lanes[:0])).joins


def test_what_lies_outside_the_hours_is_cut_off_or_left_out(figure: Figure) -> None:
    window = (at(18, 0), at(19, 0))
    placed = lay_out(replace(figure, window=window)).placed
    assert placed
    assert all(window[0] <= one.span[0] <= one.span[1] <= window[1] for one in placed)
    assert {one.mark.id for one in placed} == {"m1c", "m1d", "m2c", "m2d", "m3c", "m3d", "m4a", "m4b", "m4c"}


def test_an_open_side_reaches_to_the_edge(figure: Figure) -> None:
    act = figure.lanes[0].acts[1]
    mark = replace(act.marks[0], spans=((MIN, at(19, 24)),))
    lane = replace(figure.lanes[0], acts=(replace(act, marks=(mark,)),))
    (placed,) = lay_out(replace(figure, lanes=(lane,))).placed
    assert placed.span == (figure.window[0], at(19, 24))


def test_the_band_grows_where_its_beginning_is_unknown_and_fades_where_its_end_is(figure: Figure) -> None:
    shade = band_of(figure, Band("", (at(18, 43), at(18, 54)), (at(30, 0), at(31, 0))))
    strengths = [row["o"] for row in shade]
    top = strengths.index(max(strengths))
    assert strengths[: top + 1] == sorted(set(strengths[: top + 1]))
    assert strengths[top:] == sorted(set(strengths[top:]), reverse=True)
    assert all(one["x2"] == other["x"] for one, other in itertools.pairwise(shade))
    assert (shade[0]["x"], shade[top]["x"]) == (at(18, 43) / 1000, at(18, 54) / 1000)
    assert (shade[top]["x2"], shade[-1]["x2"]) == (at(30, 0) / 1000, at(31, 0) / 1000)


def test_a_moment_that_is_known_has_a_hard_edge_and_one_that_nobody_named_no_band(figure: Figure) -> None:
    (row,) = band_of(figure, Band("", (at(19, 0), at(19, 0)), None))
    assert (row["x"], row["x2"]) == (at(19, 0) / 1000, figure.window[1] / 1000)
    assert band_of(figure, Band("", (MIN, MAX), None)) == []
    (always,) = band_of(figure, Band("", None, None))
    assert (always["x"], always["x2"]) == (figure.window[0] / 1000, figure.window[1] / 1000)


def test_the_acts_that_count_are_drawn_in_the_accent(figure: Figure) -> None:
    counted = layers(figure, counts={"act:flight-1-handover"})
    marks = [layer for layer in counted if "description" in layer["encoding"]]
    accent = [layer for layer in marks if layer["mark"]["color"] == ACCENT]
    assert [row["d"].split("|")[0] for layer in accent for row in rows(layer)] == ["m1e"]


def test_the_axis_names_its_zone_and_its_ticks_are_of_that_clock(figure: Figure) -> None:
    axis = next(layer["encoding"]["x"]["axis"] for layer in layers(figure, zone="America/El_Salvador")
                if layer["encoding"]["x"].get("axis"))  # fmt: skip
    assert axis["title"] == "Time in America/El_Salvador (CST, UTC-06:00)"
    assert '["22:00", "' in axis["labelExpr"]


def test_a_mark_says_act_time_speakers_sources_and_words(figure: Figure) -> None:
    act = figure.lanes[0].acts[0]
    assert description(act.marks[1], "Flight 1", act.words) == (
        "Flight 1: departs, 17:26 EDT. 1 statement: ICE (Cerna) (admits; cerna-2). “all aboard had final orders”"
    )


def test_a_control_character_in_a_name_does_not_stop_a_notebook(figure: Figure) -> None:
    lane = replace(figure.lanes[0], title="a\x00b\x0bc")
    labels = [row["t"] for layer in layers(replace(figure, lanes=(lane,))) for row in rows(layer) if "t" in row]
    assert "a\ufffdb\ufffdc" in labels


def test_it_has_one_width_whatever_is_in_it(figure: Figure) -> None:
    assert night_chart(figure).to_dict()["width"] == WIDTH

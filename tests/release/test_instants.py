"""A column of times gives, cell for cell, the hull of what ``core.edtf`` reads; what the rules are told is counted."""

from datetime import datetime

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.edtf import read_instant
from habeas.release.facilities import every_zone
from habeas.release.model import FACILITY, Mapped
from habeas.release.reading.cells import cells_of
from habeas.release.reading.instants import Clockwork, Zones, pinned_rows, read_times, watch

NONE = pa.array([], pa.string())
ZONES = ["America/New_York", "America/Phoenix", "Pacific/Guam", "America/Puerto_Rico"]
SHAPES = ["%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "[%Y-%m-%d..2041-01-01]",
          "%Y-%m-%dT%H:%M-04:00", "%Y-%m-%d~"]  # fmt: skip
# clock times before their zone is known
times = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001
texts = st.builds(lambda time, shape: time.strftime(shape), times, st.sampled_from(SHAPES))


@given(st.lists(st.one_of(texts, st.none()), min_size=1, max_size=30), st.sampled_from(ZONES))
def test_each_cell_is_the_hull_of_what_core_reads(column: list[str | None], zone: str) -> None:
    cells = cells_of(pa.array(column, pa.string()), NONE, NONE)
    mapped = Mapped("act.time", "instant", ("t",), zone=zone)
    read = read_times(mapped, cells.texts, 10)
    pinned, empty = pinned_rows(read, cells, zone, 10)
    for at, text in enumerate(column):
        assert bool(empty[at]) is (text is None)
        if text is not None:
            instant = read_instant(text, zone, 10)
            assert (pinned.earliest[at], pinned.latest[at]) == (instant.low, instant.high), text


@given(st.lists(st.tuples(texts, st.integers(-1, 3)), min_size=1, max_size=20))
def test_each_row_has_the_zone_of_its_facility_or_all(column: list[tuple[str, int]]) -> None:
    cells = cells_of(pa.array([text for text, _ in column]), NONE, NONE)
    mapped = Mapped("act.time", "instant", ("t",), zone=FACILITY)
    zones = Zones(tuple(ZONES), np.array([zone for _, zone in column], np.int64))
    pinned, _ = pinned_rows(read_times(mapped, cells.texts, 10), cells, zones, 10)
    for at, (text, zone) in enumerate(column):
        read = [read_instant(text, name, 10) for name in ([ZONES[zone]] if zone >= 0 else every_zone())]
        assert pinned.earliest[at] == min(one.low for one in read)
        assert pinned.latest[at] == max(one.high for one in read)


def test_what_the_rules_are_told() -> None:
    column = ["2025-01-01T00:00:00", "2025-01-01T00:00:00", "2025-01-01T10:30:05", "2025-01-02", None]
    cells = cells_of(pa.array(column, pa.string()), NONE, NONE)
    clockwork = Clockwork()
    watch(clockwork, read_times(Mapped("act.time", "instant", ("t",), zone="UTC"), cells.texts, 10), cells)
    assert (clockwork.clocks, clockwork.days, clockwork.midnights, clockwork.seconds) == (3, 1, 2, 1)
    assert not clockwork.only_midnights


def test_no_more_than_the_precision_is_believed() -> None:
    cells = cells_of(pa.array(["2025-01-01T10:30:45", "2025-01-01"]), NONE, NONE)
    for precision, widths in (("second", [1, 86_400]), ("minute", [60, 86_400]), ("day", [86_400, 86_400])):
        mapped = Mapped("act.time", "instant", ("t",), zone="UTC", precision=precision)
        pinned, _ = pinned_rows(read_times(mapped, cells.texts, 10), cells, "UTC", 10)
        assert ((pinned.latest - pinned.earliest + 1) // 1_000_000).tolist() == widths, precision

"""Small releases drawn at random: few people, times that touch, overlap, are days, are open, are missing."""

from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from habeas.core.instant import MAX

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
BASE = 1_735_689_600 * SECOND  # 2025-01-01T00:00Z
LAST = 12  # days that the releases cover
CUTOFF = BASE + LAST * DAY - 1
INSTANT = pa.timestamp("us", tz="UTC")
WORD = pa.dictionary(pa.int32(), pa.string())

SCHEMA = pa.schema(
    [("file", WORD), ("sheet", WORD), ("row", pa.int64()), ("custody.person", WORD), ("custody.place", WORD)]
    + [(f"custody.{edge}.{side}", INSTANT) for edge in ("start", "end") for side in ("earliest", "latest")]
    + [("stay.start", pa.string()), ("reason", WORD)]
)

Row = dict[str, Any]
Bounds = tuple[int | None, int | None]


def moments() -> st.SearchStrategy[Bounds]:
    """A whole minute, a whole day, a second, or some hours, within twelve days."""
    at = st.integers(0, LAST * 24 - 1)
    return st.one_of(
        at.map(lambda h: (BASE + h * HOUR, BASE + h * HOUR + MINUTE - 1)),
        at.map(lambda h: (BASE + h // 24 * DAY, BASE + (h // 24 + 1) * DAY - 1)),
        at.map(lambda h: (BASE + h * HOUR, BASE + h * HOUR)),
        st.tuples(at, st.integers(1, 60)).map(lambda p: (BASE + p[0] * HOUR, BASE + (p[0] + p[1]) * HOUR)),
    )


def starts() -> st.SearchStrategy[Bounds]:
    odd = st.one_of(st.just((None, None)), moments().map(lambda m: (m[0], None)), moments().map(lambda m: (None, m[1])))
    return st.one_of(*[moments()] * 9, odd)


def ends() -> st.SearchStrategy[Bounds]:
    odd = st.one_of(st.just((None, None)), st.just((CUTOFF - DAY + 1, None)), moments().map(lambda m: (None, m[1])))
    return st.one_of(*[moments()] * 4, odd)


@st.composite
def rows(draw: st.DrawFn, keyed: bool = False, most: int = 12, least: int = 0) -> list[Row]:
    """Rows sorted as those of a built release (nobody first, then by start, file, sheet, row), or by person alone."""
    out = []
    for number in range(draw(st.integers(least, most))):
        start, end = draw(starts()), draw(ends())
        if draw(st.integers(0, 3)) and None not in (start[0], end[1]):
            assert start[0] is not None
            length = draw(st.integers(0, 80)) * HOUR
            end = (start[0] + length, (start[1] or start[0]) + length)
        out.append(
            {
                "file": draw(st.sampled_from(["a.xlsx", "b.xlsx"])),
                "sheet": draw(st.sampled_from(["", "FY25"])),
                "row": number + 8,
                "custody.person": draw(st.sampled_from([None, "person:a", "person:b", "person:b", "person:c"])),
                "custody.place": draw(st.sampled_from(["place:x", "place:y", "place:z", None])),
                "custody.start.earliest": start[0],
                "custody.start.latest": start[1],
                "custody.end.earliest": end[0],
                "custody.end.latest": end[1],
                "stay.start": draw(st.sampled_from(["s1", "s2", None])) if keyed else None,
                "reason": draw(st.sampled_from(["Transferred", "Removed", None])),
            }
        )
    return (
        sorted(out, key=_as_built) if draw(st.booleans()) else sorted(out, key=lambda row: row["custody.person"] or "")
    )


def _as_built(row: Row) -> tuple[Any, ...]:
    earliest, latest = row["custody.start.earliest"], row["custody.start.latest"]
    return (
        row["custody.person"] or "",
        -MAX if earliest is None else earliest,
        MAX if latest is None else latest,
        row["file"],
        row["sheet"],
        row["row"],
    )


def table(found: list[Row]) -> pa.Table:
    plain = pa.schema([(f.name, pa.int64() if f.type == INSTANT else f.type) for f in SCHEMA])
    return pa.Table.from_pylist(found, schema=plain).cast(SCHEMA)

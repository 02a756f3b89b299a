"""The main figures of a release under its rules, and what they would be if one rule were left out."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.release.cleaning.cleaning import Cleaning

_MINUTE = 60_000_000
_ENDLESS = 1 << 60  # minutes of a custody that was not seen to end


@dataclass(frozen=True)
class Figures:
    """``people`` are distinct identifiers, ``nobody`` the rows without one. For custodies: ``median`` is the median
    length in whole minutes, at least and at most; ``unbounded`` how many rows have no upper bound of length,
    ``unknown`` how many have no length at all, ``backwards`` how many end before they start, and are not in the median;
    ``over`` maps a length in minutes to how many rows are longer in every
    case, and how many may be.
    """

    rows: int
    people: int
    nobody: int
    median: tuple[int | None, int | None] | None
    unbounded: int
    unknown: int
    backwards: int
    over: dict[int, tuple[int, int]]

    def as_json(self) -> dict[str, object]:
        return {
            "rows": self.rows,
            "people": self.people,
            "without_identifier": self.nobody,
            "median_minutes": self.median,
            "without_upper_bound": self.unbounded,
            "without_length": self.unknown,
            "end_before_start": self.backwards,
            "over_minutes": {str(length): list(both) for length, both in self.over.items()},
        }


def figures(cleaning: Cleaning, relation: str, lengths: tuple[int, ...] = ()) -> Figures:
    """The figures of one narrow relation of a cleaning. ``lengths`` are in minutes."""
    mapping = cleaning.mapping
    asked = ["count(*), count(DISTINCT who), count(*) - count(who)"]
    custody = mapping.mapped("custody.start") is not None and mapping.mapped("custody.end") is not None
    if custody:
        low = '("custody.end.earliest" - "custody.start.latest")'
        high = '("custody.end.latest" - "custody.start.earliest")'
        known = '("custody.start.earliest" IS NOT NULL AND "custody.start.latest" IS NOT NULL)'
        unbounded = f'({known} AND "custody.end.earliest" IS NOT NULL AND "custody.end.latest" IS NULL)'
        longest = f"CASE WHEN {unbounded} THEN {_ENDLESS} ELSE {high} // {_MINUTE} END"
        backwards = f"coalesce({high} < 0, FALSE)"
        asked += [
            f"quantile_disc({length}, 0.5) FILTER (WHERE NOT {backwards})"
            for length in (f"greatest({low}, 0) // {_MINUTE}", longest)
        ]
        asked.append(f"count(*) FILTER (WHERE {unbounded})")
        asked.append(f"count(*) FILTER (WHERE {low} IS NULL AND {high} IS NULL)")
        asked.append(f"count(*) FILTER (WHERE {backwards})")
        asked += [
            f"count(*) FILTER (WHERE {low} > {length * _MINUTE}),"
            f" count(*) FILTER (WHERE {high} > {length * _MINUTE} OR {unbounded})"
            for length in lengths
        ]
    (row,) = cleaning.connection.execute(f"SELECT {', '.join(asked)} FROM {relation}").fetchall()  # noqa: S608
    rest = row[3:]
    return Figures(
        rows=row[0],
        people=row[1],
        nobody=row[2],
        median=(rest[0], None if rest[1] == _ENDLESS else rest[1]) if custody else None,
        unbounded=rest[2] if custody else 0,
        unknown=rest[3] if custody else 0,
        backwards=rest[4] if custody else 0,
        over={length: (rest[5 + 2 * at], rest[6 + 2 * at]) for at, length in enumerate(lengths)} if custody else {},
    )

"""Stays as the base of a count: one row for each stay of a release of stints.

In come a release and the columns that are counted by; out come batches, a row a stay, with what its last stint says of
whatever is not a time. A release of stays is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from habeas.core.errors import UseError
from habeas.core.instant import MAX
from habeas.engine.stays_pass import Rule, stays_of
from habeas.release.built import Built
from habeas.release.cutoff import Cutoff
from habeas.release.model import FACILITY
from habeas.release.seams import Months

_STAY = "stay.start"
_OF_A_STAY = ("custody.start", "custody.end", "custody.person", "custody.place")


def stay_batches(release: Built, columns: Sequence[str], months: set[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Of the stints that begin in these months (None: of all). Raises ``UseError`` where rows are neither stints nor
    stays.
    """
    if release.meta["row"] == "stay":
        yield from release.batches(list(columns) or ["file"])
        return
    more = [
        name for name in columns if name not in _OF_A_STAY and not name.startswith(("custody.start.", "custody.end."))
    ]
    rule = rule_of(release, tuple(more))
    clock = Months.of(release)
    batches = release.batches(list(dict.fromkeys([*rule.columns, *clock.columns])) if months else rule.columns)
    if months is not None:
        batches = (clock.within(batch, months) for batch in batches)
    for stays, _ in stays_of(batches, rule):
        yield stays


def rule_of(release: Built, attributes: tuple[str, ...] = ()) -> Rule:
    """How stays are made of the release's stints: by the stay that it names, else by the day between them."""
    if release.meta["row"] != "stint":
        raise UseError(
            f"stays are made of stints, and a row of {release.meta['release']} is one {release.meta['row']}."
        )
    named = f"{_STAY}.earliest" if f"{_STAY}.earliest" in release.schema.names else None
    if not release.meta["cutoff"]:
        return Rule(cutoff=MAX, stay=named, attributes=attributes)
    cutoff = Cutoff(release.meta["cutoff"], release.meta["zone"])
    zones = {place: said["zone"] for place, said in release.meta["places"].items() if said["zone"]}
    by_place = {place: cutoff.ends(zone) for place, zone in zones.items()} if cutoff.zone == FACILITY else {}
    return Rule(cutoff=cutoff.ends(), stay=named, attributes=attributes, cutoffs=by_place)

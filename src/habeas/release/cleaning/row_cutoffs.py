"""The first moment of the cut-off for each of the staged rows, as SQL: by the clock of the row's facility, if known.

In come a mapping and a connection with the view ``staged`` in it; out go expressions over its rows. A table ``cutoffs``
is made beside it, of the places that occur and whose zone is known.
"""

from __future__ import annotations

from typing import Literal

import duckdb

from habeas.release.cutoff import Cutoff
from habeas.release.facilities import load_facilities
from habeas.release.model import FACILITY, Mapping

_TABLE = "CREATE TABLE cutoffs AS SELECT unnest($1::VARCHAR[]) AS place, unnest($2::BIGINT[]) AS moment"


class RowCutoffs:
    """Where the release says no cut-off, every expression is empty."""

    def __init__(self, mapping: Mapping, connection: duckdb.DuckDBPyConnection) -> None:
        self._place = ""
        self._cutoff = Cutoff(mapping.cutoff, mapping.zone, mapping.about) if mapping.cutoff else None
        if self._cutoff is None or mapping.zone != FACILITY or not mapping.place:
            return
        self._place = '"' + mapping.place + '"'
        zones = {each.place: each.zone for each in load_facilities().values() if each.zone}
        there = connection.execute(f"SELECT DISTINCT {self._place} FROM staged").fetchall()  # noqa: S608
        known = [place for (place,) in there if place in zones]
        connection.execute(_TABLE, [known, [self._cutoff.begins(zones[place])[0] for place in known]])

    def sql(self, bound: Literal["least", "most"]) -> str:
        """The ``least`` or the ``most`` that it can be: they differ where the zone of a row is not known."""
        if self._cutoff is None:
            return ""
        usual = self._cutoff.begins()[bound == "most"]
        if not self._place:
            return str(usual)
        return f"coalesce((SELECT moment FROM cutoffs WHERE place = {self._place}), {usual})"  # noqa: S608

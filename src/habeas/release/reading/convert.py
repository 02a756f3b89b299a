"""A batch of text, as a sheet holds it, to a batch of typed columns, as the mapping says.

In comes a batch of ``intake.sheets``; out goes one with locator, properties, kept columns, and for each time what the
rules must know. What cannot be read is gathered in ``Problems`` with its count and its first place; no row is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from habeas.core.instant import MAX, MIN
from habeas.core.schema import Schema
from habeas.release.facilities import load_facilities
from habeas.release.model import FACILITY, Mapped, Mapping
from habeas.release.reading.cells import Cells, cells_of
from habeas.release.reading.codes import Said, part_of, reader_of
from habeas.release.reading.headers import Layout
from habeas.release.reading.instants import NO_DAY, Clockwork, Pinned, Zones, pinned_rows, read_times, watch
from habeas.release.reading.problems import Problems

_PLAIN_PERSON = r"^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$"
_LONGEST_PLAIN = 150
_NUMBERS = r"^[+-]?\d{1,3}(?:,\d{3})+$|^[+-]?\d+$"

_SHORTENED = r"\d(\.\d+)?[eE]\+\d+"
_ASK_AS_TEXT = (
    "A spreadsheet keeps 15 digits of a number: the others are lost, and several may have become one. Ask for the"
    " column as text; until then keep it, or drop it."
)
_NAME_IT = "Their zone, kind and state are not known; codes: {CODE: place:x} says which they are."
_NO_COUNTRY = "Their rows have no value here; to give them one, write all codes out: codes: {NAME: CODE}."
_NO_ZONE = (
    "Their times are read by every zone of the table, as wide as these lie apart; a zone: of the release narrows them."
)
_GIVE_CODE = "Give each its value under codes:, or list it under blank: or withheld:."
_LEAVE_FORMAT = "They are written as ISO 8601: leave format: out."
_ISO = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$"
_GIVE_FORMAT = "Correct format:, or list marks that say nothing under blank: or withheld:."
_KEEP_TEXT = "List marks that say nothing under blank:, or keep the column as text."
_TURN = "Change the two columns round, or correct the rows."

Where = tuple[str, str]
"""The file and the sheet of a batch."""


@dataclass
class Watched:
    """What was seen of the whole release: of each time and each column."""

    clocks: dict[str, Clockwork] = field(default_factory=dict)
    filled: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)


class Converter:
    """Converts the batches of one release; ``watched`` and ``problems`` grow with each."""

    def __init__(self, mapping: Mapping, schema: Schema, problems: Problems, watched: Watched) -> None:
        self.mapping, self.schema = mapping, schema
        self.problems, self.watched = problems, watched
        self._withheld = pa.array([mark.strip() for mark in mapping.withheld], pa.string())
        self._blank = pa.array([mark.strip() for mark in mapping.blank], pa.string())
        self._said: dict[str, dict[str, Said]] = {each.name: {} for each in mapping.properties}
        self._readers: dict[str, Callable[[str], Said]] = {}
        for each in mapping.properties:
            if each.columns and each.kind != "instant":
                zone = mapping.zone if each.zone in ("", FACILITY) else each.zone
                known = schema.properties.get(each.name)
                self._readers[each.name] = reader_of(each, known, schema, "UTC" if zone == FACILITY else zone,
                                                     mapping.about)  # fmt: skip
        self._zone_of = {facility.place: facility.zone for facility in load_facilities().values()}

    def convert(self, batch: pa.RecordBatch, layout: Layout, where: Where, first: int) -> pa.RecordBatch:
        """``first`` is the number of the batch's first row in the whole release."""
        numbers = batch.column(0).to_numpy(zero_copy_only=False)
        cells = {
            column: cells_of(batch.column(at), self._withheld, self._blank)
            for column, at in layout.at.items()
            if any(column in each.columns for each in self.mapping.properties)
        }
        rows = batch.num_rows
        made: dict[str, pa.Array] = {
            "n": pa.array(np.arange(first, first + rows)),
            "file": _same(where[0], rows),
            "sheet": _same(where[1], rows),
            "row": batch.column(0),
        }
        for each in self.mapping.properties:
            if each.kind != "instant":
                self._plain(each, cells, numbers, where, made)
        zones = self._zones(made, numbers, where)
        for each in self.mapping.properties:
            if each.kind == "instant":
                self._instant(each, cells, zones, numbers, where, made)
        for column in self.mapping.keep:
            at = layout.at.get(column)
            made[column] = pa.nulls(rows, pa.string()) if at is None else batch.column(at)
        self._count(batch, layout, cells)
        return pa.RecordBatch.from_pydict(made)

    # ---- values that are no times ------------------------------------------------------------------------

    def _plain(
        self, each: Mapped, cells: dict[str, Cells], numbers: NDArray[np.int64], where: Where, made: dict[str, pa.Array]
    ) -> None:
        rows = len(numbers)
        if not each.columns:
            made[each.name] = _number(each, rows) if each.kind == "quantity" else _same(each.value or "", rows)
            return
        one = cells.get(each.columns[0])
        if one is None:  # a sheet that lacks the column
            made[each.name] = pa.nulls(rows, pa.int64() if each.kind == "quantity" else pa.string())
            return
        if each.kind == "quantity":
            values, bad = _whole_numbers(one.texts)
            made[each.name] = one.spread(values, bad)
            self._report(each, one, bad, numbers, where, "unreadable-number", "are no whole numbers",
                         _KEEP_TEXT, True)  # fmt: skip
        else:
            made[each.name] = self._words(each, one, numbers, where)
        self._withhold(each, one, made)

    def _words(self, each: Mapped, one: Cells, numbers: NDArray[np.int64], where: Where) -> pa.Array:
        plain, rest = _plain_people(each, one.texts)
        said = self._said[each.name]
        read = self._readers[each.name]
        bad, listed = np.zeros(len(one.texts), np.bool_), np.zeros(len(one.texts), np.bool_)
        values: dict[int, str | None] = {}
        for at in rest:
            text = one.texts[int(at)].as_py()
            found = said.get(text)
            if found is None:
                found = said[text] = read(text)
            values[int(at)] = found.value
            bad[at], listed[at] = not found.known, found.listed
        if bad.any():
            self._unknown(each, one, bad, numbers, where)
        self._report(each, one, listed, numbers, where, "no-country", "name no one country of ISO 3166-1", _NO_COUNTRY,
                     False)  # fmt: skip
        if plain is None:
            words = pa.array([values[at] for at in range(len(one.texts))], pa.string())
        elif len(rest):
            words = pa.array([values.get(at, word) for at, word in enumerate(plain.to_pylist())], pa.string())
        else:
            words = plain
        return one.words(words)

    def _unknown(
        self, each: Mapped, one: Cells, bad: NDArray[np.bool_], numbers: NDArray[np.int64], where: Where
    ) -> None:
        if each.codes is not None and each.codes.table == "facilities":
            self._report(each, one, bad, numbers, where, "unmatched-facility", "name no facility of the shipped table",
                         _NAME_IT, False)  # fmt: skip
        else:
            text = one.texts[int(np.flatnonzero(bad)[0])].as_py()
            mend = f"{self._said[each.name][text].why} {_GIVE_CODE}".strip()
            if each.kind == "entity" and re.fullmatch(_SHORTENED, text):
                mend = _ASK_AS_TEXT
            self._report(each, one, bad, numbers, where, "unknown-codes-in-column", "are not known",
                         mend, True)  # fmt: skip

    # ---- times -------------------------------------------------------------------------------------------

    def _instant(
        self,
        each: Mapped,
        cells: dict[str, Cells],
        zones: Zones | None,
        numbers: NDArray[np.int64],
        where: Where,
        made: dict[str, pa.Array],
    ) -> None:
        name, rows = each.name, len(numbers)
        zone = zones if each.zone == FACILITY and zones is not None else each.zone
        found: list[tuple[Pinned, NDArray[np.bool_], NDArray[np.int8]]] = []
        columns = each.columns or ("",)
        for column in columns:
            one = cells.get(column)
            if not column:
                one = Cells(pa.array([each.value or ""]), np.zeros(rows, np.int64), None)
            if one is None:
                one = Cells(pa.array([], pa.string()), np.full(rows, -1, np.int64), None)
            read = read_times(each, one.texts, self.mapping.about)
            if column:
                watch(self.watched.clocks.setdefault(name, Clockwork()), read, one)
            pinned, empty = pinned_rows(read, one, zone, self.mapping.about)
            at = np.where(one.index < 0, 0, one.index)
            form = read.wall.form[at] if len(one.texts) else np.zeros(rows, np.int8)
            found.append((pinned, empty, form))
            how = f"by the format {' or '.join(each.formats)}" if each.formats else "by ISO 8601 or EDTF"
            mend = _LEAVE_FORMAT if each.formats and _all_iso(one.texts, read.bad) else _GIVE_FORMAT
            self._report(each, one, read.bad, numbers, where, "unreadable-time", f"cannot be read {how}",
                         mend, True, column)  # fmt: skip
            self._withhold(each, one, made)
        (low, nothing, form), (high, no_high, _) = found[0], found[-1]
        no_low, no_high = nothing | (low.earliest <= MIN), no_high | (high.latest >= MAX)
        made[f"{name}.earliest"] = pa.array(low.earliest, mask=no_low)
        made[f"{name}.latest"] = pa.array(high.latest, mask=no_high)
        if len(columns) == 2:  # bounds are said by two columns; the rules for one clock do not apply
            form = np.zeros(rows, np.int8)
            backwards = ~no_low & ~no_high & (low.earliest > high.latest)
            self._backwards(each, backwards, numbers, where)
        made[f"{name}.form"] = pa.array(form, mask=no_low & no_high)
        made[f"{name}.day"] = pa.array(low.day.astype(np.int32), mask=nothing | (low.day == NO_DAY))
        made[f"{name}.midnight"] = pa.array(low.midnight, mask=no_low | (low.midnight < 0) | (form == 0))

    def _backwards(self, each: Mapped, backwards: NDArray[np.bool_], numbers: NDArray[np.int64], where: Where) -> None:
        if backwards.any():
            group = self.problems.group(each.name, each.columns[0], "backwards-bounds", "lie after the latest",
                                        _TURN, each.line, True)  # fmt: skip
            group.add("earliest > latest", int(backwards.sum()), *where, int(numbers[backwards][0]))

    def _zones(self, made: dict[str, pa.Array], numbers: NDArray[np.int64], where: Where) -> Zones | None:
        """The zone of each row's facility, by the place that was read; None where no time asks for it."""
        if not any(each.kind == "instant" and each.zone == FACILITY for each in self.mapping.properties):
            return None
        if not self.mapping.place:
            return Zones((), np.full(len(numbers), -1, np.int64))
        encoded = made[self.mapping.place].dictionary_encode()
        places = encoded.dictionary.to_pylist()
        zones = [self._zone_of.get(place, "") for place in places]
        names = tuple(sorted(set(zones) - {""}))
        at = np.array([names.index(zone) if zone else -1 for zone in zones] + [-1], np.int64)
        of_row = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
        self._zoneless([place for place, zone in zip(places, zones, strict=True) if not zone], places, of_row, numbers,
                       where)  # fmt: skip
        return Zones(names, at[of_row])

    def _zoneless(
        self, lacking: list[str], places: list[str], of_row: NDArray[np.int64], numbers: NDArray[np.int64], where: Where
    ) -> None:
        """List the facilities that are known and have no zone; those that the table lacks are listed as unmatched."""
        each = self.mapping.mapped(self.mapping.place)
        if each is None:
            return
        unmatched = {said.value for said in self._said[each.name].values() if not said.known}
        for place in lacking:
            if place in unmatched:
                continue
            rows = np.flatnonzero(of_row == places.index(place))
            column = each.columns[0] if each.columns else "value"
            group = self.problems.group(each.name, column, "facility-without-zone", "name facilities without a zone",
                                        _NO_ZONE, each.line, False)  # fmt: skip
            group.add(place, len(rows), *where, int(numbers[rows[0]]))

    # ---- what was seen -----------------------------------------------------------------------------------

    def _withhold(self, each: Mapped, one: Cells, made: dict[str, pa.Array]) -> None:
        name = f"{each.name}.withheld"
        before = made.get(name)
        hidden = np.zeros(one.rows, np.bool_) if one.withheld is None else one.withheld
        made[name] = pa.array(hidden) if before is None else pc.or_(before, pa.array(hidden))

    def _report(
        self, each: Mapped, one: Cells, bad: NDArray[np.bool_], numbers: NDArray[np.int64], where: Where,
        code: str, what: str, mend: str, wrong: bool, column: str = "",
    ) -> None:  # fmt: skip
        places = np.flatnonzero(bad)
        if not len(places):
            return
        counts, rows = one.counts(), one.first_rows(numbers)
        shown = column or (each.columns[0] if each.columns else "value")
        group = self.problems.group(each.name, shown, code, what, mend, each.line, wrong)
        for at in places:
            if counts[at]:
                group.add(part_of(each, one.texts[int(at)].as_py()), int(counts[at]), *where, int(rows[at]))

    def _count(self, batch: pa.RecordBatch, layout: Layout, cells: dict[str, Cells]) -> None:
        """How many cells of each column say something, and how many are withheld."""
        for column, at in {**layout.at, **layout.unnamed}.items():
            one = cells.get(column) or cells_of(batch.column(at), self._withheld, self._blank)
            self.watched.filled[column] += int((one.index >= 0).sum())
            self.watched.withheld[column] += 0 if one.withheld is None else int(one.withheld.sum())


def _same(text: str, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([text])).cast(pa.string())


def _number(each: Mapped, rows: int) -> pa.Array:
    return pa.array(np.full(rows, int(each.value or "0"), np.int64))


def _plain_people(each: Mapped, texts: pa.StringArray) -> tuple[pa.Array | None, NDArray[np.int64]]:
    """Identifiers that are an id as they stand, whole columns at once; and the places of those that must be read."""
    if each.kind != "entity" or each.codes is not None or not each.name.endswith(".person"):
        return None, np.arange(len(texts))
    plain = pc.and_(
        pc.match_substring_regex(texts, _PLAIN_PERSON), pc.less_equal(pc.binary_length(texts), _LONGEST_PLAIN)
    ).to_numpy(zero_copy_only=False)
    return pc.binary_join_element_wise("person:", pc.ascii_lower(texts), ""), np.flatnonzero(~plain)


def _all_iso(texts: pa.StringArray, bad: NDArray[np.bool_]) -> bool:
    """Whether the texts that cannot be read are all dates and times as ISO 8601 writes them: those of Parquet are."""
    if not bad.any():
        return False
    return bool(pc.all(pc.match_substring_regex(texts.filter(pa.array(bad)), _ISO)).as_py())


def _whole_numbers(texts: pa.StringArray) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    fits = pc.match_substring_regex(texts, _NUMBERS).to_numpy(zero_copy_only=False)
    numbers = [int(text.replace(",", "")) if fit else 0 for text, fit in zip(texts.to_pylist(), fits, strict=True)]
    return np.array(numbers, np.int64), ~fits

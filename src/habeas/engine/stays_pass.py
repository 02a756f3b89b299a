"""Stays from a built release in one pass: batches sorted by person in, batches of stays out, memory flat.

One person's rows come together, so no more is held than a batch; a person who is cut by the end of a batch is carried
over to the next. The rule is that of ``sql/stays.sql``, and a test holds the two together; rows that cannot be used
come beside the stays with their fault, never dropped. It checks that people do come together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from habeas.core.errors import Fault, InputError, nearest
from habeas.core.instant import MAX
from habeas.engine import stays_kernel as kernel
from habeas.engine.collective import DAY

INSTANT = pa.timestamp("us", tz="UTC")
PERSON = "custody.person"
FAULTS = ("", "no-start", "end-before-start", "no-person")
NEEDED = ("file", "sheet", "row", PERSON, "custody.place", "custody.start.earliest", "custody.start.latest",
          "custody.end.earliest", "custody.end.latest")  # fmt: skip
LOCATOR = ("file", "sheet", "row")

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rule:
    """``cutoff`` is the last microsecond of the release's last day, to which open ends are counted, ``cutoffs`` that of
    places where the day ends at another moment; ``gap`` the longest gap (microseconds) over which stints without a key
    are still one stay; ``stay`` the column that with the person names a stay; ``attributes`` are columns taken from a
    stay's last stint.
    """

    cutoff: int
    gap: int = DAY
    stay: str | None = None
    attributes: tuple[str, ...] = ()
    cutoffs: Mapping[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys([*NEEDED, *([self.stay] if self.stay else []), *self.attributes]))


@dataclass
class Counted:
    """Rows in are rows in stays and rows set apart, by fault."""

    rows: int = 0
    stays: int = 0
    set_apart: dict[str, int] = field(default_factory=dict)


def check_columns(schema: pa.Schema, rule: Rule) -> None:
    """Raises ``InputError`` (``release-lacks-column``) for each column that is not there."""
    faults = [
        Fault("release-lacks-column", f'The release has no column "{name}".', nearest(name, schema.names))
        for name in rule.columns
        if name not in schema.names
    ]
    if faults:
        raise InputError(faults)


def stays_of(
    batches: Iterable[pa.RecordBatch], rule: Rule, counted: Counted | None = None
) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]:
    """For each piece of the release the stays of its people, and the rows set apart.

    ``batches`` have the columns ``rule.columns``, sorted as a built release is. Raises ``InputError`` where people do
    not come in order (``release-not-sorted``).
    """
    counted = Counted() if counted is None else counted
    for piece in whole_people(batches):
        stays, apart = _stays(piece, rule)
        counted.rows += piece.num_rows
        counted.stays += stays.num_rows
        for said in pc.value_counts(apart.column("fault")).to_pylist():
            counted.set_apart[said["values"]] = counted.set_apart.get(said["values"], 0) + said["counts"]
        yield stays, apart


def no_stays(schema: pa.Schema, rule: Rule) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """What a release without rows gives: no stays, in their columns."""
    columns = pa.schema([schema.field(name) for name in rule.columns])
    return _stays(pa.RecordBatch.from_pylist([], schema=columns), rule)


def whole_people(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows, cut between two people only."""
    waiting: list[pa.RecordBatch] = []
    name: str | None = None
    for batch in batches:
        if not batch.num_rows:
            continue
        begins, people = _runs(batch.column(PERSON))
        _check_order(people, name, bool(waiting), batch)
        taken = 0
        if waiting and people[0].as_py() == name:
            taken = int(begins[1])
            waiting.append(batch.slice(0, taken))
            if len(people) == 1:
                continue
        if waiting:
            yield _joined(waiting)
        last = int(begins[-2])
        if last > taken:
            yield batch.slice(taken, last - taken)
        waiting, name = [batch.slice(last)], people[-1].as_py()
    if waiting:
        yield _joined(waiting)


def _runs(column: pa.Array) -> tuple[Whole, pa.Array]:
    """Where each person's rows begin (at the end the number of rows), and who each is."""
    if not len(column):
        return np.zeros(1, np.int64), column.cast(pa.string())
    if pa.types.is_dictionary(column.type):
        codes = pc.fill_null(column.indices, -1).to_numpy()
        begins = np.flatnonzero(codes[1:] != codes[:-1]) + 1
        begins = np.concatenate([[0], begins, [len(codes)]]).astype(np.int64)
        return begins, column.dictionary.take(column.indices.take(pa.array(begins[:-1])))
    runs = pc.run_end_encode(column, run_end_type=pa.int64())
    return np.concatenate([[0], runs.run_ends.to_numpy()]), runs.values


def _check_order(people: pa.Array, name: str | None, follows: bool, batch: pa.RecordBatch) -> None:
    """Names rise; rows without a name stand together, first or last."""
    known = people.drop_null()
    whole = pc.all(pc.less(known[:-1], known[1:]), min_count=0).as_py() and len(people) - len(known) <= 1
    if whole and people.null_count and len(people) > 1:
        whole = not (people[0].is_valid and people[-1].is_valid)
    if whole and follows and name is not None and people[0].is_valid:
        whole = name <= people[0].as_py()
    if not whole:
        place = batch.column("file")[0].as_py()
        raise InputError(
            Fault(
                "release-not-sorted",
                "The rows of one person do not stand together, or people do not come in order.",
                "Build the release again: habeas release build MATTER ID.",
                file=str(place),
                row=batch.column("row")[0].as_py(),
            )
        )


def _joined(pieces: list[pa.RecordBatch]) -> pa.RecordBatch:
    """The rows of one person from several batches, whose dictionaries differ."""
    if len(pieces) == 1:
        return pieces[0]
    plain = [
        pa.RecordBatch.from_arrays(
            [c.dictionary_decode() if pa.types.is_dictionary(c.type) else c for c in piece.columns],
            names=piece.schema.names,
        )
        for piece in pieces
    ]
    table = pa.Table.from_batches(plain).cast(pieces[0].schema).combine_chunks()
    return table.to_batches()[0]


def _stays(batch: pa.RecordBatch, rule: Rule) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    begins, people = _runs(batch.column(PERSON))
    stints = kernel.Stints.frozen(
        begins,
        people.is_valid().to_numpy(zero_copy_only=False).astype(np.uint8),
        _bound(batch, "custody.start.earliest", kernel.UNSAID),
        _bound(batch, "custody.start.latest", MAX),
        _bound(batch, "custody.end.earliest", kernel.UNSAID),
        _bound(batch, "custody.end.latest", MAX),
        _codes(batch.column("custody.place")).astype(np.int32, copy=False),
        *_keys(batch, rule.stay),
        _source(batch),
        batch.column("row").to_numpy(),
    )
    out, members, starts, fault = kernel.gather(stints, rule.gap, MAX, _cutoffs(batch.column("custody.place"), rule))
    person_of = np.repeat(np.arange(len(people)), np.diff(begins))
    apart = np.flatnonzero(fault)
    return (
        _stay_batch(batch, rule, people.take(pa.array(person_of[out[kernel.FIRST]])), out, members, starts),
        pa.RecordBatch.from_pydict(
            {
                **{name: _text(batch.column(name).take(pa.array(apart))) for name in (*LOCATOR, PERSON)},
                "fault": pa.array(FAULTS).take(pa.array(fault[apart])),
            }
        ),
    )


def _stay_batch(
    batch: pa.RecordBatch, rule: Rule, people: pa.Array, out: Whole, members: Whole, starts: Whole
) -> pa.RecordBatch:
    at = {name: out[number] for number, name in enumerate(kernel.STAY_COLUMNS)}
    first, last = pa.array(at["first"]), pa.array(at["last"])
    place = batch.column("custody.place")
    open_ended = at["end_latest"] == MAX
    unbounded = at["overlap_length_max"] == kernel.UNBOUNDED
    columns: dict[str, Any] = {name: batch.column(name).take(first) for name in LOCATOR}
    columns |= {
        PERSON: people,
        "stay": _small(at["stay"]),
        "stints": _small(at["stints"]),
        "custody.start.earliest": _instants(at["start_earliest"]),
        "custody.start.latest": _instants(at["start_latest"]),
        "custody.end.earliest": _instants(at["end_earliest"]),
        "custody.end.latest": pa.array(at["end_latest"], mask=open_ended).view(INSTANT),
        "custody.place": place.take(last),
        "place_first": place.take(first),
        "place_longest": place.take(pa.array(at["longest"])),
        "longest_certain": pa.array(at["longest_certain"] == 1),
        "places": pa.ListArray.from_arrays(pa.array(starts.astype(np.int32)), place.take(pa.array(members))),
        "length_min": pa.array(np.maximum(at["end_earliest"] - at["start_latest"], 0)),
        "length_max": pa.array(at["end_latest"] - at["start_earliest"], mask=open_ended),
        "gaps_min": _small(at["gaps_min"]),
        "gaps_max": _small(at["gaps_max"]),
        "gap_length_min": pa.array(at["gap_length_min"]),
        "gap_length_max": pa.array(at["gap_length_max"]),
        "overlaps_min": _small(at["overlaps_min"]),
        "overlaps_max": _small(at["overlaps_max"]),
        "overlap_length_min": pa.array(at["overlap_length_min"]),
        "overlap_length_max": pa.array(at["overlap_length_max"], mask=unbounded),
        "links_doubtful": _small(at["links_doubtful"]),
    }
    columns |= {name: batch.column(name).take(last) for name in rule.attributes}
    return pa.RecordBatch.from_pydict(columns)


def _bound(batch: pa.RecordBatch, name: str, unsaid: int) -> Whole:
    whole = batch.column(name).view(pa.int64())
    return np.asarray((whole.fill_null(unsaid) if whole.null_count else whole).to_numpy())


def _codes(column: pa.Array) -> npt.NDArray[np.int64]:
    """A number for each word, the same for the same word; -1 where nobody said."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return np.asarray(coded.indices.fill_null(-1).to_numpy())


def _cutoffs(places: pa.Array, rule: Rule) -> Whole:
    """To which moment an open end of each row is counted."""
    coded = places if pa.types.is_dictionary(places.type) else places.dictionary_encode()
    words = coded.dictionary.to_pylist() if rule.cutoffs else [""] * len(coded.dictionary)
    moments = np.array([*(rule.cutoffs.get(word, rule.cutoff) for word in words), rule.cutoff], np.int64)
    return moments[_codes(places)]


def _source(batch: pa.RecordBatch) -> Whole:
    """A number for file and sheet, in the order of their names."""
    total = np.zeros(batch.num_rows, np.int64)
    for name in ("file", "sheet"):
        column = batch.column(name)
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        ranks = pc.rank(coded.dictionary.cast(pa.binary()), tiebreaker="dense").to_numpy().astype(np.int64)
        total = total * (len(ranks) + 1) + ranks[coded.indices.to_numpy()]
    return total


def _keys(batch: pa.RecordBatch, stay: str | None) -> tuple[Whole, npt.NDArray[np.uint8]]:
    if stay is None:
        return np.zeros(batch.num_rows, np.int64), np.zeros(batch.num_rows, np.uint8)
    codes = _codes(batch.column(stay)).astype(np.int64)
    return codes, (codes >= 0).astype(np.uint8)


def _instants(values: Whole) -> pa.Array:
    return pa.array(values).view(INSTANT)


def _small(values: Whole) -> pa.Array:
    return pa.array(values.astype(np.int32))


def _text(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column

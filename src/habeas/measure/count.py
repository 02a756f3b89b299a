"""How many, of what, between which bounds: the counts of a built release, and of findings on it.

In comes a ``Built`` release, what to count by, and the base: rows, people, or the sum of a quantity; out goes a
``Counted``. With findings, a line counts the rows (or people) of whom the finding says that. It never guesses: what
is not said is a line of its own, and widens the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from habeas.core.errors import Fault, InputError, UseError, nearest
from habeas.measure.asked import Asked, dimensions_of
from habeas.measure.bounds import lines_of
from habeas.measure.lines import Line, Lines
from habeas.measure.tally import Tally, tally_people, tally_rows
from habeas.release.built import Built
from habeas.release.seams import Months, sets_of_months

Prepared = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
BASES = ("rows", "people", "stays", "sum")


@dataclass(frozen=True)
class Counted:
    """``by`` names the words of each line's key. ``base`` is what is counted, and ``total`` how many of it there are:
    for certain, and at most. ``day`` is the instant that units of time are of, ``row`` what a row of the
    release is, ``quantity`` what is summed; ``known_apart`` is 1, or how many parts of a joined release have
    identifiers of their own: people are then at least those of one part, and at most those of all; of stays, those
    that may go on in another part are possible.
    """

    by: tuple[str, ...]
    base: str
    lines: Sequence[Line]
    total: tuple[int, int]
    rows: int
    day: str
    row: str
    quantity: str = ""
    known_apart: int = 1

    @property
    def bounded(self) -> bool:
        """Whether any line is less than certain."""
        return any(line.certain != line.possible for line in self.lines)

    def table(self) -> pa.Table:
        """A row a line, in order: a column of words for each of ``by``, then ``certain`` and ``possible``."""
        lines = self.lines if isinstance(self.lines, Lines) else Lines.of(self.lines, len(self.by))
        return lines.table(self.by)


def count(
    release: Built,
    by: Sequence[str] = (),
    *,
    base: str = "rows",
    quantity: str = "",
    day: str = "",
    findings: Sequence[Path] = (),
    before: int | None = None,
    told: Callable[[int], None] = lambda rows: None,
) -> Counted:
    """Count the release. ``day`` is the instant that units of time are of (default: the start, or the act's time);
    ``before`` leaves out rows that began at or after that moment. ``told`` hears the rows read so far.

    Raises ``UseError`` for words that are no column, unit or base, and ``InputError`` where findings are not of this
    release.
    """
    asked = dimensions_of(release, by, day, bool(findings))
    person = _person(release) if base == "people" else ""
    if base not in BASES:
        raise UseError(f'"{base}" is nothing that is counted. {nearest(base, BASES)}'.rstrip())
    if (base == "sum") != bool(quantity):
        raise UseError("a sum needs the column that is summed: --sum COLUMN.")
    if quantity and release.meta["columns"].get(quantity) != "quantity":
        known = [name for name, kind in release.meta["columns"].items() if kind == "quantity"]
        raise UseError(f'"{quantity}" is no quantity of this release. {nearest(quantity, known)}'.rstrip())
    apart = base == "stays" and release.meta["row"] == "stint"
    parts = sets_of_months(release.meta) if person or apart else ()
    seen = Months.of(release).columns if parts and person else []
    columns = _columns(asked, person, quantity, before, seen)

    def batches() -> Iterator[pa.RecordBatch]:
        return _watched(_begun(_read(release, columns, base, asked, findings, person), asked.day, before), told)

    if person:
        tallies = [tally_people(_within(batches(), release, months), asked.by, person) for months in parts or (None,)]
    elif parts:
        tallies = [
            _stays_apart(release, columns, parts, asked, lambda rows: _watched(_begun(rows, asked.day, before), told))
        ]
    else:
        tallies = [tally_rows(batches(), asked.by, quantity)]
    names, lines = tuple(one.name for one in asked.by), lines_of(tallies, asked.by)
    rows, total = sum(tally.rows for tally in tallies), _total(tallies)
    if findings:
        plain = [name for name in by if name not in asked.of_findings]
        whole = count(release, plain, base=base, quantity=quantity, day=day, before=before)
        lines, rows, total = _beside(lines, names, whole), whole.rows, whole.total
    return Counted(names, base, lines, total, rows, asked.day, release.meta["row"], quantity, len(parts) or 1)


def _read(
    release: Built, columns: list[str], base: str, asked: Asked, findings: Sequence[Path], person: str
) -> Iterator[pa.RecordBatch]:
    if findings:
        from habeas.measure.findings import joined

        return joined(release, findings, columns, asked.of_findings, person)
    if base == "stays":
        from habeas.measure.stays import stay_batches  # what makes stays takes longer to load than a count takes

        return stay_batches(release, columns)
    return release.batches(columns or ["file"])  # where nothing is asked for, a column that costs little


def _stays_apart(
    release: Built, columns: list[str], parts: Sequence[set[str]], asked: Asked, prepared: Prepared
) -> Tally:
    from habeas.measure.stays import rule_of, stay_batches
    from habeas.measure.stays_apart import NEEDED, tally_stays

    rule = rule_of(release)
    wanted = list(dict.fromkeys([*columns, *NEEDED, *([rule.stay] if rule.stay else [])]))
    return tally_stays(
        [prepared(stay_batches(release, wanted, months)) for months in parts], asked.by, rule.stay or "", rule.gap
    )


def _within(batches: Iterator[pa.RecordBatch], release: Built, months: set[str] | None) -> Iterator[pa.RecordBatch]:
    """The rows that begin in these months; all of them where None are named."""
    if months is None:
        return batches
    clock = Months.of(release)
    return (clock.within(batch, months) for batch in batches)


def _beside(lines: Lines, names: tuple[str, ...], whole: Counted) -> Lines:
    """The lines with how many there are in all of what they are a part of."""
    of = {line.key: (line.certain, line.possible) for line in whole.lines}
    at = [names.index(name) for name in whole.by]
    found = [of.get(tuple(line.key[place] for place in at), (0, 0)) for line in lines]
    low, high = np.array(found, dtype=np.int64).reshape(len(found), 2).T
    return replace(lines, beside=(low, high))


def _columns(asked: Asked, person: str, quantity: str, before: int | None, seen: Sequence[str]) -> list[str]:
    wanted = [column for one in asked.by if one.name not in asked.of_findings for column in one.columns]
    wanted += [name for name in (person, quantity) if name]
    wanted += [f"{asked.day}.earliest"] if before is not None else []
    return list(dict.fromkeys([*wanted, *seen]))


def _begun(batches: Iterable[pa.RecordBatch], day: str, before: int | None) -> Iterator[pa.RecordBatch]:
    if before is None:
        yield from batches
        return
    import pyarrow.compute as pc

    for batch in batches:
        late = pc.greater_equal(batch.column(f"{day}.earliest").cast(pa.int64()), before)
        yield batch.filter(pc.invert(pc.fill_null(late, False)))


def _watched(batches: Iterable[pa.RecordBatch], told: Callable[[int], None]) -> Iterator[pa.RecordBatch]:
    rows = 0
    for batch in batches:
        rows += batch.num_rows
        told(rows)
        yield batch


def _total(tallies: Sequence[Tally]) -> tuple[int, int]:
    return max(tally.bases + tally.first for tally in tallies), sum(
        tally.bases + int(tally.unnamed.counts.sum()) + tally.doubtful.total() for tally in tallies
    )


def _person(release: Built) -> str:
    for name in ("custody.person", "act.person"):
        if name in release.schema.names:
            return name
    raise InputError(
        Fault("no-identifier", "the release has no column that tells people apart, so people cannot be counted.",
              "Count rows, or map an identifier to custody.person or act.person.", file=release.meta["release"])
    )  # fmt: skip

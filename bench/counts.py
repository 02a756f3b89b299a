"""Workload C: counts by month, facility and outcome, with bounds, beside DuckDB's plain counts of the same Parquet.

``python -m bench.counts [ROWS ...] [--runs N]``. A release is made whose rows carry an outcome each (as a column kept
beside them: the four outcomes, 2 % of them undetermined). Ours gives, for each month of the local clock, facility and
outcome, how many there are for certain and at most; DuckDB counts what an expert would count without bounds, the month
being that of the earliest moment in UTC, which costs it the least. Both are whole processes, start-up included, that
write CSV; they take turns. The same call checks each of our lines against bounds computed by DuckDB (not timed).
Budget: at most 1.0 of DuckDB's time by the clock; the processor's time stands beside it, for a machine that is busy.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa

from bench.generate import COLUMNS, batches, meta
from bench.timing import Run, process
from habeas.release.built import WORD, write_built

OUTCOMES = ("breach", "kept", "not_bound", "undetermined")
SHARES = (0.05, 0.6, 0.33, 0.02)

OURS = """
import sys
from pathlib import Path
from habeas.measure.start import without_matrix_threads
without_matrix_threads()
from habeas.engine.lean import without_pandas
without_pandas()
from habeas.measure.count import count
from habeas.release.built import Built
found = count(Built.open(Path(sys.argv[1])), ("month", "place", "outcome"))
from pyarrow.csv import write_csv
write_csv(found.table(), sys.argv[2])
"""
PLAIN = """
import duckdb, sys
held = duckdb.connect()
held.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false; SET enable_progress_bar = false")
held.execute(f'''COPY (
    SELECT date_trunc('month', "custody.start.earliest"::TIMESTAMP) AS month, "custody.place", outcome, count(*) AS n
    FROM read_parquet('{sys.argv[1]}/part-*.parquet') GROUP BY ALL
) TO '{sys.argv[2]}' (FORMAT csv)''')
"""
BOUNDS = """
WITH said AS (
    SELECT date_trunc('month', "custody.start.earliest"::TIMESTAMP) AS low,
           date_trunc('month', "custody.start.latest"::TIMESTAMP) AS high, "custody.place" AS place, outcome
    FROM read_parquet('{}/part-*.parquet')
),
each AS (
    SELECT strftime(low, '%Y-%m') AS month, place, outcome, (low = high)::INT AS certain FROM said
    UNION ALL
    SELECT strftime(high, '%Y-%m'), place, outcome, 0 FROM said WHERE high <> low
)
SELECT month, place, outcome, sum(certain)::BIGINT AS certain, count(*) AS possible FROM each GROUP BY ALL
"""
APART = """
WITH theirs AS ({}), ours AS (
    SELECT * FROM read_csv('{}', types = {{'month': 'VARCHAR', 'certain': 'BIGINT', 'possible': 'BIGINT'}})
)
SELECT count(*) FROM ((FROM ours EXCEPT ALL FROM theirs) UNION ALL (FROM theirs EXCEPT ALL FROM ours))
"""


def make(folder: Path, rows: int) -> None:
    """A release of that size in UTC, an outcome in each row."""

    def with_outcomes() -> Iterator[pa.RecordBatch]:
        for number, batch in enumerate(batches(rows)):
            drawn = np.random.default_rng((11, number)).choice(4, batch.num_rows, p=SHARES).astype(np.int32)
            words = pa.DictionaryArray.from_arrays(pa.array(drawn), pa.array(OUTCOMES))
            yield batch.append_column("outcome", words)

    said = meta(rows)
    said["zone"] = "UTC"
    said["columns"]["outcome"] = "text"
    write_built(folder, COLUMNS.append(pa.field("outcome", WORD)), with_outcomes(), said, person="custody.person")


def agrees(release: Path, ours: Path) -> bool:
    """Whether certain and possible are what DuckDB makes of the same intervals, line for line."""
    with duckdb.connect() as held:
        held.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        return bool(held.execute(APART.format(BOUNDS.format(release), ours)).fetchall() == [(0,)])


def _apart(work: Callable[..., object], *given: object) -> object:
    """What that gives, in a process of its own: one started from here would be told as much memory as is held here."""
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        return other.submit(work, *given).result()


def _middle(runs: Sequence[Run]) -> Run:
    """The median of the times, and the most memory that any of them held."""
    seconds, processor, megabytes = zip(*runs, strict=True)
    return Run(median(seconds), median(processor), max(megabytes))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.counts", description=str(__doc__).splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int, default=[1_000_000, 3_000_000, 10_000_000])
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    kept = True
    print(f"{'rows':>11} {'engine':<8} {'median s':>9} {'cpu s':>7} {'MB':>6} {'of duckdb':>9} {'of its cpu':>10}")
    with TemporaryDirectory(prefix="habeas-counts-") as temporary:
        for rows in args.rows:
            release = Path(temporary) / f"release-{rows}"
            _apart(make, release, rows)
            outs = {"ours": Path(temporary) / "ours.csv", "duckdb": Path(temporary) / "plain.csv"}
            texts = {"ours": OURS, "duckdb": PLAIN}
            runs: dict[str, list[Run]] = {"ours": [], "duckdb": []}
            for turn in range(args.runs + 1):
                for engine, text in texts.items():
                    run = process([sys.executable, "-c", text, str(release), str(outs[engine])])
                    if turn:  # the first warms the disk's cache
                        runs[engine].append(run)
            right = bool(_apart(agrees, release, outs["ours"]))
            plain = _middle(runs["duckdb"])
            for engine, found in runs.items():
                taken = _middle(found)
                over = engine == "ours" and taken.seconds > plain.seconds
                kept = kept and right and not over
                print(
                    f"{rows:>11,} {engine:<8} {taken.seconds:>9.2f} {taken.processor:>7.2f} {taken.megabytes:>6.0f}"
                    f" {taken.seconds / plain.seconds:>9.2f} {taken.processor / plain.processor:>10.2f}"
                    f"{'   over' if over else ''}{'' if right else '   OTHER COUNTS'}",
                    flush=True,
                )
            shutil.rmtree(release)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

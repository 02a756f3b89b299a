"""Workload C: counts by month, facility and outcome, with bounds, beside DuckDB's plain counts of the same Parquet.

``python -m bench.counts [ROWS ...] [--runs N]``. A release is made whose rows carry an outcome each (as a column kept
beside them: the four outcomes, 2 % of them undetermined). Ours gives, for each month of the local clock, facility and
outcome, how many there are for certain and at most; DuckDB counts what an expert would count without bounds, the month
being that of the earliest moment in UTC, which costs it the least. Both are whole processes. The same call checks ours
against bounds computed by DuckDB (not timed). Budget: at most 1.0 of DuckDB's time.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa

from bench.generate import COLUMNS, batches, meta
from bench.stays import Run, process
from habeas.release.built import WORD, write_built

OUTCOMES = ("breach", "kept", "not_bound", "undetermined")
SHARES = (0.05, 0.6, 0.33, 0.02)
BY = ("month", "place", "outcome")

OURS = """
import json, sys
from pathlib import Path
from habeas.measure.count import count
from habeas.release.built import Built
found = count(Built.open(Path(sys.argv[1])), ("month", "place", "outcome"))
lines = [[*line.key, line.certain, line.possible] for line in found.lines]
Path(sys.argv[2]).write_text(json.dumps(lines))
"""
PLAIN = """
import duckdb, sys
held = duckdb.connect()
held.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
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
SELECT month, place, outcome, sum(certain)::BIGINT, count(*) FROM each GROUP BY ALL ORDER BY ALL
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
    theirs = [list(line) for line in duckdb.connect().execute(BOUNDS.format(release)).fetchall()]
    return bool(sorted(json.loads(ours.read_text(encoding="utf-8"))) == theirs)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.counts", description=str(__doc__).splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int, default=[1_000_000, 3_000_000, 10_000_000])
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    kept = True
    print(f"{'rows':>11} {'engine':<8} {'median s':>9} {'cpu s':>7} {'MB':>6} {'of duckdb':>9}")
    with TemporaryDirectory(prefix="habeas-counts-") as temporary:
        for rows in args.rows:
            release = Path(temporary) / f"release-{rows}"
            make(release, rows)
            outs = {"ours": Path(temporary) / "ours.json", "duckdb": Path(temporary) / "plain.csv"}
            texts = {"ours": OURS, "duckdb": PLAIN}
            runs: dict[str, list[Run]] = {"ours": [], "duckdb": []}
            for turn in range(args.runs + 1):
                for engine, text in texts.items():
                    run = process([sys.executable, "-c", text, str(release), str(outs[engine])])
                    if turn:  # the first warms the disk's cache
                        runs[engine].append(run)
            right = agrees(release, outs["ours"])
            plain = median(run.seconds for run in runs["duckdb"])
            for engine, found in runs.items():
                taken = median(run.seconds for run in found)
                over = engine == "ours" and taken > plain
                kept = kept and right and not over
                print(
                    f"{rows:>11,} {engine:<8} {taken:>9.2f} {median(run.processor for run in found):>7.2f}"
                    f" {max(run.megabytes for run in found):>6.0f} {taken / plain:>9.2f}{'   over' if over else ''}"
                    f"{'' if right else '   OTHER COUNTS'}",
                    flush=True,
                )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

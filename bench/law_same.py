"""Whether two files hold the same findings, in whatever order: ``python -m bench.law_same ONE OTHER``."""

from __future__ import annotations

import sys

import duckdb

from bench.timing import parser

EVERY = 1_000_000  # up to here the findings are compared one by one, above by sums of their hashes
COLUMNS = "file, sheet, row, instrument, clause, reading, outcome, because"


def main() -> int:
    asked = parser("law_same", __doc__)
    asked.add_argument("one", metavar="ONE", help="Parquet of findings")
    asked.add_argument("other", metavar="OTHER", help="Parquet of findings")
    given = asked.parse_args()
    held = duckdb.connect()
    held.execute("SET memory_limit = '4GB'; SET enable_progress_bar = false")
    for name, path in (("one", given.one), ("other", given.other)):
        held.execute(f"CREATE VIEW {name} AS SELECT {COLUMNS} FROM '{path}'")  # noqa: S608 - names of our own
    count = int(held.sql("SELECT count(*) FROM one").fetchall()[0][0])
    if count <= EVERY:
        differing = held.sql(
            "SELECT count(*) FROM ((FROM one EXCEPT ALL FROM other) UNION ALL (FROM other EXCEPT ALL FROM one))"
        ).fetchall()
        agrees = differing == [(0,)]
    else:
        digest = f"SELECT count(*), sum(hash({COLUMNS})::HUGEINT), bit_xor(hash({COLUMNS}, 1)) FROM {{}}"  # noqa: S608
        agrees = held.sql(digest.format("one")).fetchall() == held.sql(digest.format("other")).fetchall()
    print(f"{count:,}")
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(main())

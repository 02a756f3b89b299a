"""The workload W as an expert would write it with DuckDB and with Polars: ``python -m bench.law_peers duckdb|polars
RELEASE TABLES OUT``.

Each kind of scope is a join on equal keys against a small table. What no order can reach is left out before the join by
the length of the custody, and after it by the widest time in force; then the readings are joined and compared. ``some``
holds where a breach is possible, ``every`` where it is certain.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

# ruff: noqa: S608 - what is put into the statements are paths and numbers of our own
SCOPES = {
    "person": ('r."custody.person" = k.person', "TRUE"),
    "place": ('r."custody.place" = k.place', "TRUE"),
    "nationality": ('r."custody.place" = k.place AND r."person.citizenship" = k.citizenship', "TRUE"),
    "states": ("""r."custody.place" = k.place AND coalesce(r."custody.ground", '?') = k.ground""", "k.sure"),
    "nation": ("""coalesce(r."custody.ground", '?') = k.ground""", "k.sure"),
}


def duckdb_sql(release: Path, tables: Path, out: Path, least: dict[str, int]) -> str:
    """One statement; times are whole microseconds, which compare fastest. ``least``: the shortest limit by kind."""
    parts = []
    for kind, (on, sure) in SCOPES.items():
        parts.append(
            f"""SELECT r.file, r.sheet, r.row, r.s1, r.s2, r.e1, r.e2, k.orders, {sure} AS sure FROM (SELECT * FROM
            rows WHERE e2 - s1 > {least[kind]} OR s1 > e2) r JOIN '{tables}/{kind}.parquet' k ON {on} WHERE s1 > e2 OR
            (s1 + k.d < k.last AND k.first < e2 AND s1 + k.d < e2)"""
        )
    return f"""
    CREATE TEMP VIEW rows AS SELECT *, epoch_us("custody.start.earliest") AS s1, epoch_us("custody.start.latest") AS s2,
        epoch_us("custody.end.earliest") AS e1, coalesce(epoch_us("custody.end.latest"), 253402300799999999) AS e2
        FROM read_parquet('{release}/part-*.parquet');
    COPY (
        WITH reached AS ({" UNION ALL ".join(parts)})
        SELECT file, sheet, row, instrument, clause, reading,
            CASE WHEN s1 <= e2 AND sure AND f2 < u1 AND f2 < greatest(e1, s1) AND least(s2, e2) + d < u1
                AND least(s2, e2) + d < greatest(e1, s1) THEN 'breach' ELSE 'undetermined' END AS outcome,
            CASE WHEN s1 > e2 THEN 'conflict' WHEN outcome = 'breach' THEN 'done_late' WHEN NOT sure THEN 'gap'
                ELSE 'imprecise' END AS because
        FROM reached JOIN '{tables}/orders.parquet' USING (orders)
        WHERE s1 > e2 OR (f1 < u2 AND f1 < e2 AND s1 + d < u2 AND s1 + d < e2)
    ) TO '{out}' (FORMAT parquet, COMPRESSION zstd);
    """


def run_duckdb(release: Path, tables: Path, out: Path) -> None:
    import duckdb

    held = duckdb.connect(config={"threads": os.cpu_count() or 1})
    held.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
    least = {kind: int(held.sql(f"SELECT min(d) FROM '{tables}/{kind}.parquet'").fetchall()[0][0]) for kind in SCOPES}
    held.execute(duckdb_sql(release, tables, out, least))


def run_polars(release: Path, tables: Path, out: Path) -> None:
    import polars as pl

    low, late = pl.col("s1"), pl.min_horizontal("s2", "e2")
    last = pl.max_horizontal("e1", "s1")
    ends = {"s1": "custody.start.earliest", "s2": "custody.start.latest", "e1": "custody.end.earliest",
            "e2": "custody.end.latest"}  # fmt: skip
    rows = pl.scan_parquet(release / "part-*.parquet").with_columns(
        *(pl.col(column).dt.epoch("us").alias(name) for name, column in ends.items())
    ).with_columns(pl.col("e2").fill_null(253402300799999999))  # fmt: skip
    keys = {
        "person": (["custody.person"], ["person"]),
        "place": (["custody.place"], ["place"]),
        "nationality": (["custody.place", "person.citizenship"], ["place", "citizenship"]),
        "states": (["custody.place", "custody.ground"], ["place", "ground"]),
        "nation": (["custody.ground"], ["ground"]),
    }
    wrong = low > pl.col("e2")
    parts = []
    for kind, (left, right) in keys.items():
        table = pl.read_parquet(tables / f"{kind}.parquet")
        least = int(table["d"].min())  # type: ignore[arg-type]
        long = rows.filter((pl.col("e2") - low > least) | wrong)
        names = [name for name in left if name.startswith(("custody.", "person."))]
        long = long.with_columns(*(pl.col(name).cast(pl.String) for name in names)).with_columns(
            *(pl.col(name).fill_null("?") for name in names if name == "custody.ground")
        )
        joined = long.join(table.lazy(), left_on=left, right_on=right, how="inner")
        if "sure" not in table.columns:
            joined = joined.with_columns(sure=pl.lit(True))
        reached = (
            (low + pl.col("d") < pl.col("last")) & (pl.col("first") < pl.col("e2")) & (low + pl.col("d") < pl.col("e2"))
        )
        parts.append(joined.filter(wrong | reached).select("file", "sheet", "row", *ends, "orders", "sure"))
    orders = pl.read_parquet(tables / "orders.parquet").lazy()
    due, most = low + pl.col("d"), late + pl.col("d")
    some = (pl.col("f1") < pl.col("u2")) & (pl.col("f1") < pl.col("e2")) & (due < pl.col("u2")) & (due < pl.col("e2"))
    every = (
        ~wrong
        & pl.col("sure")
        & (pl.col("f2") < pl.col("u1"))
        & (pl.col("f2") < last)
        & (most < pl.col("u1"))
        & (most < last)
    )
    found = (
        pl.concat(parts)
        .join(orders, on="orders")
        .filter(wrong | some)
        .select(
            "file", "sheet", "row", "instrument", "clause", "reading",
            outcome=pl.when(every).then(pl.lit("breach")).otherwise(pl.lit("undetermined")),
            because=pl.when(wrong).then(pl.lit("conflict")).when(every).then(pl.lit("done_late"))
            .when(~pl.col("sure")).then(pl.lit("gap")).otherwise(pl.lit("imprecise")),
        )
    )  # fmt: skip
    found.sink_parquet(out, compression="zstd", maintain_order=False)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.law_peers")
    parser.add_argument("peer", choices=("duckdb", "polars"))
    for name in ("release", "tables", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    os.environ.setdefault("POLARS_ENGINE_AFFINITY", "streaming")
    {"duckdb": run_duckdb, "polars": run_polars}[args.peer](args.release, args.tables, args.out)


if __name__ == "__main__":
    main()

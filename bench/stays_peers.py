"""The workload S as an expert would write it: stays from stints, Parquet to Parquet, ours and with DuckDB and Polars.

``python -m bench.stays_peers ENGINE FOLDER OUT`` is one whole process. Each writes the same rows (``bench.stays``
checks that), in whatever order it likes. The peers' code was chosen among variants by their time: one sort for all
windows of a level, structs for what is taken from one row of a stay, no order kept that nobody asked for.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from bench.timing import parser

NEVER = 253_402_300_799_999_999
GAP = 86_400_000_000
CUTOFF = 1_773_187_199_999_999  # 2026-03-10T23:59:59.999999Z

DUCKDB = f"""
COPY (
WITH said AS (
    SELECT file, sheet, row, "custody.person" AS p, "custody.place" AS f, "custody.ground" AS g,
           "person.citizenship" AS n, epoch_us("custody.start.earliest") AS s0,
           epoch_us("custody.start.latest") AS r1, epoch_us("custody.end.earliest") AS q0,
           coalesce(epoch_us("custody.end.latest"), {NEVER}) AS e1
    FROM read_parquet('$FOLDER/part-*.parquet')
),
usable AS (
    SELECT *, least(r1, nullif(e1, {NEVER})) AS s1, greatest(q0, s0) AS e0
    FROM said
    WHERE p IS NOT NULL AND s0 IS NOT NULL AND (r1 IS NOT NULL OR e1 < {NEVER}) AND e1 >= s0
),
before AS (
    SELECT *, row_number() OVER here AS nth, max(s1) OVER earlier AS b1, max(e0) OVER earlier AS c0,
           max(e1) OVER earlier AS c1
    FROM usable
    WINDOW here AS (PARTITION BY p ORDER BY s0, r1 NULLS LAST, q0 NULLS FIRST, e1, file, sheet, row),
           earlier AS (PARTITION BY p ORDER BY s0, r1 NULLS LAST, q0 NULLS FIRST, e1, file, sheet, row
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
measured AS (
    SELECT *, coalesce(s0 - c1 > {GAP}, true) AS new,
           greatest(0, CASE WHEN e1 = {NEVER} THEN {CUTOFF} ELSE e0 END - s0) AS counted
    FROM before
),
chained AS (
    SELECT * EXCLUDE (b1, c0, c1),
           max(CASE WHEN new THEN nth END) OVER (PARTITION BY p ORDER BY nth ROWS UNBOUNDED PRECEDING) AS stay,
           CASE WHEN new THEN 0 ELSE greatest(0, s0 - c1) END AS g0,
           CASE WHEN new THEN 0 ELSE greatest(0, s1 - c0) END AS g1,
           CASE WHEN new THEN 0 ELSE greatest(0, least(c0, e0) - greatest(b1, s1)) END AS o0,
           CASE WHEN new THEN 0 WHEN least(c1, e1) < {NEVER} THEN greatest(0, least(c1, e1) - s0) END AS o1,
           NOT new AND s1 - c0 > {GAP} AS doubtful
    FROM measured
),
gathered AS (
    SELECT p, stay, count(*) AS k, min(s0) AS s0, min(s1) AS s1, max(e0) AS e0, max(e1) AS e1,
           arg_min({{'file': file, 'sheet': sheet, 'row': row, 'f': f, 's1': s1}}, nth) AS a,
           arg_max({{'f': f, 'g': g, 'n': n}}, nth) AS z,
           arg_max({{'f': f, 'surely': greatest(0, e0 - s1)}}, (counted, nth)) AS l,
           list({{'f': f, 'most': e1 - s0}} ORDER BY nth) AS fs,
           min(e0) FILTER (nth <> stay) AS others,
           count(*) FILTER (g0 > 0) AS gc0, count(*) FILTER (g1 > 0) AS gc1, sum(g0) AS g0, sum(g1) AS g1,
           count(*) FILTER (o0 > 0) AS oc0, count(*) FILTER (o1 > 0 OR o1 IS NULL) AS oc1, sum(o0) AS o0,
           CASE WHEN count(o1) = count(*) THEN sum(o1) END AS o1, count(*) FILTER (doubtful) AS d
    FROM chained
    GROUP BY p, stay
)
SELECT a.file AS file, a.sheet AS sheet, a.row AS row, p AS "custody.person", stay::INT AS stay, k::INT AS stints,
       make_timestamp(s0)::TIMESTAMPTZ AS "custody.start.earliest",
       make_timestamp(s1)::TIMESTAMPTZ AS "custody.start.latest",
       make_timestamp(e0)::TIMESTAMPTZ AS "custody.end.earliest",
       make_timestamp(nullif(e1, {NEVER}))::TIMESTAMPTZ AS "custody.end.latest",
       z.f AS "custody.place", a.f AS place_first, l.f AS place_longest,
       l.surely >= coalesce(list_max([x.most FOR x IN fs IF x.f IS DISTINCT FROM l.f]), 0) AS longest_certain,
       [x.f FOR x IN fs] AS places, greatest(0, e0 - s1) AS length_min, nullif(e1, {NEVER}) - s0 AS length_max,
       gc0::INT AS gaps_min, gc1::INT AS gaps_max, g0::BIGINT AS gap_length_min,
       (g1 + greatest(0, coalesce(a.s1 - others, 0)))::BIGINT AS gap_length_max,
       oc0::INT AS overlaps_min, oc1::INT AS overlaps_max, o0::BIGINT AS overlap_length_min,
       o1::BIGINT AS overlap_length_max, d::INT AS links_doubtful, z.g AS "custody.ground", z.n AS "person.citizenship"
FROM gathered
) TO '$OUT/part-00000.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)
"""  # noqa: S608 -- numbers of this file alone


def ours(folder: Path, out: Path) -> None:
    from habeas.engine.stays_files import write_stays
    from habeas.engine.stays_pass import Rule

    rule = Rule(CUTOFF, attributes=("custody.ground", "person.citizenship"))
    write_stays(sorted(folder.glob("part-*.parquet")), out, rule)


def duckdb(folder: Path, out: Path) -> None:
    import duckdb as engine

    out.mkdir()
    held = engine.connect()
    held.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
    held.execute(f"SET temp_directory = '{out}/spill'")
    held.execute(DUCKDB.replace("$FOLDER", str(folder)).replace("$OUT", str(out)))


def polars(folder: Path, out: Path) -> None:
    import polars as pl

    def micros(name: str) -> pl.Expr:
        return pl.col(name).to_physical()

    def clip(value: pl.Expr) -> pl.Expr:
        return pl.max_horizontal(value, pl.lit(0, pl.Int64))

    def unless_new(value: pl.Expr) -> pl.Expr:
        return pl.when("new").then(0).otherwise(value)

    out.mkdir()
    col = pl.col
    person = "custody.person"
    longest = col("f").get(pl.len() - 1 - col("counted").reverse().arg_max())
    instant = pl.Datetime("us", "UTC")
    (
        pl.scan_parquet(folder / "part-*.parquet")
        .select(
            *[col(name).cast(pl.String) for name in ("file", "sheet", person, "custody.ground", "person.citizenship")],
            "row",
            f=col("custody.place").cast(pl.String),
            s0=micros("custody.start.earliest"),
            r1=micros("custody.start.latest"),
            q0=micros("custody.end.earliest"),
            e=micros("custody.end.latest"),
        )
        .with_columns(
            s1=pl.min_horizontal("r1", "e"), e0=pl.max_horizontal("q0", "s0"), e1=col("e").fill_null(NEVER)
        )
        .filter(col(person).is_not_null(), col("s0").is_not_null(), col("s1").is_not_null(), col("e1") >= col("s0"))
        .with_columns(r1=col("r1").fill_null(NEVER), q0=col("q0").fill_null(-NEVER))
        .sort(person, "s0", "r1", "q0", "e1", "file", "sheet", "row")
        .with_columns(
            nth=pl.int_range(1, pl.len() + 1).over(person),
            b1=col("s1").cum_max().shift(1).over(person),
            c0=col("e0").cum_max().shift(1).over(person),
            c1=col("e1").cum_max().shift(1).over(person),
        )
        .with_columns(new=(col("s0") - col("c1") > GAP).fill_null(True))
        .with_columns(
            group=col("new").cum_sum(),
            counted=clip(pl.when(col("e1") == NEVER).then(CUTOFF).otherwise("e0") - col("s0")),
            g0=unless_new(clip(col("s0") - col("c1"))),
            g1=unless_new(clip(col("s1") - col("c0"))),
            o0=unless_new(clip(pl.min_horizontal("c0", "e0") - pl.max_horizontal("b1", "s1"))),
            o1=unless_new(
                pl.when(pl.min_horizontal("c1", "e1") < NEVER).then(clip(pl.min_horizontal("c1", "e1") - col("s0")))
            ),
            doubtful=unless_new((col("s1") - col("c0") > GAP).cast(pl.Int32)),
        )
        .group_by("group")
        .agg(
            col("file", "sheet", "row", person).first(),
            stay=col("nth").first().cast(pl.Int32),
            stints=pl.len().cast(pl.Int32),
            s0=col("s0").min(),
            s1=col("s1").min(),
            e0=col("e0").max(),
            e1=pl.when(col("e1").max() < NEVER).then(col("e1").max()),
            last=col("f").last(),
            place_first=col("f").first(),
            place_longest=longest,
            longest_certain=clip(
                (col("e0") - col("s1")).get(pl.len() - 1 - col("counted").reverse().arg_max())
            )
            >= (col("e1") - col("s0")).filter(col("f").ne_missing(longest)).max().fill_null(0),
            places=col("f"),
            gaps_min=(col("g0") > 0).sum().cast(pl.Int32),
            gaps_max=(col("g1") > 0).sum().cast(pl.Int32),
            gap_length_min=col("g0").sum(),
            gap_length_max=col("g1").sum() + clip((col("s1").first() - col("e0").slice(1).min()).fill_null(0)),
            overlaps_min=(col("o0") > 0).sum().cast(pl.Int32),
            overlaps_max=((col("o1") > 0) | col("o1").is_null()).sum().cast(pl.Int32),
            overlap_length_min=col("o0").sum(),
            overlap_length_max=pl.when(col("o1").is_not_null().all()).then(col("o1").sum()),
            links_doubtful=col("doubtful").sum().cast(pl.Int32),
            ground=col("custody.ground").last(),
            country=col("person.citizenship").last(),
        )
        .select(
            "file", "sheet", "row", person, "stay", "stints",
            col("s0").cast(instant).alias("custody.start.earliest"),
            col("s1").cast(instant).alias("custody.start.latest"),
            col("e0").cast(instant).alias("custody.end.earliest"),
            col("e1").cast(instant).alias("custody.end.latest"),
            col("last").alias("custody.place"),
            "place_first", "place_longest", "longest_certain", "places",
            clip(col("e0") - col("s1")).alias("length_min"),
            (col("e1") - col("s0")).alias("length_max"),
            "gaps_min", "gaps_max", "gap_length_min", "gap_length_max",
            "overlaps_min", "overlaps_max", "overlap_length_min", "overlap_length_max", "links_doubtful",
            col("ground").alias("custody.ground"),
            col("country").alias("person.citizenship"),
        )
        .sink_parquet(out / "part-00000.parquet", compression="zstd", compression_level=1)
    )  # fmt: skip


ENGINES: dict[str, Callable[[Path, Path], None]] = {"ours": ours, "duckdb": duckdb, "polars": polars}


def main() -> None:
    asked = parser("stays_peers", __doc__)
    asked.add_argument("engine", choices=ENGINES)
    asked.add_argument("folder", type=Path, help="the built release")
    asked.add_argument("out", type=Path, help="the folder of stays; what is there is deleted")
    given = asked.parse_args()
    shutil.rmtree(given.out, ignore_errors=True)
    ENGINES[given.engine](given.folder, given.out)


if __name__ == "__main__":
    main()

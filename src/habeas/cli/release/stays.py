"""Stays from stints: one row for each unbroken chain of a person's stints, with its bounds, its gaps and its conflicts.

Where the release says of each stint in which stay it was, that names the stay; else stints with no more than a day
between them are one. Overlaps stay visible, and rows that cannot be used are set apart with what is wrong with them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from habeas.core.errors import UseError

if TYPE_CHECKING:
    from habeas.engine.stays_pass import Counted

EXAMPLES = """\
examples:
  habeas release stays tucson stays-2026                    how many stays, and how many are in doubt
  habeas release stays national detentions --arrests arrests -o stays
  habeas release stays tucson stays-2026 -o stays           into stays/part-00000.parquet and stays/set-apart.parquet
"""
MATCHED = "matched-arrests.parquet"
_AS_ONE = (
    "here one identifier is taken for one person, in all parts. `habeas count --base stays` counts them between bounds."
)
_SAID = {
    "stints": "stints in all",
    "several": "stays of several stints",
    "open": "stays that have no end by the cut-off",
    "gaps": "stays that surely have a gap between stints",
    "overlaps": "stays in which stints surely overlap",
    "maybe": "stays in which stints may overlap",
    "doubtful": "stays that may as well be two",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("matter", metavar="MATTER", type=Path, help="the folder of the matter")
    parser.add_argument("release", metavar="ID", help="the release: its rows are stints")
    parser.add_argument("-o", "--output", metavar="FOLDER", type=Path, help="where the stays are written")
    parser.add_argument("--arrests", metavar="ID", default="", help="match the arrests of this release with the stays")
    parser.add_argument("--json", action="store_true", help="the counts as one object")


def run(args: argparse.Namespace) -> int:
    from habeas.cli.released import opened
    from habeas.cli.shown import show_json
    from habeas.cli.waiting import Waiting
    from habeas.engine.stays_files import APART, STAYS, write_stays
    from habeas.intake.written import is_full, no_space
    from habeas.measure.sentence import not_carried
    from habeas.measure.stays import rule_of
    from habeas.release.seams import sets_of_months

    if args.output is not None and args.output.exists():
        raise UseError(f"{args.output} is there already. Give another folder, or remove it.")
    built = opened(args.matter, args.release)
    rule = rule_of(built)
    with TemporaryDirectory(prefix="habeas-stays-") as scratch, Waiting("stays") as waiting:
        folder = args.output or Path(scratch) / "stays"
        try:
            counted = write_stays(built.files, folder, rule, lambda rows: waiting.say(f"{rows:,} rows"))
        except OSError as error:
            if is_full(error):
                raise no_space(folder) from error
            raise
        said = _said(folder / STAYS)
        matched = _match(args, folder) if args.arrests else {}
    if args.json:
        show_json([{"release": args.release, "rows": counted.rows, "stays": counted.stays,
                    "set_apart": counted.set_apart, **said, **matched}])  # fmt: skip
        return 0
    _show(args, counted, said, rule.stay is not None)
    if sets_of_months(built.meta):
        print(f"\n{not_carried(built, _AS_ONE)}")
    if matched:
        arrests, found, certain = matched["arrests"], matched["matched"], matched["certain"]
        print(f"\n{found:,} of {arrests:,} arrests belong to a stay: {certain:,} of them whatever the times truly are.")
    if args.output is not None:
        more = f", {MATCHED}" if matched else ""
        print(f"\nWritten into {args.output}: {STAYS} (the stays), {APART}{more}.")
    return 0


def _match(args: argparse.Namespace, folder: Path) -> dict[str, int]:
    """Arrests from ten days before to five after a book-in, the nearest first, one to one."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from habeas.cli.released import opened
    from habeas.engine import duck
    from habeas.engine.stays_files import STAYS
    from habeas.intake.written import is_full, no_space

    arrests = opened(args.matter, args.arrests)
    found = duck.match(arrests.files, [folder / STAYS])
    order = [(name, "ascending") for name in ("file", "sheet", "row")]
    try:
        pq.write_table(found.drop_columns(["rank"]).sort_by(order), folder / MATCHED)
    except OSError as error:
        (folder / MATCHED).unlink(missing_ok=True)
        if is_full(error):
            raise no_space(folder / MATCHED) from error
        raise
    certain = pc.sum(found.column("certain").cast("int64")).as_py() or 0
    return {"arrests": arrests.rows, "matched": len(found), "certain": certain}


def _said(path: Path) -> dict[str, int]:
    import duckdb

    asked = (
        "SELECT coalesce(sum(stints), 0)::BIGINT, count(*) FILTER (stints > 1), "
        'count(*) FILTER ("custody.end.latest" IS NULL), count(*) FILTER (gaps_min > 0), '
        "count(*) FILTER (overlaps_min > 0), count(*) FILTER (overlaps_max > overlaps_min), "
        "count(*) FILTER (links_doubtful > 0) FROM read_parquet(?)"
    )
    found: list[Any] = duckdb.execute(asked, [str(path)]).fetchall()
    return dict(zip(_SAID, found[0], strict=True))


def _show(args: argparse.Namespace, counted: Counted, said: dict[str, int], named: bool) -> None:
    from habeas.cli.shown import show_table

    apart = " + ".join(f"{rows:,} {fault}" for fault, rows in sorted(counted.set_apart.items())) or "0"
    whole = f"{said['stints']:,} stints in {counted.stays:,} stays"
    print(f"{args.release}: {counted.rows:,} rows = {whole} + set apart: {apart}.")
    by_gap = "stints with at most 24 hours between them are one stay"
    print(f"  {'the release names the stay of each stint' if named else by_gap}\n")
    show_table(("of them", "stays"), [(_SAID[name], f"{said[name]:,}") for name in list(_SAID)[1:]])

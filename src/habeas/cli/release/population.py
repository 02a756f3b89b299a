"""Daily population: how many people each facility held on each of its own days, at any time of it and at midnight.

Two numbers for each: how many surely, and how many at most, as times may be known to the day only. The midnight is the
one that ends the day. Whoever has no end was held when the release's cut-off day began, and possibly at the end of it;
later days are not in the release, and no line is given for them.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.core.errors import UseError

if TYPE_CHECKING:
    import pyarrow as pa

    from habeas.release.built import Built

EXAMPLES = """\
examples:
  habeas release population tucson stays-2026 -o held.csv                      every day of every facility
  habeas release population tucson stays-2026 --from 2026-01-01 --until 2026-01-31 --place TUCHOLD
  habeas release population tucson stays-2026 --json           one object a line
"""
_PLACE = "custody.place"
MOST = 400  # lines on the screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("matter", metavar="MATTER", type=Path, help="the folder of the matter")
    parser.add_argument("release", metavar="ID", help="the release: its rows are stints or stays")
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day (default: that of the release)")
    parser.add_argument("--until", metavar="DAY", help="the last day (default: the cut-off day)")
    parser.add_argument("--place", metavar="CODE", default="", help="this facility only")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write .csv or .parquet")
    parser.add_argument("--json", action="store_true", help="one object a line, every day of every facility")


def run(args: argparse.Namespace) -> int:
    from habeas.cli.released import opened
    from habeas.cli.shown import counted, show_json, show_table
    from habeas.cli.waiting import Waiting

    suffix = args.output.suffix.lower() if args.output is not None else ".csv"
    if suffix not in (".csv", ".parquet"):
        raise UseError(f'"{args.output.name}": the ending says what is written. Expected one of: .csv, .parquet.')
    built = opened(args.matter, args.release)
    if built.meta["row"] not in ("stint", "stay"):
        row = built.meta["row"]
        raise UseError(f"people are counted from stints or stays, and a row of {args.release} is one {row}.")
    with Waiting("counting") as waiting:
        waiting.say(args.release)
        last = _last(built, _day("--until", args.until))
        table = _population(built, _day("--from", args.first), last, args.place)
    if args.output is not None:
        _write(table, args.output)
        if not args.json:
            print(f"{counted(len(table), 'day')} of facilities written into {args.output}.")
            _say_seams(built)
            return 0
    if args.json:
        show_json(row | {"day": row["day"].isoformat()} for row in table.to_pylist())
        return 0
    show_table(table.column_names, ([str(word) for word in row.values()] for row in table.slice(0, MOST).to_pylist()))
    if len(table) > MOST:
        print(f"and {counted(len(table) - MOST, 'line')} more: -o FILE.csv writes all.")
    _say_seams(built)
    return 0


def _say_seams(built: Built) -> None:
    from habeas.measure.sentence import PEOPLE, not_carried
    from habeas.release.seams import sets_of_months

    if sets_of_months(built.meta):
        print(f"\n{not_carried(built, PEOPLE)}")


def _day(option: str, text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UseError(f'{option}: "{text}" is no day. Write it as 2026-01-31.') from None


def _population(built: Built, first: date | None, last: date, code: str) -> pa.Table:
    import pyarrow as pa

    from habeas.core.errors import nearest
    from habeas.measure.population import population
    from habeas.release.facilities import place_of

    since = first or _first(built)
    if since > last:
        raise UseError("there is no day between --from and --until.")
    table = population(built, since, last)
    if not code:
        return table
    wanted = code if code.startswith("place:") else place_of(code)
    known = set(table.column(_PLACE).to_pylist())
    if wanted not in known:
        raise UseError(f'--place: the release has nobody in "{code}". {nearest(wanted, known)}'.rstrip())
    mask = pa.array([place == wanted for place in table.column(_PLACE).to_pylist()])
    return table.filter(mask)


def _last(built: Built, asked: date | None) -> date:
    """The last day: that asked for, or the cut-off day, beyond which nothing is known."""
    cutoff = built.cutoff_day
    if cutoff is not None and asked is not None and asked > cutoff:
        raise UseError(f"--until: the release was cut off on {cutoff}, and who was held on later days is not known.")
    last = asked or cutoff
    if last is None:
        raise UseError("the mapping says no cut-off day, to which open stints are counted: say the last day, --until.")
    return last


def _first(built: Built) -> date:
    """The day before the first beginning that is known, by the clock of UTC: no zone's day is missed."""
    from datetime import timedelta

    import pyarrow.compute as pc

    firsts = [pc.min(batch.column(0)).as_py() for batch in built.batches(["custody.start.earliest"])]
    known = [moment for moment in firsts if moment is not None]
    if not known:
        raise UseError("no row says when it began.")
    day: date = min(known).date() - timedelta(days=1)
    return day


def _write(table: pa.Table, path: Path) -> None:
    import io

    import pyarrow.csv
    import pyarrow.parquet as pq

    from habeas.intake.written import write_whole

    out = io.BytesIO()
    if path.suffix.lower() == ".csv":
        pyarrow.csv.write_csv(table, out)
    else:
        pq.write_table(table, out)
    write_whole(path, out.getvalue())

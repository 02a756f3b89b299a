"""``habeas why --release`` without a row: which rows a clause leaves open or finds broken, to choose one from."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from habeas.cli.asked import Asked
    from habeas.law.instruments.model import Clause, Instrument

MOST = 40  # rows on the screen; with --json all of them


def show_rows(args: argparse.Namespace, asked: Asked, instrument: Instrument, clause: Clause) -> int:
    """The rows of the clause that are ``undetermined``, then those that are a ``breach``, by their place."""
    from habeas.cli.shown import counted, show_json, show_table

    found = _found(args, asked, instrument, clause)
    if args.json:
        show_json(found)
        return 0
    if not found:
        print(f"No row is undetermined or a breach of {args.clause} under any reading that was asked for.")
        return 0
    show_table(
        ("row", "reading", "outcome", "because", "would settle"),
        (
            (_place(one), one["reading"], one["outcome"], one["because"], one["would_settle"] or "")
            for one in found[:MOST]
        ),
    )
    if len(found) > MOST:
        print(f"and {counted(len(found) - MOST, 'line')} more: --json lists all.")
    first = f"'{_place(found[0])}'" if found[0]["sheet"] else found[0]["row"]
    print(f"\nWhy one of them: habeas why {args.matter} {args.clause} --release {args.release} --row {first}")
    return 0


def _found(args: argparse.Namespace, asked: Asked, instrument: Instrument, clause: Clause) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    from habeas.cli.release.asked import compiled_for
    from habeas.cli.released import opened
    from habeas.cli.waiting import Waiting
    from habeas.engine.pass_release import pass_over
    from habeas.law import chosen_readings

    built = opened(args.matter, args.release)
    compiled = compiled_for(built, asked, chosen_readings([instrument], args.reading, every=False))
    with TemporaryDirectory(prefix="habeas-why-") as scratch, Waiting("testing") as waiting:
        path = Path(scratch) / "found.parquet"
        pass_over(built.files, compiled, path, progress=lambda rows: waiting.say(f"{rows:,} rows"))
        rows: list[dict[str, Any]] = pq.read_table(path, filters=[("clause", "=", clause.id)]).to_pylist()
    return sorted(rows, key=lambda one: (one["outcome"] != "undetermined", one["file"], one["sheet"], one["row"]))


def _place(one: dict[str, Any]) -> str:
    sheet = f"#{one['sheet']}" if one["sheet"] else ""
    return f"{one['file']}{sheet}:{one['row']}"

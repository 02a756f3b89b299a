"""``habeas test --release --engine spark``: the same test on a cluster, of a release that is here or far away.

A release that lies on a file system of the cluster is named by its URL; what it says of itself is read from the footer
of its first part.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from habeas.cli.asked import Asked
    from habeas.core.errors import Fault
    from habeas.engine.summed import Summed
    from habeas.law.bulk import Compiled
    from habeas.law.instruments.model import Instrument, Reading
    from habeas.release.built import Built, Meta


def tested(
    args: argparse.Namespace,
    asked: Asked,
    chosen: list[tuple[Instrument, Reading]],
    left_out: list[Fault] | None,
) -> tuple[Compiled, Summed]:
    """Raises ``InputError`` where Spark is lacking or cannot be reached, before anything is built."""
    from habeas.cli.released import opened
    from habeas.engine.cluster_session import check_installed, check_reachable, spark_session
    from habeas.release.built import Built

    check_installed()
    check_reachable(args.master)
    if "://" in args.release:
        with spark_session(args.master) as session:
            from habeas.engine.cluster_files import release_at

            files, meta, schema = release_at(session, args.release)
            far = Built(Path(args.release), cast("Meta", meta), schema)
            return _passed(args, asked, chosen, far, files, session, left_out)
    built = opened(args.matter, args.release)
    files = [str(path.absolute()) for path in built.files]
    with spark_session(args.master) as session:
        return _passed(args, asked, chosen, built, files, session, left_out)


def _passed(
    args: argparse.Namespace,
    asked: Asked,
    chosen: list[tuple[Instrument, Reading]],
    built: Built,
    files: list[str],
    session: SparkSession,
    left_out: list[Fault] | None,
) -> tuple[Compiled, Summed]:
    from habeas.cli.release.asked import columns_of, compiled_for
    from habeas.engine.cluster import pass_over

    compiled = compiled_for(built, asked, chosen, columns_of(args.by, built), left_out)
    return compiled, pass_over(session, files, compiled, args.output, everything=args.all)

"""``habeas why --release``: a row of a release, with the person's other rows, as claims beside the matter's own."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from habeas.cli.asked import Asked
    from habeas.law.bulk import Shape
    from habeas.release.built import Built

Found = tuple[dict[str, Any], list[dict[str, Any]]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--release", metavar="ID", help="explain a row of this release; without --row: list rows")
    parser.add_argument(
        "--row",
        metavar="N",
        help="with --release: the row, as the spreadsheet shows it; or its place, as FILE#row=N or FILE (SHEET)#row=N",
    )


def with_row(args: argparse.Namespace, asked: Asked) -> tuple[Asked, str]:
    """What is asked, with what the row and the person's other rows say; and the id under which the row stands."""
    import json

    from habeas.cli.released import opened
    from habeas.core.schema import load_schema
    from habeas.law.bulk import Shape
    from habeas.law.bulk.rows import claims_of, compared_words, subject_of

    built = opened(args.matter, args.release)
    schema = load_schema(asked.matter.codes)
    shape = Shape.of(built.schema.with_metadata({b"habeas": json.dumps(built.meta).encode()}), schema)
    row, others = found(built, shape, args.row)
    words = compared_words(asked.instruments)
    claims = [
        claim
        for one in (row, *others)
        for claim in claims_of(one, shape, schema, _clock(one, built, shape) or asked.matter.zone, words)
    ]
    return replace(asked, claims=(*asked.claims, *shape.claims(schema), *claims)), subject_of(row, shape)


def _clock(row: dict[str, Any], built: Built, shape: Shape) -> str:
    """The zone in whose time a row's moments are shown: the release's, or that of the row's facility."""
    if built.meta["zone"] != "facility":
        return built.meta["zone"]
    places = [row.get(f"{shape.subject}.{name}") for name in ("place", "from", "to")]
    return next((shape.places[str(place)].get("zone", "") for place in places if place in shape.places), "")


def located(text: str) -> tuple[str, str]:
    """What stands before the number of a row, and the number: ``FILE#row=N``, ``FILE:N``, ``row=N`` or ``N`` alone."""
    found = re.fullmatch(r"(?:(.*)(?:#row=|:)|row=|)(\d+)", text, re.DOTALL | re.ASCII)
    return ("", "") if found is None else (found[1] or "", found[2])


def places(row: dict[str, Any]) -> tuple[str, ...]:
    """The ways to write in which file and sheet a row stands, the printed one of ``release check`` among them."""
    file, sheet = row["file"], row["sheet"] or ""
    return ("", file, f"{file} ({sheet})", f"{file}#{sheet}", f"#{sheet}")


def found(built: Built, shape: Shape, text: str) -> Found:
    """The row, and the other rows of its person. Raises ``UseError`` where there is none, or more than one."""
    import pyarrow.compute as pc

    from habeas.core.errors import UseError
    from habeas.release.seams import Parts

    where, number = located(text)
    if not number:
        raise UseError(f'--row: "{text}" is not the number of a row. Write N, FILE#row=N or "FILE (SHEET)#row=N".')
    person = f"{shape.subject}.person"
    parts = Parts.of(built)  # an identifier of one part tells nothing of the same one in another

    def read(batch: pa.RecordBatch) -> list[tuple[dict[str, Any], int]]:
        of = [0] * batch.num_rows if parts is None else parts.numbers(batch).tolist()
        return list(zip(batch.to_pylist(), of, strict=True))

    rows: list[tuple[dict[str, Any], int]] = []
    for batch in built.batches():
        numbered = read(batch.filter(pc.equal(batch.column("row"), int(number))))
        rows += [(row, part) for row, part in numbered if where in places(row)]
    if not rows:
        raise UseError(f'no row {text} in the release "{shape.release}".')
    if len(rows) > 1:
        named = ", ".join(f"{row['file']}{'#' + row['sheet'] if row['sheet'] else ''}:{number}" for row, _ in rows[:5])
        raise UseError(f"--row {text} is the number of several rows. Name one of them: {named}.")
    ((own, own_part),) = rows
    same: list[dict[str, Any]] = []
    if own.get(person) is not None:
        for batch in built.batches():
            mine = read(batch.filter(pc.equal(batch.column(person).cast("string"), own[person])))
            same += [row for row, part in mine if row != own and part == own_part]
    return own, same

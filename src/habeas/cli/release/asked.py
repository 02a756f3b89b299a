"""The instruments made ready for the rows of a release, and the columns that they are counted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

LACKS = "release-lacks-property"

if TYPE_CHECKING:
    from habeas.cli.asked import Asked
    from habeas.core.errors import Fault, InputError
    from habeas.law.bulk import Compiled
    from habeas.law.instruments.model import Instrument, Reading
    from habeas.release.built import Built


def compiled_for(
    built: Built,
    asked: Asked,
    chosen: list[tuple[Instrument, Reading]],
    by: tuple[str, ...] = (),
    left_out: list[Fault] | None = None,
) -> Compiled:
    """The instruments, ready for the release's rows, beside the claims that the asker sees.

    With ``left_out``, instruments that ask for what the release lacks are left out, and it is told why, as long as any
    are left; else they are an ``InputError``, as where the matter has none.
    """
    import json

    from habeas.core.errors import Fault, InputError
    from habeas.core.schema import load_schema
    from habeas.law.bulk import Shape, compile_release
    from habeas.release.seams import Parts

    if not chosen:
        mend = "Write one, or begin with those of `habeas demo --matter standing-limits`."
        raise InputError(Fault("no-instrument", "the matter has no instrument to test rows by.", mend, "instruments/"))
    schema = load_schema(asked.matter.codes)
    said = built.schema.with_metadata({b"habeas": json.dumps(built.meta).encode()})
    shape = Shape.of(said, schema)
    matter = asked.matter
    try:
        parts = Parts.of(built)
        return compile_release(chosen, asked.claims, matter.origin_of, schema, matter.zone, shape, by, parts)
    except InputError as error:
        able = _able(chosen, error)
        if left_out is None or not able:
            raise
        left_out += error.faults
    return compiled_for(built, asked, able, by, left_out)


def _able(chosen: list[tuple[Instrument, Reading]], error: InputError) -> list[tuple[Instrument, Reading]]:
    """The instruments that nothing was said against; none where something else is wrong."""
    if any(fault.code != LACKS for fault in error.faults):
        return []
    said = {(fault.file, fault.line) for fault in error.faults}
    able = [one for one in chosen if not any((one[0].file, clause.line) in said for clause in one[0].clauses)]
    return able if len(able) < len(chosen) else []


def left_out_lines(faults: list[Fault]) -> list[str]:
    """What was not tested, and for want of which property: a line for each file of instruments and property."""
    found: dict[tuple[str, str], int] = {}
    for fault in faults:
        found[fault.file, fault.property] = found.get((fault.file, fault.property), 0) + 1
    return [
        f"not tested: {file} asks for {lacking}, which neither the release nor the matter says "
        f"({number} {'clause' if number == 1 else 'clauses'})."
        for (file, lacking), number in found.items()
    ]


def columns_of(by: str | None, built: Built) -> tuple[str, ...]:
    """The columns to count by. Raises ``UseError`` for one that the release does not have, or that is no word."""
    import pyarrow as pa

    from habeas.core.errors import UseError, nearest

    names = tuple(word.strip() for word in (by or "").split(",") if word.strip())
    words = [field.name for field in built.schema
             if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type)]  # fmt: skip
    for name in names:
        if name not in words:
            raise UseError(f'--by: the release has no column of words "{name}". {nearest(name, words)}')
    return names

"""The instruments made ready for the rows of a release, and the columns that they are counted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from habeas.cli.asked import Asked
    from habeas.law.bulk import Compiled
    from habeas.law.model import Instrument, Reading
    from habeas.release.built import Built


def compiled_for(
    built: Built, asked: Asked, chosen: list[tuple[Instrument, Reading]], by: tuple[str, ...] = ()
) -> Compiled:
    """The instruments, ready for the release's rows, beside the claims that the asker sees."""
    import json

    from habeas.core.errors import Fault, InputError
    from habeas.core.schema import load_schema
    from habeas.law.bulk import Shape, compile_release

    if not chosen:
        mend = "Write one, or begin with those of `habeas demo --matter standing-limits`."
        raise InputError(Fault("no-instrument", "the matter has no instrument to test rows by.", mend, "instruments/"))
    schema = load_schema(asked.matter.codes)
    said = built.schema.with_metadata({b"habeas": json.dumps(built.meta).encode()})
    shape = Shape.of(said, schema)
    matter = asked.matter
    return compile_release(chosen, asked.claims, matter.origin_of, schema, matter.zone, shape, by)


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

"""A matter's folder, read whole: everything that is wrong is said at once, and then nothing of it enters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from habeas.core.errors import Fault, InputError
from habeas.core.matter import Matter, Source
from habeas.intake.claims import read_claims
from habeas.intake.cycles import cycle_faults
from habeas.intake.events import Described, event_claims, read_events
from habeas.intake.files import Tables, read_tables
from habeas.intake.places import Places
from habeas.intake.retraction import reference_faults, strange_withdrawals
from habeas.intake.settings import Settings, read_settings
from habeas.intake.sources import listed_ids, read_sources, stored_faults
from habeas.intake.witness import Witnesses
from habeas.intake.words import Words


@dataclass(frozen=True)
class Reading:
    """A matter, its event rows as rows, and what is worth a look though nothing is wrong."""

    matter: Matter
    events: tuple[Described, ...]
    notices: tuple[Fault, ...]


def read_matter(folder: Path) -> Matter:
    """The matter in the folder. Raises ``InputError`` with every fault of every file."""
    return read_whole(folder).matter


def read_whole(folder: Path) -> Reading:
    """As ``read_matter``, with what ``habeas check`` shows beside it."""
    faults: list[Fault] = []
    notices: list[Fault] = []
    tables = Tables((), (), ())
    settings: Settings | None = None
    try:
        settings = read_settings(folder)
    except InputError as error:
        if not folder.is_dir():
            raise
        faults += error.faults
    tables = read_tables(folder, faults, notices)
    if settings is None:  # without zone, codes and labels no cell can be read
        raise InputError(_sorted(faults))
    words = Words(settings)
    sources: dict[str, Source] = {}
    listed: frozenset[str] = frozenset()
    for table in tables.sources:
        sources |= read_sources(table, words, faults)
        listed |= listed_ids(table)
        faults += stored_faults(folder, sources, table.file)
    places = Places(folder, sources)
    witnesses = Witnesses(sources, words, places, listed)
    if not tables.sources:  # each row would be refused for its source, which says nothing new
        raise InputError(_sorted(faults))
    claims = [claim for table in tables.claims for claim in read_claims(table, words, witnesses, faults)]
    described = read_events(tables.events, words, witnesses, faults)
    claims += event_claims(described)
    if not faults:  # what is said of the whole is known only when the whole is there
        faults += [*cycle_faults(claims, sources), *reference_faults(claims)]
    if faults:
        raise InputError(_sorted(faults))
    matter = Matter(
        folder, settings.id, settings.title, settings.zone, settings.about, settings.labels, settings.parties,
        settings.codes, sources, tuple(claims), settings.question,
    )  # fmt: skip
    notices += [*witnesses.notices, *places.notices, *strange_withdrawals(claims)]
    return Reading(matter, tuple(described), _sorted(notices))


def _sorted(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """By file and place; the same fault of one place is said once."""

    def place(fault: Fault) -> tuple[str, int, str, str]:
        return fault.file, fault.row or fault.line or 0, fault.column, fault.code

    return tuple(sorted(dict.fromkeys(faults), key=place))

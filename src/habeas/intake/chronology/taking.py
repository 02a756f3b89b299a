"""A sheet and a matter to what would be written into the matter, and, on yes, the writing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from habeas.core.errors import Fault, InputError, UseError, nearest
from habeas.core.matter import Source
from habeas.intake.chronology.proposal import HEADER, Options, Proposal, as_new, propose
from habeas.intake.delimited import read_delimited
from habeas.intake.documents import Given, Plan, plan_documents, take_in
from habeas.intake.events import Described, event_claims
from habeas.intake.grid import Grid
from habeas.intake.matter import read_whole
from habeas.intake.places import Places
from habeas.intake.proposals import near_names, same_acts
from habeas.intake.settings import read_settings
from habeas.intake.witness import Witnesses
from habeas.intake.words import Words
from habeas.intake.workbook import read_workbooks
from habeas.intake.writing import rows_as_csv
from habeas.intake.written import write_whole


@dataclass(frozen=True)
class Taking:
    """What would be done with one sheet. ``target`` is the events file, by its path in the matter."""

    proposal: Proposal
    sheet: Plan
    target: str
    text: str
    claims: int
    near: tuple[tuple[str, ...], ...]
    same: tuple[tuple[Described, ...], ...]
    notices: tuple[Fault, ...]


def read_chronology(folder: Path, path: Path, options: Callable[[Words], Options], given: Given) -> Taking:
    """What the sheet would bring. Raises ``InputError`` if the matter, or the sheet as a whole, cannot be read.

    ``options`` is asked once the codes of the matter are known.
    """
    reading = read_whole(folder)
    matter = reading.matter
    words = Words(read_settings(folder))
    asked = options(words)
    if asked.source and asked.source not in matter.sources:
        raise UseError(
            f'--source: there is no source "{asked.source}". {nearest(asked.source, matter.sources)}'.rstrip()
        )
    notices: list[Fault] = []
    grid = _grid(path, notices)
    sheet = plan_documents(folder, [path], given, matter.sources)
    own = matter.sources[sheet.known[0][1]] if sheet.known else _as_source(sheet, asked)
    sources = {own.id: own} | matter.sources
    witnesses = Witnesses(sources, words, Places(folder, sources))
    proposal = propose(grid, asked, own, words, witnesses, matter.zone)
    target = f"events/{_file_name(path.stem)}.csv"
    if (folder / target).exists():
        raise InputError(
            Fault("name-taken", f"{target} is there already.", "Move it away first, or rename the sheet.", path.name)
        )
    claims = event_claims(proposal.described)
    mine = {name for claim in claims for name in (claim.value.key,) if claim.value.kind == "entity"}
    theirs = {claim.subject for claim in matter.claims} | {
        claim.value.key for claim in matter.claims if claim.value.kind == "entity"
    }
    return Taking(
        proposal,
        sheet,
        target,
        rows_as_csv(HEADER, [cells for _, cells in proposal.rows], header=True),
        len(claims),
        tuple(names for names in near_names(mine | theirs) if not set(names) <= theirs),
        _same(reading.events, as_new(proposal.described)),
        (*notices, *witnesses.notices),
    )


def write_chronology(folder: Path, taking: Taking) -> None:
    """Store the sheet itself where its rows stand in it, then the rows. With faults, nothing is written."""
    if taking.proposal.faults:
        raise InputError(taking.proposal.faults)
    if taking.proposal.uses_own:
        take_in(taking.sheet)
    (folder / taking.target).parent.mkdir(parents=True, exist_ok=True)
    write_whole(folder / taking.target, taking.text.encode())


def _grid(path: Path, notices: list[Fault]) -> Grid:
    if path.suffix.lower() != ".xlsx":
        return read_delimited(path.read_bytes(), path.name, ())
    faults: list[Fault] = []
    grids = read_workbooks([(path, path.name)], faults, notices)
    if faults:
        raise InputError(faults)
    return grids[0]


def _as_source(sheet: Plan, asked: Options) -> Source:
    document = sheet.new[0]
    return Source(document.id, sheet.given.kind, asked.said_by, file=document.name, label=sheet.given.label)


def _same(known: tuple[Described, ...], new: list[Described]) -> tuple[tuple[Described, ...], ...]:
    """Groups of rows that may be one act, in which there is a new row."""
    fresh = {one.act for one in new}
    return tuple(group for group in same_acts([*known, *new]) if any(one.act in fresh for one in group))


def _file_name(stem: str) -> str:
    plain = unicodedata.normalize("NFKC", stem).casefold()
    return re.sub(r"[^\w.]+", "-", plain).strip("-._")[:80] or "chronology"

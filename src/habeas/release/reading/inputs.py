"""The files of a release: found, hashed, and compared with what was hashed when the source was added."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from habeas.core.errors import Fault, InputError, nearest
from habeas.core.faults import quoted
from habeas.core.matter import Source
from habeas.intake.files import read_tables
from habeas.intake.settings import read_settings
from habeas.intake.sheets import Spool, matching
from habeas.intake.sources import read_sources, sha256_of, stored_path
from habeas.intake.words import Words
from habeas.release.model import Files, Mapping

PIPED = "-"
STANDARD_INPUT = "standard input"


@dataclass(frozen=True)
class Input:
    """One file: ``name`` is how locators call it; ``files`` the entry of the mapping that named it."""

    path: Path
    name: str
    sha256: str
    files: Files


def inputs(mapping: Mapping, *, piped: bool = True) -> tuple[Input, ...]:
    """Every file that the mapping names, in the order of the mapping and then of names. Reads each once, to hash it.

    ``piped`` false leaves standard input out, which can be read once and never compared. Raises ``InputError``: no such
    file, a file named twice, a source that is not in ``sources.csv``, or a file that is not the one that was added.
    """
    faults: list[Fault] = []
    found: list[tuple[Path, Files]] = []
    for files in mapping.files:
        if files.path == PIPED:
            found += [(_standard_input().path, files)] if piped else []
            continue
        try:
            found += [(path, files) for path in _paths(mapping.folder, files.path)]
        except InputError as error:
            mend = _nearest_path(mapping.folder / files.path) or error.faults[0].mend
            what = f"no file matches {quoted(files.path)} (from the matter's folder)."
            faults.append(Fault("no-files", what, mend, mapping.file, line=files.line))
    seen = Counter(path.resolve() for path, _ in found)
    faults += [
        Fault("doubled-file", f"the file {quoted(path.name)} is named twice.", "Its rows would count twice.",
              mapping.file, line=mapping.lines["files"])
        for path, times in seen.items() if times > 1
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    names = Counter(path.name for path, _ in found)
    made = tuple(
        Input(
            path, _name(path, names, mapping.folder) if files.path != PIPED else STANDARD_INPUT, sha256_of(path), files
        )
        for path, files in found
    )
    if mapping.source:
        _check_source(mapping, made)
    return made


def _name(path: Path, names: Counter[str], folder: Path) -> str:
    if names[path.name] == 1:
        return path.name
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


@lru_cache(maxsize=1)
def _standard_input() -> Spool:
    """What was piped in, kept for the whole of the process: a release built without one of its rules reads it again."""
    return Spool(sys.stdin.buffer)


def _paths(folder: Path, written: str) -> list[Path]:
    path = folder / written
    if path.is_file():
        return [path]
    if path.is_dir():
        return matching(path)
    base, pattern = path.parent, path.name
    while any(sign in base.as_posix() for sign in "*?[") and base != base.parent:
        base, pattern = base.parent, f"{base.name}/{pattern}"
    return matching(base, pattern)


def _nearest_path(path: Path) -> str:
    return nearest(path.name, (other.name for other in path.parent.iterdir())) if path.parent.is_dir() else ""


def _check_source(mapping: Mapping, found: tuple[Input, ...]) -> None:
    sources = _sources(mapping.folder)
    line = mapping.lines["source"]
    source = sources.get(mapping.source)
    if source is None:
        raise InputError(
            Fault("unknown-source", f"there is no source {quoted(mapping.source)}.",
                  nearest(mapping.source, sources) or "Add it to sources.csv, or leave out source:.", mapping.file,
                  line=line)
        )  # fmt: skip
    stored = stored_path(mapping.folder, source)
    if not source.sha256:
        return
    same = [one for one in found if stored is not None and one.path.resolve() == stored.resolve()] or [
        one for one in found if len(found) == 1
    ]
    for one in same:
        if one.sha256 != source.sha256:
            what = (
                f"{quoted(one.name)} has changed since it was added as {quoted(source.id)}: its SHA-256 begins with "
                f"{one.sha256[:12]}, and {source.sha256[:12]} was written."
            )
            mend = "Put the file back as it came, or add the new one as a source of its own."
            raise InputError(Fault("changed-source", what, mend, mapping.file, line=line))


def _sources(folder: Path) -> dict[str, Source]:
    """The rows of ``sources.csv``; what is wrong with other rows is said by ``habeas check``."""
    faults: list[Fault] = []
    tables = read_tables(folder, faults, [])
    words = Words(read_settings(folder))
    sources: dict[str, Source] = {}
    for table in tables.sources:
        sources |= read_sources(table, words, faults)
    return sources

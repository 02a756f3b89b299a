"""The folder of a made release: a matter that is ready to be checked, built and tested, with the truth beside it."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from habeas.release.demo import truth
from habeas.release.demo.acts import arrests, detainers, usable
from habeas.release.demo.cells import GROUNDS, Column, detentions
from habeas.release.demo.draws import Longs
from habeas.release.demo.faults import plant
from habeas.release.demo.instruments import HOLD_ROOMS, TWELVE_HOURS
from habeas.release.demo.stints import CUTOFF, make_stints
from habeas.release.demo.truth import Located
from habeas.release.demo.writing import FOOTNOTES, HEADER_ROW, Part, write_csv, write_workbook
from habeas.release.guess.as_yaml import scalar, write
from habeas.release.guess.draft import Draft, Line
from habeas.release.guess.guess import guess
from habeas.release.guess.seen import see

FEWEST = 2_000
BOOK_FULL = 1_000_000  # where more rows than this are asked for, every file is CSV
_LACKING = ("Book In AOR",)  # the column that the last sheet of stints lacks
_TITLES = {"detentions": "Detentions", "arrests": "Arrests", "detainers": "Detainers"}


@dataclass(frozen=True)
class Made:
    """The folder of the matter, the releases in it, and the truth."""

    folder: Path
    releases: tuple[str, ...]
    truth: dict[str, Any]


def make(folder: Path, rows: int, seed: int = 1, told: Callable[[str, int], None] = lambda what, done: None) -> Made:
    """Make a matter with ``rows`` stints (at least ``FEWEST``) in a folder that is not there yet.

    ``told`` hears which file is being written, and how many rows are done. Raises ``ValueError`` for too few rows,
    ``FileExistsError`` where the folder is there. Where it fails, the folder is taken away again.
    """
    if rows < FEWEST:
        raise ValueError(f"at least {FEWEST:,} rows, so that every fault can be planted")
    folder.mkdir(parents=True)
    try:
        return _made(folder, rows, seed, told)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _made(folder: Path, rows: int, seed: int, told: Callable[[str, int], None]) -> Made:
    for name in ("sources", "releases", "instruments"):
        (folder / name).mkdir()
    said = truth.base(rows, seed) | {"releases": {}}
    clean = make_stints(np.random.default_rng((seed, 0)), rows)
    arrested, found, of = arrests(np.random.default_rng((seed, 1)), seed, clean)
    detained = detainers(np.random.default_rng((seed, 2)), seed, clean)
    midnights = np.flatnonzero(clean.days)
    planted = plant(np.random.default_rng((seed, 3)), clean)
    lost = clean.person[np.concatenate([planted.at[fault] for fault in ("end-before-start", "no-identifier")])]
    acts = {"arrests": (arrested, usable(found, of, lost)), "detainers": detained}
    cells = detentions(np.random.default_rng((seed, 4)), seed, planted)
    at = planted.at | {"midnight-unknown": midnights}
    put = _Writer(folder, np.random.default_rng((seed, 5)), rows > BOOK_FULL, told)
    said["releases"]["detentions"] = truth.stint_truth(planted) | put("detentions", cells, at, _LACKING, planted.origin)
    for name, (columns, found) in acts.items():
        said["releases"][name] = {"rows": _rows(columns)} | put(name, columns, found, (), np.arange(_rows(columns)))
    _settings(folder, put.sources)
    for name, source in put.sources.items():
        (folder / "releases" / f"{name}.yaml").write_text(_mapping(folder, name, source), encoding="utf-8")
    (folder / "truth.json").write_text(json.dumps(said, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return Made(folder, tuple(put.sources), said)


class _Writer:
    """Writes one release after another into ``sources/``, and keeps their rows of ``sources.csv``."""

    def __init__(self, folder: Path, rng: np.random.Generator, whole: bool, told: Callable[[str, int], None]) -> None:
        self.folder, self.rng, self.whole, self.told = folder, rng, whole, told
        self.sources: dict[str, dict[str, str]] = {}

    def __call__(
        self, name: str, columns: Mapping[str, Column], at: Mapping[str, Longs], lacking: tuple[str, ...], origin: Longs
    ) -> dict[str, Any]:
        """Write the rows in no order, and say where they stand. ``origin`` is the row that each is or repeats."""
        rows = _rows(columns)
        twins = at.get("stint-duplicates-exact", np.zeros(0, np.int64))
        order = self.rng.permutation(np.setdiff1d(np.arange(rows), twins))
        path = self.folder / "sources" / f"{name}.{'csv' if self.whole else 'xlsx'}"
        parts = _parts(order, lacking, self.whole)
        parts = [self._with_twins(part, twins, origin) for part in parts]
        if self.whole:
            self.told(path.name, 0)
            write_csv(path, _TITLES[name], CUTOFF.isoformat(), columns, parts[0].rows)
        else:
            told = self.told
            write_workbook(path, _TITLES[name], CUTOFF.isoformat(), columns, parts, lambda done: told(path.name, done))
        self.sources[name] = {
            "id": name, "kind": "data_release", "publisher": "nobody", "date": CUTOFF.isoformat(), "file": path.name,
            "sha256": _digest(path), "title": f"{_TITLES[name]}, made up",
        }  # fmt: skip
        located = _located(parts, rows)
        return {
            "file": f"sources/{path.name}",
            "sheets": {part.name: len(part.rows) for part in parts},
            "header_row": HEADER_ROW,
            "footnotes": len(FOOTNOTES) * len(parts),
            "lacking": {part.name: list(part.lacks) for part in parts if part.lacks},
            "faults": truth.faults(at, located),
        }

    def _with_twins(self, part: Part, twins: Longs, origin: Longs) -> Part:
        """The sheet with the duplicates of its rows: elsewhere a column might be lacking, and they would differ."""
        here = twins[np.isin(origin[twins], part.rows)] if len(twins) else twins
        return replace(part, rows=self.rng.permutation(np.concatenate([part.rows, here])))


def _parts(order: Longs, lacking: tuple[str, ...], whole: bool) -> list[Part]:
    """One part without a name, or two sheets, or three with one that lacks a column."""
    if whole:
        return [Part("", order)]
    cuts = [int(len(order) * share) for share in ((0.45, 0.9) if lacking else (0.6,))]
    pieces = np.split(order, cuts)
    return [Part(f"Sheet{number}", piece, lacking if number == len(pieces) else ())
            for number, piece in enumerate(pieces, 1)]  # fmt: skip


def _located(parts: list[Part], rows: int) -> Located:
    sheet, row = np.empty(rows, object), np.zeros(rows, np.int64)
    for part in parts:
        sheet[part.rows] = part.name
        row[part.rows] = np.arange(len(part.rows)) + HEADER_ROW + 1
    return Located(sheet, row)


def _rows(columns: Mapping[str, Column]) -> int:
    return next(len(column) for column in columns.values() if isinstance(column, np.ndarray))


def _settings(folder: Path, sources: Mapping[str, dict[str, str]]) -> None:
    """``matter.yaml``, ``sources.csv`` and the instruments."""
    (folder / "matter.yaml").write_text(
        "id: made-release\n"
        "title: A release of nobody, made for trying things out\n"
        "question: How many people were held in hold rooms over the limit, under which limit, and how sure is that?\n"
        "zone: America/New_York\n",
        encoding="utf-8",
    )
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, next(iter(sources.values())), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sources.values())
    for name, text in (("hold-rooms", HOLD_ROOMS), ("twelve-hours-throughout", TWELVE_HOURS)):
        (folder / "instruments" / f"{name}.yaml").write_text(text, encoding="utf-8")


def _mapping(folder: Path, name: str, source: Mapping[str, str]) -> str:
    """The mapping as it is guessed from the file, with what is known here in place of what is doubtful there."""
    path = f"sources/{source['file']}"
    draft = guess(see(folder / path), name, path, name)
    zone = Line("zone", "facility", "as it was made")
    if name == "arrests":
        zone = Line("zone", "America/Chicago", "an arrest names no facility: its clock may be two hours off this one")
    known = {"zone": zone, "cutoff": Line("cutoff", CUTOFF.isoformat(), "as it was made")}
    head = tuple(known.get(line.key, line) for line in draft.head)
    properties, keep = draft.properties, draft.keep
    if name == "detentions":
        codes = ", ".join(f"{json.dumps(text)}: {code}" for text, code in GROUNDS.items())
        ground = f"{{column: Case Category, codes: {{{codes}}}}}"
        properties += (Line("custody.ground", ground, "what each category means is a reading, made for this demo"),)
        keep = tuple(line for line in keep if line.value != scalar("Case Category"))
    return write(Draft(f"sources/{source['file']}", head, properties, keep, draft.drop, draft.rules))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The built release that a question is about: as it lies there, or made again where what it was made from has changed.

In come a matter and the id of a release (mapped, or joined of such); out goes the built one. Whoever asks hears why it
was made again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from habeas.release.build import MADE, build, silent
from habeas.release.built import Built
from habeas.release.cleaning.staging import Progress
from habeas.release.join import join, said_of
from habeas.release.made_by import made_by
from habeas.release.mapping import load_mapping, mappings
from habeas.release.model import Mapping
from habeas.release.reading.inputs import STANDARD_INPUT, inputs

Told = Callable[[str], None]


def unheard(_why: str) -> None:
    """Nobody is told why."""


def ensure(folder: Path, release: str, progress: Progress = silent, told: Told = unheard) -> Built:
    """The built release, built again where its mapping, one of its files, or what built it has changed since."""
    place = folder / MADE / release
    held = Built.open(place) if any(place.glob("part-*.parquet")) else None
    if held is not None and _joined(held) and release not in mappings(folder):
        return _joined_again(folder, held, progress, told)
    if held is not None:
        why = _changed(held, load_mapping(folder, release))
        if not why:
            return held
        told(f"{release} is built again: {why}.")
    return build(folder, release, progress)


def _changed(held: Built, mapping: Mapping) -> str:
    """What is no longer as it was when the release was built; empty where nothing is."""
    if held.meta["mapping"] != mapping.text:
        return f"{mapping.file} has changed since"
    if held.meta["zone"] != mapping.zone:  # a mapping without a zone of its own has the matter's
        return f"the matter's zone was {held.meta['zone']}, and is {mapping.zone}"
    before = {one["file"]: one["sha256"] for one in held.meta["inputs"] if one["file"] != STANDARD_INPUT}
    now = {one.name: one.sha256 for one in inputs(mapping, piped=False)}
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            how = "is new" if name not in before else "is gone" if name not in now else "has changed since"
            return f"{name} {how}"
    if list(before) != list(now):
        return "its files stand in another order"
    return _made_otherwise(held.meta.get("made_by", {}), made_by())


def _made_otherwise(before: dict[str, str], now: dict[str, str]) -> str:
    if before == now:
        return ""
    if not before:
        return "it does not say what built it"
    if before.get("program") != now["program"]:
        return f"habeas {before['program']} built it, and this is {now['program']}"
    if before.get("tables") != now["tables"]:
        return "the table of facilities, or another that ships with habeas, has changed since"
    return "the code that reads and cleans has changed since"


# ---- joined of others -----------------------------------------------------------------------------------------------


def _joined(held: Built) -> list[dict[str, str]]:
    found: list[dict[str, str]] = cast("dict[str, Any]", held.meta).get("joined", [])
    return found


def _joined_again(folder: Path, held: Built, progress: Progress, told: Told) -> Built:
    """A joined release, as it is where one of its parts is not of this matter."""
    parts = _joined(held)
    if not {one["release"] for one in parts} <= set(mappings(folder)):
        return held
    now = [ensure(folder, one["release"], progress, told) for one in parts]
    changed = [one["release"] for one, built in zip(parts, now, strict=True) if said_of(built) != one["said"]]
    if not changed:
        return held
    name = held.meta["release"]
    told(f"{name} is joined again: what it joins has changed since ({', '.join(changed)}).")
    prefer = cast("dict[str, Any]", held.meta)["prefer"]
    return join(now, held.folder, name, prefer, lambda what: progress(f"joining {what}", 0.0)).release

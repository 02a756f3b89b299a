"""A release as it would be without each of its cleaning rules, one after the other.

In come a matter's folder and a built release; out come pairs of a rule's name and the release built without it, in a
scratch folder that is gone when the next is asked for. Nothing of the matter is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from habeas.release.build import build_mapping
from habeas.release.built import Built
from habeas.release.mapping import load_mapping
from habeas.release.rules import RULES

_MATTERING = ("sets_aside", "widens")


def without_each_rule(folder: Path, release: str) -> Iterator[tuple[str, Built]]:
    """Only rules that set rows aside or widen times: no other moves a count."""
    mapping = load_mapping(folder, release)
    for use in mapping.rules:
        if RULES[use.name].effect not in _MATTERING or use.name == "footnotes":
            continue  # without it a note under the table would be a row: no count means that
        left = tuple(other for other in mapping.rules if other.name != use.name)
        with TemporaryDirectory(prefix="habeas-without-") as scratch:
            yield use.name, build_mapping(replace(mapping, rules=left), Path(scratch) / release)

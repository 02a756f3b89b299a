"""Small matters at random, and their files.

`matters()` is a Hypothesis strategy; `random_matter(seed)` draws from the same recipe without Hypothesis, for long
runs. Both give the oracle's `Matter`; `write(matter, folder)` writes it as the folder that a person would keep, so
that the engine reads the same facts from files.
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.law.oracle import Matter
from tests.law.small_facts import Draw
from tests.law.small_law import Instruments

__all__ = ["matters", "random_matter", "write"]


class FromHypothesis:
    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def below(self, count: int) -> int:
        return int(self._draw(st.integers(0, count - 1)))


class FromRandom:
    def __init__(self, random: Random) -> None:
        self._random = random

    def below(self, count: int) -> int:
        return self._random.randrange(count)


@st.composite
def matters(draw: Any) -> Matter:
    """Any small matter."""
    return _matter(FromHypothesis(draw))


def random_matter(seed: int) -> Matter:
    """The matter of that number."""
    return _matter(FromRandom(Random(seed)))


def _matter(source: Draw) -> Matter:
    recipe = Instruments(source)
    recipe.tidy = not recipe.chance(40)
    recipe.orders()
    recipe.memberships()
    held = recipe.pick((0, 0, 0, 1, 2))
    for number in range(held):
        recipe.custody(f"custody:k{number}")
    for number in range(recipe.pick((2, 2, 3, 3, 4)) if not held else 2):
        recipe.act(f"act:a{number}")
    recipe.ties()
    instruments = tuple(recipe.instrument(f"order-{n}") for n in range(1 + recipe.chance(30) + recipe.chance(10)))
    return Matter(recipe.spoken(), instruments, recipe.day_asked())


def write(matter: Matter, folder: Path) -> None:
    """The same matter as files. The day asked is not part of a matter: whoever runs the engine gives it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "claims").mkdir(exist_ok=True)
    (folder / "instruments").mkdir(exist_ok=True)
    settings = {"id": "small", "title": "A small matter", "zone": "UTC", "about": matter.about, "labels": []}
    (folder / "matter.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    sources = {row.source: row.origin for row in matter.rows}
    for origin in list(sources.values()):
        sources.setdefault(origin, origin)
    with (folder / "sources.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow("id kind publisher date url label file sha256 origin".split())
        for source, origin in sorted(sources.items()):
            lines.writerow([source, "test", "", "", "", "", "", "", origin if origin != source else ""])
    with (folder / "claims" / "c.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow("subject property value source locator speaker stance said label note not".split())
        for row in matter.rows:
            # both ways of speaking against a claim are used, by the number of the row
            plain = int(row.row.split(":")[1]) % 2
            stance = "denies" if row.against and plain else "asserts"
            turned = "yes" if row.against and not plain else ""
            said = [row.subject, row.property, row.value, row.source, "", row.speaker, stance]
            lines.writerow([*said, "", "", "", turned])
    for number, instrument in enumerate(matter.instruments, start=1):
        text = yaml.safe_dump(instrument, sort_keys=False, allow_unicode=True)
        (folder / "instruments" / f"i{number}.yaml").write_text(text, encoding="utf-8")

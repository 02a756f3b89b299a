"""The built release that a command is asked about: of a matter by its id, or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from habeas.release.built import Built

FOLDER = Path(".habeas") / "releases"


def opened(matter: Path, release: str) -> Built:
    """The release of that id, built again where what it was made from has changed (and then standard error says why);
    or, where the matter has no such mapping, the built one in the folder of that name.
    """
    from habeas.release.built import Built

    mapped = any((matter / "releases" / f"{release}{ending}").is_file() for ending in (".yaml", ".yml"))
    if not mapped and Path(release).is_dir():
        return Built.open(Path(release))

    from habeas.cli.waiting import Waiting
    from habeas.release.ensure import ensure

    with Waiting("building") as waiting:
        return ensure(matter, release, lambda what, share: waiting.say(f"{what} {share:.0%}"), waiting.note)


def located(path: Path) -> Path:
    """The file or folder to read: of a mapping, the folder of its release, built where it is not yet."""
    if path.suffix.lower() in (".yaml", ".yml") and path.parent.name == "releases":
        return opened(path.parent.parent, path.stem).folder
    return path

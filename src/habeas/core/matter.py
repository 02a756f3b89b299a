"""A matter as read: its settings, sources and claims. Plain data; reading it is ``habeas.intake``'s work."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from habeas.core.claim import Claim
from habeas.core.instant import Instant


@dataclass(frozen=True)
class Source:
    """A row of ``sources.csv``. ``date`` is when it was published or served, as known; ``row`` names the row."""

    id: str
    kind: str
    publisher: str = ""
    date: Instant | None = None
    url: str = ""
    label: str = ""
    file: str = ""
    sha256: str = ""
    origin: str = ""
    row: str = ""
    extra: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Matter:
    """Everything that the files of one folder say. ``zone`` is an IANA name, ``about`` a number of minutes."""

    folder: Path
    id: str
    title: str
    zone: str
    about: int
    labels: tuple[str, ...]
    parties: dict[str, str]
    codes: dict[str, tuple[str, ...]]
    sources: dict[str, Source]
    claims: tuple[Claim, ...]
    question: str = ""

    def origin_of(self, source: str) -> str:
        """The source that this one goes back to, through any chain of ``origin``; itself when it names none."""
        seen = {source}
        while (known := self.sources.get(source)) is not None and known.origin and known.origin not in seen:
            source = known.origin
            seen.add(source)
        return source

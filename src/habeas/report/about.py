"""What the page says of itself: as of when, for whom, from whom, by which command, of which files."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from habeas.core.claim import Claim
from habeas.core.edtf import show_instant
from habeas.core.instant import Instant
from habeas.core.matter import Matter
from habeas.report.dates import written_out
from habeas.report.model import About
from habeas.report.words import counted, listed
from habeas.view import Filters, TrustWord

_PARTS = ("sources", "events", "claims", "instruments", "releases")
_CLAIMS = ("--as-of", "--said-by", "--audience", "--trust")
_FILES = ("matter.yaml", "sources.csv", "sources.xlsx")


def last_word(matter: Matter, claims: Sequence[Claim]) -> Instant | None:
    """When the latest thing in the matter was said or published: what came after it, nobody here can know."""
    days = [claim.said for claim in claims if claim.said is not None]
    days += [source.date for source in matter.sources.values() if source.date is not None]
    return max(days, key=lambda day: (day.low, day.high), default=None)


def about(
    matter: Matter,
    claims: Sequence[Claim],
    filters: Filters,
    *,
    asked: int | None = None,
    options: Sequence[str] = (),
    version: str = "",
) -> About:
    """What the page says of itself. ``asked`` is the day asked, ``options`` the words of the command after the folder.

    The folder is given by its name alone, so that the page is the same wherever the matter lies.
    """
    sources = {claim.source for claim in claims}
    origins = {matter.origin_of(source) for source in sources}
    said_by = filters.said_by
    name = matter.folder.resolve().name
    return About(
        as_of=_as_of(matter, claims, filters),
        day=_day(asked, matter),
        audience=_audience(filters),
        trust=_trust(filters),
        command=shlex.join(["habeas", "report", name, *options]),
        version=version,
        matter_hash=matter_hash(matter.folder),
        counts=(
            counted(len(claims), "claim"),
            (
                f"{counted(len(sources), 'source')} that {'goes' if len(sources) == 1 else 'go'} back to "
                f"{counted(len(origins), 'origin')}"
            ),
        ),
        filters=() if said_by is None else (f"what was certainly said after {_moment(said_by, matter)} is left out",),
        test=shlex.join(["habeas", "test", name, *_of_any(options), *_on(asked, matter)]),
        claims=shlex.join(["habeas", "claims", name, *_of_any(options)]),
    )


def matter_hash(folder: Path) -> str:
    """SHA-256 over the name and the SHA-256 of every file that a person keeps, in order of name; nothing derived."""
    files = [folder / name for name in _FILES]
    for part in _PARTS:
        files += sorted(path for path in (folder / part).rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
        if path.is_file()
    ]
    return hashlib.sha256("".join(sorted(lines, key=lambda line: line[66:])).encode()).hexdigest()


def _of_any(options: Sequence[str]) -> list[str]:
    """The words that say which claims count, without those of the page and the day; each is a name and its value."""
    pairs = zip(options[::2], options[1::2], strict=True)
    return [word for pair in pairs if pair[0] in _CLAIMS for word in pair]


def _on(asked: int | None, matter: Matter) -> list[str]:
    """The day asked in words that ``--on`` reads: to the minute, since it is the end of one."""
    if asked is None:
        return []
    minute = datetime.fromtimestamp(asked // 1_000_000, ZoneInfo(matter.zone))
    return ["--on", minute.isoformat(timespec="minutes")]


def _as_of(matter: Matter, claims: Sequence[Claim], filters: Filters) -> str:
    if filters.as_of is not None:
        return f"what was recorded by {_moment(filters.as_of, matter)}"
    latest = last_word(matter, claims)
    last = f"; the latest word in them is of {written_out(latest, matter.zone)}" if latest is not None else ""
    return f"the files as they stand{last}"


def _day(asked: int | None, matter: Matter) -> str:
    if asked is None:
        return "none: every deadline counts"
    return f"{_moment(asked, matter)}; a deadline after it is not due"


def _moment(t: int, matter: Matter) -> str:
    """A filter is taken to the end of what was asked: its last microsecond, shown as the minute or the day."""
    minute = Instant(((t - t % 60_000_000, t - t % 60_000_000 + 59_999_999),))
    return show_instant(minute, matter.zone)


def _audience(filters: Filters) -> str:
    if filters.audience is None:
        return "everyone with the files: no claim is withheld by label"
    return "the public" if not filters.audience else f"who may see {listed(sorted(filters.audience))}"


def _trust(filters: Filters) -> str:
    words = []
    if filters.trust.only:
        words.append(f"only {listed(_word(word) for word in filters.trust.only)}")
    if filters.trust.never:
        words.append(f"without {listed(_word(word) for word in filters.trust.never)}")
    return "; ".join(words) or "all of them"


def _word(word: TrustWord) -> str:
    return f"{word.by} {word.name}"

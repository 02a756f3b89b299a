"""A sentence that can be printed as it stands, and what must be said with it.

In come a release and its count; out come one sentence with its number, its base and its bounds, and the caveats, each
a sentence of its own. Every word comes from what was counted; nothing is rounded and nobody is blamed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from habeas.measure.count import Counted
from habeas.measure.dimensions import NO_LATEST, NOBODY, OPEN, UNDETERMINED, WITHHELD
from habeas.measure.suppress import Public
from habeas.release.built import Built
from habeas.release.seams import CARRY

MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
NOUNS = {"stint": "stints", "stay": "stays", "act": "acts", "detainer": "detainers", "count": "counts"}
_ASIDE = (NOBODY, WITHHELD, UNDETERMINED, OPEN, NO_LATEST)


def sentence(release: Built, counted: Counted, window: tuple[date, date] | None, public: Public | None = None) -> str:
    """``The release ... records 1,791 stays that began from 2 January 2025 to 10 March 2026; the most ...``, and of
    findings, how many are broken for certain and at most. A number that ``public`` withholds is not said.
    """
    noun = noun_of(release, counted)
    total = _between(*counted.total) if public is None else _published(*public.total, public.threshold)
    text = f"The release {release.meta['release']} records {total} {noun}"
    if counted.base == "people":
        text = f"The release {release.meta['release']} has rows of {total} people"
    if counted.base == "sum":
        text = f"In the release {release.meta['release']} the {counted.quantity} adds up to {total}"
    if window is not None:
        verb = {"custody.start": "that began", "act.time": "dated", "custody.end": "that ended"}.get(
            counted.day, "dated"
        )
        verb = verb if counted.base == "rows" else "dated"
        text += f" {verb} from {_day(window[0])} to {_day(window[1])}"
    if "outcome" in counted.by and "clause" in counted.by:
        return f"{text}.{''.join(_broken(counted, public))}"
    lines = counted.lines if public is None else public.lines
    ordinary = [line for line in lines if counted.by and not {*line.key} & {*_ASIDE} and line.certain is not None]
    if len(ordinary) > 1:
        most = max(ordinary, key=lambda line: line.certain or 0)
        if most.certain:
            text += f"; the most, {_published(most.certain, most.possible)}, for {_named(counted.by, most.key)}"
    return f"{text}."


def caveats(release: Built, counted: Counted, public: Public | None = None) -> tuple[str, ...]:
    """What must stand beside the number."""
    said = []
    meta = release.meta
    if release.cutoff_day is not None:
        said.append(f"The release ends on {_day(release.cutoff_day)}; later days are not in it.")
    if meta["zone"] == "facility":
        said.append("Times are by the clock of each facility.")
    elif meta["zone"]:
        said.append(f"Times are by the clock of {meta['zone']}.")
    aside = {rule: number for rule, number in meta["counts"].get("set_aside", {}).items() if number}
    if aside:
        rules = ", ".join(f"{rule} {number:,}" for rule, number in sorted(aside.items()))
        said.append(f"Of {meta['counts']['read']:,} rows read, these were set aside by a named rule: {rules}.")
    for name in _ASIDE:
        number = sum(line.certain for line in counted.lines if name in line.key)
        small = public is not None and 0 < number < public.threshold
        if small:
            said.append(f"For some, what they are counted by is not known ({name}).")
        elif number and name == UNDETERMINED:
            said.append(f"{number:,} answers are undetermined: what is recorded leaves both outcomes possible.")
        elif number and name == OPEN:
            said.append(f"{number:,} had not ended when the release was made.")
        elif number and name == NO_LATEST:
            said.append(
                f"For {number:,}, it is said from when on the time may be that they are counted by, not until when."
            )
        elif number:
            said.append(f"For {number:,}, what they are counted by is not known ({name}).")
    if counted.bounded:
        said.append("Where two numbers stand, the true one lies between them: certain, and possible.")
    if counted.base == "rows" and meta["row"] in ("stint", "stay", "act", "detainer"):
        said.append(f"A person may have several {NOUNS[meta['row']]}: these are not people.")
    if counted.base == "sum" and meta["row"] == "count":
        said.append("Numbers of several days are added up: a person counted on ten days is in it ten times.")
    if counted.base == "people":
        said.append("People are told apart by the release's own identifier; rows without one widen the upper bound.")
    if counted.known_apart > 1:
        said.append(not_carried(release, _PIECES if counted.base == "stays" else PEOPLE))
    if public is not None and public.unbounded:
        said.append(
            "Upper bounds are withheld where they would tell of small numbers: there are at least as many as said."
        )
    if public is not None and public.withheld:
        said.append(
            f"Numbers below {public.threshold}, and others from which they would follow, are withheld: "
            f"{public.withheld:,} {'line' if public.withheld == 1 else 'lines'}."
        )
    return tuple(said)


PEOPLE = (
    "there are at least as many people as the part that has most of them says, and at most as many as all parts say "
    "together."
)
_PIECES = (
    "a stay that may go on in another part, under another identifier, is possible where it is counted, not certain."
)


def not_carried(release: Built, so: str) -> str:
    """That people are not told apart across the seams of a joined release, and what follows from it."""
    seams = [f"{one['old']} to {one['new']}" for one in release.meta.get("seams", []) if one["identifiers"] != CARRY]
    between = f" from {' and from '.join(seams)}" if seams else " from one of the joined releases to the next"
    return f"Identifiers are not known to carry over{between}: {so}"


def _broken(counted: Counted, public: Public | None) -> Iterator[str]:
    """For each clause under each reading, how many break it: for certain, and at most."""
    at = [counted.by.index(name) for name in ("instrument", "clause", "reading", "outcome")]
    found: dict[tuple[str, ...], Counter[str]] = {}
    hidden = {line.key for line in public.lines if line.certain is None} if public is not None else set()
    alone = len(counted.by) == len(at)  # then a number of the sentence is that of one line
    withheld = set()
    for line in counted.lines:
        *rule, outcome = (line.key[place] for place in at)
        found.setdefault(tuple(rule), Counter())[outcome] += line.certain
        if alone and line.key in hidden and outcome in ("breach", UNDETERMINED):
            withheld.add(tuple(rule))
    for (instrument, clause, reading), outcomes in sorted(found.items()):
        low, high = outcomes["breach"], outcomes["breach"] + outcomes[UNDETERMINED]
        small = public is not None and any(0 < number < public.threshold for number in (low, high - low, high))
        small = small or (instrument, clause, reading) in withheld
        said = f"fewer than {public.threshold} or a number withheld" if small and public else _between(low, high)
        under = "as it is written" if reading == "as_written" else f"as {reading} reads it"
        yield f" Of these, {said} break {clause} of {instrument} {under}."


def noun_of(release: Built, counted: Counted) -> str:
    """What is counted, in the plural."""
    if counted.base == "people":
        return "people"
    if counted.base == "stays":
        return "stays"
    return counted.quantity or NOUNS.get(release.meta["row"], "rows")


def _between(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"between {low:,} and {high:,}"


def _published(low: int | None, high: int | None, threshold: int = 0) -> str:
    """The same, of what may be published."""
    if low is None:
        return f"fewer than {threshold}"
    return f"at least {low:,}" if high is None else _between(low, high)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _named(by: Sequence[str], key: Sequence[str]) -> str:
    """``December 2025, place:tuchold``."""
    words = []
    for name, word in zip(by, key, strict=True):
        unit = name.partition(":")[0]
        words.append(f"{MONTHS[int(word[5:]) - 1]} {word[:4]}" if unit == "month" else word)
    return ", ".join(words)

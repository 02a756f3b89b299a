"""Every word of the page that is not the matter's own: outcomes, reasons, stances, and how names are said.

Neutral words only. "Broken" is the word for ``breach`` on a page that a judge's clerk reads beside "kept".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NO_LINE = "no act"

OUTCOME_WORD: dict[str | None, str] = {
    "breach": "broken",
    "kept": "kept",
    "not_bound": "not bound",
    "undetermined": "undetermined",
    None: NO_LINE,
}
OUTCOME_SIGN: dict[str | None, str] = {
    "breach": "✕",
    "kept": "✓",
    "not_bound": "○",
    "undetermined": "?",
    None: "–",
}
OUTCOME_MEANS: dict[str | None, str] = {
    "kept": "nothing that these sources leave possible breaks the clause",
    "breach": "everything that these sources leave possible breaks the clause",
    "not_bound": "the clause does not reach this act or these people at all",
    "undetermined": "what these sources leave possible breaks the clause in part, and keeps it in part",
    None: "under these meanings there is no act of the kind that the clause speaks of",
}

BECAUSE_WORD: dict[str, str] = {
    "before_force": "before it was in force",
    "after_end": "after it had ended",
    "not_protected": "not among the protected",
    "switched_off": "no such duty here",
    "done_in_time": "done in time",
    "done_late": "done late",
    "never_done": "never done",
    "not_due": "not yet due",
    "done_while_forbidden": "done while forbidden",
    "never_happened": "did not happen",
    "gap": "nobody has said",
    "conflict": "sources disagree",
    "imprecise": "times too wide",
}
BECAUSE_MEANS: dict[str, str] = {
    "before_force": "it was done before the order was in force",
    "after_end": "it was done after the order had ended",
    "not_protected": "those it was done to are not among the people whom the clause protects",
    "switched_off": "under these meanings there is no such duty",
    "done_in_time": "what was required was done in time",
    "done_late": "what was required was done, and late",
    "never_done": "what was required was never done",
    "not_due": "what was required was not yet due",
    "done_while_forbidden": "it was done while the order forbade it",
    "never_happened": "it did not happen",
    "gap": "nobody in these sources has said a fact that it depends on",
    "conflict": "sources disagree on a fact that it depends on",
    "imprecise": "the times are known too widely to say which came first",
}
OPEN_WORD: dict[str, str] = {
    "gap": "nobody has said",
    "conflict": "sources disagree",
    "imprecise": "known too widely",
}
STANCE_WORD: dict[str, str] = {
    "asserts": "asserts",
    "denies": "denies",
    "admits": "admits",
    "alleges": "alleges",
    "finds": "finds",
    "records": "records",
}
# Words that a reader must see wherever such a source speaks: it was not written down by who knew.
MARKED_KINDS: dict[str, str] = {"inference": "inferred", "unverified": "unverified"}

# Words that stay small inside of a name: Secretary of Homeland Security.
_SMALL = frozenset("of the and for in on at to de la del da do von van".split())
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(count: int) -> str:
    """Small numbers as words, the way a sentence says them."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def counted(count: int, one: str, many: str = "") -> str:
    """``3 origins``, ``1 origin``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence; a word that is all capitals, or an initial, keeps them."""
    head = text.split(" ", 1)[0]
    if len(head) == 1 or head[1:] == head[1:].lower():
        return text[:1].lower() + text[1:] if "." not in head else text
    return text


def plain(word: str) -> str:
    """A code as people say it: ``hands_over`` is "hands over"."""
    return word.replace("_", " ").replace("-", " ")


def name_of(entity: str) -> str:
    """An entity as people say it: ``carrier:flight-1`` is "Flight 1", ``org:d-d-c`` "D.D.C.".

    Ids hold no capitals, so this is a convention for reading, and the id stands wherever it matters.
    """
    kind, _, rest = entity.partition(":")
    if not rest:
        return plain(entity)
    parts = rest.split("-")
    if kind in ("org", "place", "person"):
        if len(parts) == 1 and len(rest) <= 3:
            return rest.upper()  # ICE, DOJ, US
        return _initials(
            [parts[0].capitalize(), *(part if part in _SMALL else part.capitalize() for part in parts[1:])]
        )
    words = " ".join(parts)
    return upper_first(words) if kind == "carrier" else words


def _initials(parts: Sequence[str]) -> str:
    """Join words; a run of single letters becomes initials: D, C, Circuit is "D.C. Circuit"."""
    out: list[str] = []
    run = ""
    for part in parts:
        if len(part) == 1 and part.isalpha():
            run += f"{part}."
            continue
        if run:
            out.append(run)
            run = ""
        out.append(part)
    return " ".join([*out, run] if run else out)


def called(identity: str, title: str) -> str:
    """A title within a sentence: proper names keep their capitals."""
    return title if identity.partition(":")[0] in ("person", "place", "org") else lower_first(title)


def numbered_titles(titles: Sequence[str]) -> str:
    """``flights 1 and 2`` where the titles differ in a last number only; else a plain list."""
    stems = {title.rpartition(" ")[0] for title in titles}
    tails = [title.rpartition(" ")[2] for title in titles]
    if len(titles) > 1 and len(stems) == 1 and all(tail.isdigit() for tail in tails):
        stem = stems.pop()
        if stem and not stem.endswith("."):  # an initial has no plural
            return f"{stem}s {listed(tails)}"
    return listed(titles)

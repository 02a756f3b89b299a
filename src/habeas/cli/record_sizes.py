"""How many people the groups of a record count: what is said, what all claims together leave, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from habeas.cli.shown import show_table
from habeas.core.claim import Claim, Content
from habeas.core.finding import Witnessed
from habeas.custody import Clash, Record, Size, sizes_of
from habeas.custody.sizes import Range

HEADER = ("group", "people, as claimed", "rows that say so", "what adds up")


class Sizes:
    """The sizes of the groups in a record and of what their parts are, with every conflict in which one of them is."""

    def __init__(self, record: Record, claims: Sequence[Claim]) -> None:
        sizes, clashes = sizes_of(claims)
        groups = {one.id for one in record.people if one.how != "disputed"}
        groups |= {one.value.key for one in claims if one.property == "group.parts" and one.subject in groups}
        groups |= {one.subject for one in claims if one.property == "group.part_of" and one.value.key in groups}
        self.texts = {claim.content: claim.value.text for claim in claims}
        self.sizes = tuple(one for one in sizes if one.group in groups and _says_something(one))
        self.clashes = tuple(one for one in clashes if groups & set(one.groups))

    def show(self) -> None:
        """A table, where there are any; then each set that does not add up."""
        if self.sizes:
            print("\nHow many people, by what is said and by what adds up with all else that is said:")
            show_table(HEADER, [row for one in self.sizes for row in self._rows(one)])
        for clash in self.clashes:
            print(f"\n{clash_words(clash, self.texts)}")

    def _rows(self, size: Size) -> Iterator[tuple[str, ...]]:
        adds_up = " or ".join(map(range_words, size.possible)) or "nothing does"
        if not size.claimed:
            yield size.group, "nobody says", "", adds_up
        for number, one in enumerate(size.claimed):
            yield size.group, self.texts[one.content], " ".join(one.rows), "" if number else adds_up

    def objects(self) -> Iterator[dict[str, object]]:
        """``possible``: ranges of numbers, null for no bound; empty where no choice of the claims adds up."""
        for one in self.sizes:
            claimed = [{"value": self.texts[each.content], "rows": list(each.rows)} for each in one.claimed]
            yield {
                "is": "size",
                "group": one.group,
                "claimed": claimed,
                "possible": [list(each) for each in one.possible],
            }
        for clash in self.clashes:
            yield {
                "is": "size_conflict",
                "groups": list(clash.groups),
                "claims": [self._said(one) for one in clash.claims],
            }

    def _said(self, one: Witnessed) -> dict[str, object]:
        content = one.content
        return {
            "subject": content.subject,
            "property": content.property,
            "value": self.texts[content],
            "rows": list(one.rows),
        }


def _says_something(size: Size) -> bool:
    return bool(size.claimed) or size.possible != ((0, None),)


def range_words(found: Range) -> str:
    """``238``, ``230 to 240``, ``at least 201``."""
    low, high = found
    if high is None:
        return f"at least {low:,}" if low else "any number"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def clash_words(clash: Clash, texts: dict[Content, str]) -> str:
    """That these cannot all be true, and each of them with its rows."""
    said = "; ".join(
        f"{one.content.subject} {one.content.property} {texts[one.content]} [{', '.join(one.rows)}]"
        for one in clash.claims
    )
    return f"These sizes do not add up, whichever of rival claims is believed: {said}."

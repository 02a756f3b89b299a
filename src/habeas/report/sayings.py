"""Claims as statements with their witnesses: each content once, with everyone who makes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from habeas.core.claim import Claim, Content
from habeas.core.matter import Matter
from habeas.report.dates import written_out
from habeas.report.model import Statement, Witness
from habeas.report.naming import Names
from habeas.report.words import MARKED_KINDS, STANCE_WORD


class Sayings:
    """The claims that the asker sees, by content."""

    def __init__(self, matter: Matter, claims: Sequence[Claim], names: Names) -> None:
        self.matter = matter
        self.names = names
        self._said: dict[Content, list[Claim]] = {}
        self._facts: dict[tuple[str, str], list[Content]] = {}
        for claim in claims:
            if claim.content not in self._said:
                self._facts.setdefault((claim.subject, claim.property), []).append(claim.content)
            self._said.setdefault(claim.content, []).append(claim)

    def claims(self, content: Content) -> list[Claim]:
        return self._said.get(content, [])

    def of(self, subject: str, name: str) -> list[Content]:
        """The contents about one property of one subject, in the order in which they came."""
        return self._facts.get((subject, name), [])

    def facts(self) -> list[tuple[str, str]]:
        return list(self._facts)

    def statement(self, content: Content, rows: Iterable[str] | None = None) -> Statement:
        """The content with its witnesses; with ``rows``, with those alone."""
        wanted = None if rows is None else set(rows)
        witnesses = [self.witness(claim) for claim in self.claims(content) if wanted is None or claim.row in wanted]
        return Statement(content.id[:16], self.names.content(content), tuple(witnesses), content.against)

    def witness(self, claim: Claim) -> Witness:
        source = self.matter.sources.get(claim.source)
        kind = source.kind if source is not None else ""
        origin = self.matter.origin_of(claim.source)
        return Witness(
            speaker=claim.speaker,
            stance=STANCE_WORD.get(claim.stance, claim.stance),
            source=claim.source,
            kind=kind,
            publisher=source.publisher if source is not None else "",
            url=source.url if source is not None else "",
            pin=claim.pin,
            locator=claim.locator,
            quote=claim.quote,
            row=claim.row,
            said="" if claim.said is None else written_out(claim.said, self.matter.zone),
            origin="" if origin == claim.source else origin,
            marks=(MARKED_KINDS[kind],) if kind in MARKED_KINDS else (),
        )

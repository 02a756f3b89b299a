"""The claims by what they are about, and the values that they give: each once, with its witnesses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product

from habeas.core.claim import Claim
from habeas.core.instant import Instant
from habeas.custody.model import Said, Witness
from habeas.custody.together import together

MOST = 64  # combinations of rival values of one custody or act that are written out as rows


class Book:
    """The claims that one asker sees."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._of: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        self._saying: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            self._of[claim.subject, claim.property].append(claim)
            self._saying[claim.property, claim.value.key].append(claim)

    def of(self, subject: str, name: str) -> Sequence[Claim]:
        """The claims about one property of one subject."""
        return self._of.get((subject, name), ())

    def saying(self, name: str, key: str) -> Sequence[Claim]:
        """The claims that give that value of the property, whatever the subject."""
        return self._saying.get((name, key), ())

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Whatever claims are about, or name as a value."""
        named = {claim.value.key for claims in self._of.values() for claim in claims if ":" in claim.value.key}
        return frozenset(subject for subject, _ in self._of) | named

    def with_value(self, name: str, keys: Iterable[str]) -> list[str]:
        """The subjects of which somebody claims one of the values, sorted."""
        return sorted({claim.subject for key in keys for claim in self.saying(name, key) if not claim.against})

    # ---- values ---------------------------------------------------------------------------------------------------

    def values(self, subject: str, name: str) -> tuple[Said, ...]:
        """The claimed values, sorted; times that can be one time are one value."""
        claims = self.of(subject, name)
        forth = [claim for claim in claims if not claim.against]
        if forth and isinstance(forth[0].value.data, Instant):
            return self._times(name, forth, [claim for claim in claims if claim.against])
        return tuple(said for said in _each(name, claims) if said.by)

    def denied(self, subject: str, name: str) -> tuple[Said, ...]:
        """The values that are denied, and that nobody claims."""
        return tuple(said for said in _each(name, self.of(subject, name)) if not said.by)

    def _times(self, name: str, forth: list[Claim], against: list[Claim]) -> tuple[Said, ...]:
        contents: dict[str, Instant] = {}
        for claim in sorted(forth, key=lambda claim: claim.value.key):
            if isinstance(claim.value.data, Instant):
                contents.setdefault(claim.value.key, claim.value.data)
        keys = list(contents)
        out = []
        for members, instant in together(list(contents.values())):
            held = {keys[i] for i in members}
            out.append(
                Said(
                    name,
                    ",".join(f"{low}..{high}" for low, high in instant.intervals),
                    " / ".join(dict.fromkeys(contents[key].text for key in sorted(held))),
                    witnesses(claim for claim in forth if claim.value.key in held),
                    witnesses(claim for claim in against if claim.value.key in held),
                    instant,
                )
            )
        return tuple(sorted(out, key=lambda said: said.instant.intervals if said.instant else ()))

    def instant(self, subject: str, name: str) -> Instant | None:
        """Every moment that some claim leaves possible; None where nobody says when."""
        found = [said.instant for said in self.values(subject, name) if said.instant is not None]
        if not found:
            return None
        if len(found) == 1:
            return found[0]
        return Instant(tuple(sorted(interval for one in found for interval in one.intervals)))

    # ---- rivals ---------------------------------------------------------------------------------------------------

    def ways(self, subject: str, names: Sequence[str]) -> tuple[list[dict[str, Said]], tuple[str, ...], bool]:
        """One value of each property in every combination; the contested properties; whether they stand apart.

        Where there are more than ``MOST`` combinations, each rival value has a row in which the other contested
        facts are left out: nothing is dropped, and nothing is joined that nobody joined.
        """
        values = {name: found for name in names if (found := self.values(subject, name))}
        contested = tuple(name for name, found in values.items() if len(found) > 1)
        count = 1
        for found in values.values():
            count *= len(found)
        if count <= MOST:
            return [dict(zip(values, picked, strict=True)) for picked in product(*values.values())], contested, False
        settled = {name: found[0] for name, found in values.items() if name not in contested}
        return [{**settled, name: said} for name in contested for said in values[name]], contested, True


def witnesses(claims: Iterable[Claim]) -> tuple[Witness, ...]:
    """The rows of the claims, in order."""
    found = {Witness(claim.speaker, claim.stance, claim.source, claim.row, claim.pin) for claim in claims}
    return tuple(sorted(found, key=lambda witness: row_order(witness.row)))


def _each(name: str, claims: Sequence[Claim]) -> list[Said]:
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[claim.value.key].append(claim)
    return [
        Said(
            name,
            key,
            grouped[key][0].value.text,
            witnesses(claim for claim in grouped[key] if not claim.against),
            witnesses(claim for claim in grouped[key] if claim.against),
            _instant(grouped[key][0]),
        )
        for key in sorted(grouped)
    ]


def _instant(claim: Claim) -> Instant | None:
    return claim.value.data if isinstance(claim.value.data, Instant) else None


def row_order(row: str) -> tuple[str, int]:
    """Sort ``c.csv:9`` before ``c.csv:10``."""
    file, _, number = row.rpartition(":")
    return file, int(number) if number.isdigit() else 0

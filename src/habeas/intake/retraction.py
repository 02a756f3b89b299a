"""Claims that are withdrawn: which claims a ``claim.retracted`` names."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.core.claim import Claim
from habeas.core.errors import Fault, nearest

RETRACTED = "claim.retracted"


def standing(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that are not withdrawn by one of ``claims``, and the withdrawals themselves.

    Only whoever made a claim withdraws it: of a content that several say, each withdraws their own. A withdrawal is a
    claim like any other: one that is itself denied or withdrawn by a later row withdraws nothing.
    """
    known = tuple(claims)
    withdrawals = [claim for claim in known if claim.property == RETRACTED]
    if not withdrawals:
        return known
    undone = _named(claim for claim in withdrawals if _of_withdrawal(claim, withdrawals))
    named = _named(claim for claim in withdrawals if not _is_named(claim, undone))
    return tuple(claim for claim in known if claim.property == RETRACTED or not _is_named(claim, named))


def strange_withdrawals(claims: Iterable[Claim]) -> list[Fault]:
    """Notices of withdrawals that withdraw nothing, since somebody else made what they name."""
    known = tuple(claims)
    if not any(claim.property == RETRACTED for claim in known):
        return []
    makers: dict[str, set[str]] = {}
    for claim in known:
        for name in (claim.row, claim.content.id):
            makers.setdefault(name, set()).add(_maker(claim))
    faults = []
    for claim in known:
        theirs = makers.get(claim.subject.removeprefix("claim:"), set())
        if claim.property == RETRACTED and not claim.against and theirs and _maker(claim) not in theirs:
            file, _, row = claim.row.rpartition(":")
            faults.append(
                Fault("not-the-maker", f"{_maker(claim)} withdraws what {' and '.join(sorted(theirs))} said: that "
                      "withdraws nothing.", "Name as the speaker whoever withdraws what they said themselves; to speak "
                      "against another's claim, deny it.", file, int(row), "speaker")
            )  # fmt: skip
    return faults


def reference_faults(claims: Iterable[Claim]) -> list[Fault]:
    """Claims about claims that are not there."""
    known = tuple(claims)
    about = [
        (claim, name, column)
        for claim in known
        for name, column in ((claim.subject, "subject"), (claim.value.key, "value"))
        if name.startswith("claim:") and (column == "subject" or claim.value.kind == "entity")
    ]
    if not about:
        return []
    rows, contents = {claim.row for claim in known}, {claim.content.id for claim in known}
    faults = []
    for claim, name, column in about:
        wanted = name.removeprefix("claim:")
        if wanted not in rows and wanted not in contents:
            file, _, row = claim.row.rpartition(":")
            faults.append(
                Fault("unknown-claim", f'there is no claim "{wanted}".', nearest(wanted, rows), file, int(row), column)
            )
    return faults


def _named(withdrawals: Iterable[Claim]) -> frozenset[tuple[str, str]]:
    """The names, by content or by row, that are withdrawn and by whom: said to be, and by nobody denied."""
    said = [(claim.subject.removeprefix("claim:"), _maker(claim), claim.against) for claim in withdrawals]
    denied = {name for name, _, no in said if no}
    return frozenset((name, maker) for name, maker, no in said if not no and name not in denied)


def _is_named(claim: Claim, names: frozenset[tuple[str, str]]) -> bool:
    if not names:
        return False
    maker = _maker(claim)
    return (claim.row, maker) in names or (claim.content.id, maker) in names


def _maker(claim: Claim) -> str:
    """Who speaks, without where: ``ICE`` of ``ICE (Smith Decl.)``."""
    return claim.speaker.partition(" (")[0].strip()


def _of_withdrawal(claim: Claim, withdrawals: list[Claim]) -> bool:
    """Whether what the claim withdraws is a withdrawal."""
    name = claim.subject.removeprefix("claim:")
    return any(name in (other.row, other.content.id) for other in withdrawals)

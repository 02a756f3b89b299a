"""Claims that are withdrawn: which claims a ``claim.retracted`` names."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.core.claim import Claim
from habeas.core.errors import Fault, nearest

RETRACTED = "claim.retracted"


def standing(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that are not withdrawn by one of ``claims``, and the withdrawals themselves.

    A withdrawal is a claim like any other: one that is itself denied or withdrawn by a later row withdraws nothing.
    """
    known = tuple(claims)
    withdrawals = [claim for claim in known if claim.property == RETRACTED]
    if not withdrawals:
        return known
    undone = _named(claim for claim in withdrawals if _of_withdrawal(claim, withdrawals))
    named = _named(claim for claim in withdrawals if not _is_named(claim, undone))
    return tuple(claim for claim in known if claim.property == RETRACTED or not _is_named(claim, named))


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


def _named(withdrawals: Iterable[Claim]) -> frozenset[str]:
    """The names, by content or by row, that are withdrawn: said to be, and by nobody denied."""
    said = [(claim.subject.removeprefix("claim:"), claim.against) for claim in withdrawals]
    return frozenset(name for name, no in said if not no) - frozenset(name for name, no in said if no)


def _is_named(claim: Claim, names: frozenset[str]) -> bool:
    return claim.row in names or (bool(names) and claim.content.id in names)


def _of_withdrawal(claim: Claim, withdrawals: list[Claim]) -> bool:
    """Whether what the claim withdraws is a withdrawal."""
    name = claim.subject.removeprefix("claim:")
    return any(name in (other.row, other.content.id) for other in withdrawals)

"""The one function that leaves claims out."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.core.claim import Claim
from habeas.core.errors import UseError
from habeas.core.matter import Matter
from habeas.intake.retraction import standing
from habeas.intake.words import split
from habeas.ledger import Ledger
from habeas.view.filters import Filters


def select(matter: Matter, filters: Filters, ledger_claims: Iterable[Claim] | None = None) -> tuple[Claim, ...]:
    """The claims that the asker sees, in the order in which they came.

    ``as_of``: what the ledger held then (``ledger_claims``, if they are given, are what it held); without it, what the
    files say now. ``said_by``: a claim is left out only if it was certainly said later; where it does not say when,
    the date of its source counts; where neither is known it stays. ``audience``: a claim is seen by whoever may see
    all of its labels. ``trust``: see ``Trust``. Last, what the claims that are left withdraw is taken out: a
    withdrawal that the asker does not see withdraws nothing for them.
    """
    claims = _recorded(matter, filters, ledger_claims)
    bound, audience, trust = filters.said_by, filters.audience, filters.trust
    seen = (
        claim
        for claim in claims
        if (bound is None or _said_by(claim, matter, bound))
        and (audience is None or not claim.label or split(claim.label) <= audience)
        and trust.holds(claim, matter)
    )
    return standing(seen)


def _recorded(matter: Matter, filters: Filters, ledger_claims: Iterable[Claim] | None) -> tuple[Claim, ...]:
    if ledger_claims is not None:
        return tuple(ledger_claims)
    if filters.as_of is None:
        return matter.claims
    ledger = Ledger.open(matter.folder)
    if not ledger.path.exists():
        raise UseError(
            "nothing of this matter is recorded yet, so nothing can be asked as of a day. "
            f'Record it with "habeas add {matter.folder}".'
        )
    return ledger.claims_as_of(filters.as_of)


def _said_by(claim: Claim, matter: Matter, bound: int) -> bool:
    source = matter.sources.get(claim.source)
    said = claim.said or (source.date if source is not None else None)
    return said is None or said.low <= bound

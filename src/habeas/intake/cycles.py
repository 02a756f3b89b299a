"""Chains that come back to where they began, and so say nothing: refused with the rows that make them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from habeas.core.claim import Claim
from habeas.core.errors import Fault
from habeas.core.matter import Source
from habeas.intake.retraction import standing

CHAINS = ("person.same_as", "act.same_as", "group.part_of", "place.in", "org.part_of")
_MEND = "Take one of them out, or withdraw it with claim.retracted."

Links = dict[str, list[tuple[str, str]]]  # from -> (to, row)


def cycle_faults(claims: Iterable[Claim], sources: Mapping[str, Source]) -> list[Fault]:
    """A fault for each cycle of claims that are put forward and not withdrawn, and for each of ``origin``."""
    links: dict[str, Links] = defaultdict(lambda: defaultdict(list))
    for claim in standing(claims):
        if claim.property in CHAINS and not claim.against:
            links[claim.property][claim.subject].append((claim.value.key, claim.row))
    for source in sources.values():
        if source.origin:
            links["origin"][source.id].append((source.origin, source.row))
    faults = []
    for chain, arrows in sorted(links.items()):
        column = "origin" if chain == "origin" else "value"
        for cycle in _cycles(arrows):
            file, _, row = min(place for _, _, place in cycle).rpartition(":")
            shown = ", ".join(f"{start} -> {end} ({place})" for start, end, place in cycle)
            what = f"{chain} comes back to where it began: {shown}."
            faults.append(Fault("cycle", what, _MEND, file, int(row), column))
    return faults


def _cycles(links: Links) -> list[list[tuple[str, str, str]]]:
    """Cycles that have no link in common, each begun at its first name."""
    done: set[str] = set()
    found = []
    for start in sorted(links):
        if start in done:
            continue
        path: list[tuple[str, str, str]] = []
        on_path = {start: 0}
        stack = [iter(sorted(links[start]))]
        here = start
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                done.add(here)
                del on_path[here]
                if path:
                    here = path.pop()[0]
                continue
            target, row = step
            if target in on_path:
                found.append([*path[on_path[target] :], (here, target, row)])
            elif target not in done and target in links:
                path.append((here, target, row))
                here = target
                on_path[target] = len(path)
                stack.append(iter(sorted(links[target])))
    return found

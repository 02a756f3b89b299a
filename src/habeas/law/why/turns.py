"""On which words in dispute an outcome turns. Semantics 27.

``turns_on``: the minimal sets of terms such that another choice of meanings for them, the rest as in the reading,
gives another outcome, or no line at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product

from habeas.core.finding import Outcome

LIMIT = 20000  # combinations of meanings tried for one finding

Turned = tuple[tuple[tuple[str, ...], ...], bool]  # the sets of terms, and whether these are all


def turns_on(
    terms: Mapping[str, Sequence[str]],
    choices: Mapping[str, str],
    outcome: Callable[[Mapping[str, str]], Outcome | None],
) -> Turned:
    """The minimal sets of terms, smallest first, and whether all of them were found.

    ``terms`` gives the meanings of each term that could matter; ``choices`` is the reading; ``outcome`` says what
    a full choice of meanings gives.
    """
    here = outcome(choices)
    found: list[tuple[str, ...]] = []
    tried = 0
    for size in range(1, len(terms) + 1):
        for changed in combinations(sorted(terms), size):
            if any(set(smaller) <= set(changed) for smaller in found):
                continue
            others = ([meaning for meaning in terms[term] if meaning != choices[term]] for term in changed)
            for picked in product(*others):
                tried += 1
                if tried > LIMIT:
                    return tuple(found), False
                if outcome({**choices, **dict(zip(changed, picked, strict=True))}) != here:
                    found.append(changed)
                    break
    return tuple(found), True

"""How firm a reason stands in its matter as a whole: without some origins all claims may contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from habeas.law.why.contradicted import Contradicted, contradicts, fewest_to_contradict
from habeas.law.why.reasons import Reasons
from habeas.law.why.strength import Strength
from habeas.law.worlds.facts import Facts

Contradicts = Callable[[frozenset[str]], bool]


class Standing:
    """Asked about every line of a matter whose claims allow a world. ``subjects``: its acts and custodies."""

    def __init__(self, facts: Facts, subjects: Sequence[str]) -> None:
        self.facts, self.subjects = facts, subjects
        self._fewest: Contradicted | None = None
        self._known: dict[frozenset[str], bool] = {}

    def of(self, found: Reasons, again: Callable[[Contradicts], Strength]) -> Reasons:
        """The reasons, no firmer than the matter. What is undetermined stays so where what is left contradicts itself:
        then ``again`` finds how firm it is, such sets of origins not counted.
        """
        if self._fewest is None:
            self._fewest = fewest_to_contradict(self.facts, self.subjects)
        least, unsure = self._fewest.origins, self._fewest.unsure
        if least is None and unsure is None:
            return found
        firm = Strength(found.strength, "strength" not in found.bounded)
        if found.outcome == "undetermined":
            if least is not None and firm.origins is not None and least <= firm.origins:
                firm = again(self.contradicts)
        elif least is not None and (firm.origins is None or least < firm.origins):
            firm = Strength(least, exact=True)
        if unsure is not None and (firm.origins is None or unsure < firm.origins):
            firm = Strength(firm.origins, exact=False)
        if firm == Strength(found.strength, "strength" not in found.bounded):
            return found
        others = tuple(word for word in found.bounded if word != "strength")
        return found._replace(strength=firm.origins, bounded=others if firm.exact else (*others, "strength"))

    def contradicts(self, disbelieved: frozenset[str]) -> bool:
        if disbelieved not in self._known:
            self._known[disbelieved] = contradicts(self.facts, self.subjects, disbelieved)
        return self._known[disbelieved]

"""Which claims an asker sees: as of when, said by when, for which audience, from whom they trust.

In come a matter and ``Filters``; out goes a tuple of claims. This is the only place where claims are left out, and
every command goes through it. Checked here: that every word of the filters is known. Never done here: changing a
claim, weighing one against another, deciding anything on what the claims say.
"""

from habeas.view.filters import Filters
from habeas.view.select import select
from habeas.view.trust import EVERYONE, Trust, TrustWord, read_trust

__all__ = ["EVERYONE", "Filters", "Trust", "TrustWord", "read_trust", "select"]

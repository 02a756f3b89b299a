"""Instruments against the rows of a release: the same conditions and the same definitions, a million rows at a time.

In come instruments, the claims of the matter, what the columns of a release say (``Shape``) and Arrow batches of its
rows. Out go findings as Arrow batches, and counts. Each row is read as the claims that it is by construction, beside
the matter's own. Conditions are put to ``habeas.law`` once for each distinct value, and the answers kept as bits; one
compiled pass then compares times. It checks that the release has every property that a condition names. It reads no
file, and where it gives up exactness it says ``undetermined``, never another outcome.
"""

from __future__ import annotations

from habeas.law.bulk.compiled import Compiled, compile_release
from habeas.law.bulk.shape import Shape
from habeas.law.bulk.table import FINDINGS

__all__ = ["FINDINGS", "Compiled", "Shape", "compile_release"]

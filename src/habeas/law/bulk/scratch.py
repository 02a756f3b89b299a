"""Arrays that a thread fills anew for every batch: memory that is new must be cleared first, which takes longer than
to fill it.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import numpy.typing as npt

_held = threading.local()


def scratch(name: str, size: int, kind: npt.DTypeLike) -> npt.NDArray[Any]:
    """An array of that size with anything in it, until the thread asks for the same name again."""
    held: npt.NDArray[Any] | None = getattr(_held, name, None)
    if held is None or len(held) < size or held.dtype != kind:
        held = np.empty(size, kind)
        setattr(_held, name, held)
    return held[:size]

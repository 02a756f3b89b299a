"""What is left out at the start of a count, for it would take longer than reading a million rows.

Nothing comes in or goes out: it sets what numpy reads when it is loaded. numpy starts a thread for each processor, for
products of matrices, and these wait by keeping their processor busy; a count multiplies none.
"""

from __future__ import annotations

import os
import sys


def without_matrix_threads() -> None:
    """To be called before numpy is loaded; without effect afterwards, or where their number is set already."""
    if "numpy" not in sys.modules:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

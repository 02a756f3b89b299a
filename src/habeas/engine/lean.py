"""What a pass over a release does without: pandas, threads for matrices, and memory that is handed back and asked for
again.

pyarrow looks for pandas at the first value that it converts; where it is installed, for Spark, that look costs more
than reading a million rows. A conversion that really asks for pandas still finds it.
"""

from __future__ import annotations

import os
import sys

# Arrow keeps what memory it has been given: what is new must be cleared, and that takes a tenth of the time of a pass.
# No matrices are multiplied here, for which threads would be made ready and wait.
SETTINGS = {"MIMALLOC_PURGE_DELAY": "-1", "OPENBLAS_NUM_THREADS": "1"}


class _NotNow:
    """A finder of modules by which pandas is not there."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def lean() -> None:
    """To be called by a command before numpy and pyarrow are loaded; what the caller's environment says stays so."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    without_pandas()


def without_pandas() -> None:
    """To be called before pyarrow converts anything; without effect where pandas is loaded already."""
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    sys.meta_path.insert(0, _NotNow())
    try:
        pa.array([0])  # it looks once, and remembers
    finally:
        sys.meta_path.pop(0)

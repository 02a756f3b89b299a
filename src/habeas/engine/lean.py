"""Keeps pyarrow from loading pandas, which it looks for at the first value that it converts and which nothing here
uses.

Where pandas is installed, for Spark, that look costs more than reading a million rows. A conversion that really asks
for pandas still finds it.
"""

from __future__ import annotations

import sys


class _NotNow:
    """A finder of modules by which pandas is not there."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


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

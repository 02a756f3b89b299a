"""pyarrow does not load pandas for us, and finds it where it is asked for."""

import subprocess
import sys

import pytest

CODE = """
from habeas.engine.lean import without_pandas
without_pandas()
import sys
import pyarrow as pa
table = pa.table({"a": pa.array([1, 2]).fill_null(0)})
assert "pandas" not in sys.modules
print(len(table.to_pandas()) if sys.argv[1] == "ask" else len(table))
"""


@pytest.mark.parametrize("asked", ["ask", "not"])
def test_pandas_is_loaded_only_where_it_is_asked_for(asked: str) -> None:
    pytest.importorskip("pandas")
    ran = subprocess.run([sys.executable, "-c", CODE, asked], capture_output=True, text=True, check=True)
    assert ran.stdout == "2\n"

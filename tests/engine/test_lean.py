"""pyarrow does not load pandas for us, and finds it where asked; memory is kept, unless somebody says otherwise."""

import os
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


@pytest.mark.parametrize(("given", "kept"), [({}, "-1"), ({"MIMALLOC_PURGE_DELAY": "7"}, "7")])
def test_what_the_environment_says_stays_so(given: dict[str, str], kept: str) -> None:
    code = "import os; from habeas.engine.lean import lean; lean(); print(os.environ['MIMALLOC_PURGE_DELAY'])"
    environment = {name: value for name, value in os.environ.items() if name != "MIMALLOC_PURGE_DELAY"} | given
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.strip() == kept


def test_it_comes_before_what_reads_the_settings() -> None:
    code = (
        "import sys; import habeas.cli.test_release, habeas.engine.lean; "
        "sys.exit('numpy' in sys.modules or 'pyarrow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

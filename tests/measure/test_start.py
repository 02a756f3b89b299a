import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
from habeas.measure.start import without_matrix_threads
without_matrix_threads()
import os
import numpy
print(os.environ["OPENBLAS_NUM_THREADS"], len(os.listdir("/proc/self/task")))
"""


def _said(**more: str) -> str:
    others = {name: said for name, said in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    return subprocess.run(
        [sys.executable, "-c", CODE], env={**others, **more}, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are listed on Linux alone")
def test_numpy_starts_no_thread_of_its_own() -> None:
    assert _said() == "1 1\n"


def test_a_number_of_threads_that_is_set_stays() -> None:
    assert _said(OPENBLAS_NUM_THREADS="3").startswith("3 ")

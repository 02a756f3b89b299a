"""What every test may use: how many random examples are drawn, and the texts that lie beside the repository."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

# Derandomized in the ordinary run, so that a red test is red for everyone; `make prove` draws new examples each time.
settings.register_profile(
    "ci", max_examples=300, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "long",
    max_examples=max(int(os.environ.get("HABEAS_EXAMPLES", "20000")) // 10, 1),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci")


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The texts and matters that are shared beside the repository; a test that needs them is skipped without them."""
    folder = Path(os.environ.get("HABEAS_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the shared texts are not here: set HABEAS_SHARED, or put them at {folder}")
    return folder

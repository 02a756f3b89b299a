"""The start-up budget is kept by what is not imported."""

import subprocess
import sys

HEAVY = {"altair", "edtf", "holidays", "jinja2", "pypdf", "python_calamine", "sqlglot", "sqlite3", "vl_convert", "yaml"}


def _imported(code: str) -> set[str]:
    asked = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    return {name.split(".")[0] for name in done.stderr.split()}


def test_the_bare_command_imports_nothing_heavy() -> None:
    assert not HEAVY & _imported("from habeas.cli.main import main; main(['--help'])")


def test_the_package_imports_nothing_heavy_until_a_name_is_used() -> None:
    assert not HEAVY & _imported("import habeas; dir(habeas)")
    assert "yaml" in _imported("import habeas.core.located"), "the check above would see an import"


def test_importing_any_module_prints_nothing_and_needs_no_other_first() -> None:
    code = """
import importlib, pkgutil, habeas
for module in pkgutil.walk_packages(habeas.__path__, "habeas."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

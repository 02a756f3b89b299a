"""The page about releases shows a mapping that can be read, and names every rule."""

import re
from pathlib import Path

from habeas.release.mapping import read_mapping
from habeas.release.rules import RULES
from tests.release.matters import make

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "releases.md"


def test_the_mapping_on_the_page_is_one(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert read_mapping(shown, "releases/tucson-2026.yaml", make(tmp_path)).rules


def test_every_rule_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert not [name for name, rule in RULES.items() if f"| `{name}` | {rule.does} |" not in page]

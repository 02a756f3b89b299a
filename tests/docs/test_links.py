"""A link between our own pages leads somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNSEEN = re.compile(r"<!--.*?-->|^```.*?^```", re.DOTALL | re.MULTILINE)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _targets(page: Path) -> list[str]:
    """Where the links of a page lead, without those to other sites and those that only show how to write one."""
    text = UNSEEN.sub("", page.read_text(encoding="utf-8"))
    return [target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target]


def test_every_link_to_a_page_of_ours_leads_to_it() -> None:
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in PAGES
        for target in _targets(page)
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_every_page_is_reached_from_the_index() -> None:
    reached: set[Path] = set()
    ahead = [ROOT / "docs" / "index.md"]
    while ahead:
        page = ahead.pop().resolve()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        ahead += [page.parent / target for target in _targets(page)]
    assert not [page for page in PAGES[1:] if page.resolve() not in reached]

"""From the page's data to the bytes of one HTML file that loads nothing.

Every text of the matter is escaped; an address becomes a link only when it is a web address; the scripts and the
style are named by their hashes in the page's own policy, so that nothing else in it can run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from habeas.core.finding import OUTCOMES
from habeas.report import words
from habeas.report.model import Page
from habeas.report.overview import COLUMNS
from habeas.report.shown import ShownPanel, shown_panels, undrawn

TEMPLATES = Path(__file__).parent / "templates"


def render(page: Page, told: Callable[[str], None] = lambda _: None) -> str:
    """The page as HTML. ``told`` hears what is being done, for whoever waits."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters.update(
        {
            "outcome_word": words.OUTCOME_WORD.__getitem__,
            "outcome_sign": words.OUTCOME_SIGN.__getitem__,
            "outcome_means": words.OUTCOME_MEANS.__getitem__,
            "because_word": lambda because: words.BECAUSE_WORD.get(because, words.plain(because)),
            "origins": lambda count: words.counted(count, "origin"),
            "statements": lambda count: words.counted(count, "statement"),
            "times": lambda count: words.counted(count, "claimed time"),
            "answers": lambda count: words.counted(count, "answer"),
            "more": lambda count: words.counted(count, "more statement"),
            "plain": words.plain,
            "capital": words.upper_first,
            "listed": words.listed,
            "numbered": lambda places: words.listed(str(place + 1) for place in places),
            "quoted": lambda terms: words.listed(f"“{term}”" for term in terms),
            "toward": lambda outcomes: words.listed([words.OUTCOME_WORD[one] for one in outcomes], last="or"),
        }
    )
    environment.tests["web_address"] = is_address
    style, early, script = (_part(name) for name in ("page.css", "early.js", "page.js"))
    if page.overview is not None:
        style += _part("overview.css")
    panels = shown_panels(page, told)
    lead = next((answer for panel in panels for answer in panel.lead), None)
    told("writing the page")
    return environment.get_template("page.html").render(
        page=page,
        undated=[(kind, list(events)) for kind, events in groupby(page.undated, key=lambda event: event.kind)],
        panels=panels,
        lead=lead,
        folded=page.overview is not None and len(panels) > 1,
        columns=COLUMNS,
        undrawn=undrawn(page),
        drawn=sum(1 for panel in panels if panel.drawings),
        outcomes=[
            *(one for one in ("kept", "breach", "not_bound", "undetermined") if one in OUTCOMES),
            *_no_line(panels),
        ],
        style=Markup(style),  # noqa: S704 (our own files; nothing of the matter is in them)
        early=Markup(early),  # noqa: S704
        script=Markup(script),  # noqa: S704
        style_hash=_digest(style),
        early_hash=_digest(early),
        script_hash=_digest(script),
        data=Markup(_inert({"panels": [panel.data for panel in panels]})),  # noqa: S704 (escaped by _inert)
    )


def is_address(url: str) -> bool:
    """An ordinary web address: anything else is shown as text and never followed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable() and " " not in url


def _no_line(panels: list[ShownPanel]) -> list[None]:
    """The word for a missing line, explained only where one is missing."""
    return [None] if any(cell.outcome is None for panel in panels for cell in panel.of.cells) else []


def _part(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inert(data: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")

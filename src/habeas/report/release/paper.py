"""The frame that every page about a release has: one file, the style of the report's page, no script, nothing loaded.

In come the name of a template and its data; out goes HTML. Every text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.report.ticks import MONTHS

if TYPE_CHECKING:  # annotations only: a command that makes no page loads no template
    from markupsafe import Markup

TEMPLATES = Path(__file__).parents[1] / "templates"


def paper(template: str, title: str, kicker: str, **data: object) -> str:
    """The page of that template. The same data give the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["breakable"] = lambda text: Markup("<wbr>").join(_pieces(text))
    environment.filters["coded"] = _coded
    environment.tests["count"] = lambda cell: cell.replace(",", "").isdigit()
    style = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "release.css"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template(template).render(
        title=title,
        kicker=kicker,
        style=Markup(style),  # noqa: S704 (our own files; nothing of the release is in them)
        style_hash=digest,
        **data,
    )


def written_day(day: str) -> str:
    """``2 January 2025`` for ``2025-01-02``."""
    year, month, of_month = map(int, day.split("-"))
    return f"{of_month} {MONTHS[month - 1]} {year}"


def _pieces(name: str) -> list[str]:
    """The parts of a column's name, so that a line may break behind an underscore and nowhere else."""
    parts = name.split("_")
    return [*(f"{part}_" for part in parts[:-1]), parts[-1]]


def _coded(text: str) -> Markup:
    """A text with what stands between backticks as code; a lone backtick stays as it is."""
    from markupsafe import Markup, escape

    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup().join(Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts))

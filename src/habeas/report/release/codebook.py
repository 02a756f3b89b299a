"""Methodology and codebook as one page."""

from __future__ import annotations

from collections.abc import Sequence

from habeas import __version__
from habeas.release.pages.codebook import Codebook
from habeas.release.pages.codebook_text import about, filled
from habeas.release.pages.methodology import Section
from habeas.report.release.paper import paper


def codebook_page(book: Codebook, sections: Sequence[Section], mapping: str) -> str:
    """The page; ``mapping`` is the text that it was all made from, shown at the end."""
    return paper(
        "codebook.html",
        title=book.release,
        kicker="How this release was made into rows, and what its columns mean",
        rows=book.rows,
        sections=sections,
        columns=[
            {
                "name": column.name,
                "about": about(column),
                "filled": filled(column, book.rows),
                "codes": column.codes,
                "named": any(code.called for code in column.codes),
            }
            for column in book.columns
        ],
        mapping=mapping,
        version=__version__,
    )

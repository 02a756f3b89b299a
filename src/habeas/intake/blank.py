"""The files of a new matter: valid, empty, and explained where they stand."""

from __future__ import annotations

import json
import re
import unicodedata

from habeas.intake import claims, events
from habeas.intake.settings import ABOUT

SOURCE_COLUMNS = ("id", "kind", "publisher", "date", "url", "label", "file", "sha256", "origin", "size", "note")
_EVENT_COLUMNS = (
    "id", "when", "what", "who", "by", "from", "to", "place", "about", "said_by", "stance", "said", "source", "pin",
    "quote", "label", "note",
)  # fmt: skip
_CLAIM_COLUMNS = claims.COLUMNS.known


def blank_files(name: str, zone: str, title: str) -> dict[str, str]:
    """File name to text."""
    return {
        "matter.yaml": _settings(matter_id(name), zone, title),
        "sources.csv": header(SOURCE_COLUMNS),
        "events/events.csv": header(_EVENT_COLUMNS),
        "claims/claims.csv": header(_CLAIM_COLUMNS),
    }


def event_header() -> tuple[str, ...]:
    """The columns of an events file that is written for a person to go on with."""
    assert set(_EVENT_COLUMNS) <= set(events.COLUMNS.known)
    return _EVENT_COLUMNS


def header(columns: tuple[str, ...]) -> str:
    return ",".join(columns) + "\n"


def matter_id(name: str) -> str:
    """An id from the name of a folder."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.") or "matter"


def _settings(name: str, zone: str, title: str) -> str:
    # JSON's strings are YAML's too, whatever signs the title holds
    caption = f"title: {json.dumps(title, ensure_ascii=False)}" if title else "# title: the caption, as it is cited"
    return f"""\
# A matter: one case, one investigation, one release of data. Every key is explained in docs/reference/files.md.
id: {name}
{caption}

# The question that this matter is to answer, in a sentence; it stands at the top of the report.
# question: Was anyone removed while the order of 15 March was in force?

# A clock time that names no zone is read here. An IANA name.
zone: {zone}

# How wide "about" is: minutes on each side of a time that is written with a "~", as 2025-03-15T18:48~.
about: {ABOUT}

# Words that rows and sources may carry in their column "label". A row that has one is seen only by an audience that
# may see it; a row without a label is public.
labels: []
# labels: [sealed, attorneys]

# Who is who, for readers.
parties: {{}}
# parties:
#   org:ice: U.S. Immigration and Customs Enforcement
#   group:class: everyone to whom the order of 15 March applies

# Further codes that this matter needs, for properties that take codes.
# codes: {{act.kind: [offers]}}
"""

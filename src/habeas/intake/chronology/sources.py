"""Which source of the matter a citation means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from habeas.core.matter import Source

# "Smith Decl. ¶ 7", "ECF No. 12-1 at 3", "Tr. 42:3-11": the citation, then the place in it
_PIN = re.compile(
    r"^(?P<head>.+?),? +(?P<pin>(?:¶+|§+|para(?:graph|s)?\b|pp?\.|page\b|at\b|tr\.|ex\.|lines?\b) ?.+)$", re.IGNORECASE
)


def find_source(text: str, sources: Mapping[str, Source]) -> tuple[str, str]:
    """The id of the source and the place in it; the id is empty where no source is meant for certain."""
    if not text:
        return "", ""
    if found := _named(text, sources):
        return found, ""
    parts = _PIN.match(text)
    if parts is not None and (found := _named(parts["head"], sources)):
        return found, parts["pin"]
    return "", ""


def _named(text: str, sources: Mapping[str, Source]) -> str:
    if text in sources:
        return text
    plain = _plain(text)
    found = [
        source.id
        for source in sources.values()
        if plain in (_plain(source.id), _plain(source.extra.get("title", "")), _plain(source.file))
    ]
    return found[0] if len(found) == 1 else ""


def _plain(text: str) -> str:
    """Letters and digits alone; "ECF No. 12-1" and "ecf-12-1" are one name."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return " ".join(word for word in words if word not in ("no", "nos", "doc", "dkt"))

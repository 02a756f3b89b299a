"""How a draft is written: YAML with a comment on each line that says why, and a mark on each that is doubtful."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from habeas.release.guess.draft import Draft, Line

DOUBT = "? doubt: "
_PLAIN = re.compile(r"[A-Za-z%_./][\w./ -]*[\w./]|[A-Za-z_]")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})  # YAML would read these as values
_WIDTH = 118


def scalar(text: str) -> str:
    """The text as YAML: plain where that is the same text, else in quotation marks."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(texts: Iterable[str]) -> str:
    """A list on one line; each text in quotation marks."""
    return "[" + ", ".join(json.dumps(text, ensure_ascii=False) for text in texts) + "]"


def write(draft: Draft) -> str:
    """The draft as the text of a mapping."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    doubtful = sum(line.doubt for line in draft.lines)
    yield f"# Drafted by `habeas release guess` from {draft.file}. Behind each line stands why."
    if doubtful:
        which = "1 line is" if doubtful == 1 else f"{doubtful} lines are"
        yield f'# {which} doubtful, marked "{DOUBT.strip()}": correct or confirm, and take the mark away.'
    yield from (_line(line, "") for line in draft.head)
    yield "properties:"
    yield from (_line(line, "  ") for line in draft.properties)
    for key, lines in (("keep", draft.keep), ("drop", draft.drop), ("rules", draft.rules)):
        if lines:
            yield f"{key}:"
            yield from (_line(line, "  ") for line in lines)


def _line(line: Line, indent: str) -> str:
    said = f"{indent}{line.key}:" if line.key else f"{indent}-"
    said += f" {line.value}" if line.value else ""
    reason = " ".join("".join(c if c.isprintable() else " " for c in line.reason).split())
    comment = f"  # {DOUBT if line.doubt else ''}{reason}" if reason else ""
    return f"{said}{comment}"

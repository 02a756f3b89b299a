"""Free text of a claim: what may stand in it, and when two texts say the same."""

from __future__ import annotations

import re
import unicodedata

from habeas.core.faults import ValueFault, quoted

# What a reader cannot see but a machine reads: control signs, signs that turn the reading direction, lone halves
# of UTF-16 pairs. Zero-width joiners stay: some scripts are not written without them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def check_visible(text: str) -> None:
    """Refuses signs that are there and are not seen; tabs and ends of lines may stand."""
    found = _UNSEEN.search(text)
    if found is not None:
        raise ValueFault(
            "control-character", f"{quoted(text)} holds a character that cannot be seen (U+{ord(found[0]):04X}).",
            "Take it out, or type the value anew.",
        )  # fmt: skip


def canonical(text: str) -> str:
    """The same for two texts that differ in blanks and in how letters are composed, and in nothing else."""
    return " ".join(unicodedata.normalize("NFC", text).split())

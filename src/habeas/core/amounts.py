"""How many and how much: counts and money with what is known of them, in whole numbers.

"More than 200" is at least 201; "about 300" and "most" bound nothing but zero, and are kept as they were said.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from habeas.core.faults import ValueFault, quoted

VAGUE_QUANTITIES = ("many", "most")
VAGUE_AMOUNTS = ("low", "minimal", "significant")

_WORDS = {
    "about": "~", "around": "~", "approximately": "~", "roughly": "~", "circa": "~", "ca.": "~",
    "over": ">", "more than": ">", "above": ">", "under": "<", "less than": "<", "fewer than": "<", "below": "<",
    "at least": ">=", "no fewer than": ">=", "no less than": ">=", "at most": "<=", "up to": "<=", "no more than": "<=",
    "≥": ">=", "≤": "<=",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,18}(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?:(?P<sign>>=|<=|[<>~]|{'|'.join(re.escape(word) for word in _WORDS)}) ?)?(?P<low>{_NUMBER})"
    rf"(?:\.\.(?P<high>{_NUMBER}))?(?: ?(?P<unit>%|[A-Za-z][A-Za-z_ ]*))?",
    re.ASCII | re.IGNORECASE,
)
_SINGULAR = {"person": "people", "persons": "people"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """``low`` and ``high`` are the bounds that were said, both within; ``near`` is the number of an "about", ``word``
    one of ``VAGUE_QUANTITIES``.
    """

    low: int | None
    high: int | None
    unit: str
    text: str = field(default="", compare=False)
    near: int | None = None
    word: str = ""

    @property
    def key(self) -> str:
        return f"{_key(self.low, self.high, self.near, self.word)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Money:
    """As ``Quantity``, in the smallest unit of the currency (cents); a vague word has no currency and no bounds."""

    low: int | None
    high: int | None
    currency: str
    text: str = field(default="", compare=False)
    near: int | None = None
    word: str = ""

    @property
    def key(self) -> str:
        return f"{_key(self.low, self.high, self.near, self.word)} {self.currency}".rstrip()


def read_quantity(text: str, unit: str) -> Quantity:
    """A count of ``unit``; raises ``ValueFault``."""
    written = text.strip()
    if written.lower() in VAGUE_QUANTITIES:
        return Quantity(1, None, unit, written, word=written.lower())
    found = _AMOUNT.fullmatch(written)
    if found is None:
        raise ValueFault("bad-quantity", f"{quoted(text)} is not a number of {unit}.", _mend(written))
    said = (found["unit"] or unit).strip().lower()
    said = _SINGULAR.get(said, said)
    if said != unit:
        what = "a share" if said in ("%", "percent", "per cent") else f"in {quoted(said)}"
        raise ValueFault("wrong-unit", f"{quoted(text)} is {what}, and a number of {unit} is expected.",
                         f"Write how many {unit}.")  # fmt: skip
    low, high, near = _bounds(text, found, 0, unit)
    return Quantity(low, high, unit, written, near)


def read_money(text: str) -> Money:
    """An amount with its currency, or one of the vague words; raises ``ValueFault``."""
    written = text.strip()
    if written.lower() in VAGUE_AMOUNTS:
        return Money(None, None, "", written, word=written.lower())
    found = _AMOUNT.fullmatch(written)
    if found is None or not found["unit"]:
        mend = "Write the amount and the currency, as 4760000 USD"
        raise ValueFault("bad-money", f"{quoted(text)} is not an amount of money.",
                         f"{mend}, or {', '.join(VAGUE_AMOUNTS[:-1])} or {VAGUE_AMOUNTS[-1]}.")  # fmt: skip
    currency = found["unit"].strip()
    digits = currencies().get(currency)
    if digits is None:
        # no nearest one: codes of other countries' money are one letter away
        known = currency.upper() in currencies()
        raise ValueFault("unknown-currency", f"{quoted(text)}: unknown currency {quoted(currency)}.",
                         f"Write {currency.upper()}." if known else "Write its code of ISO 4217, as USD.")  # fmt: skip
    low, high, near = _bounds(text, found, digits, currency)
    return Money(low, high, currency, written, near)


@lru_cache(maxsize=1)
def currencies() -> dict[str, int]:
    """The currencies of ISO 4217, each with the digits that its amounts have after the point."""
    table = files("habeas.core").joinpath("currencies.csv").read_text(encoding="utf-8")
    return {row["code"]: int(row["digits"]) for row in csv.DictReader(table.splitlines())}


def _bounds(text: str, found: re.Match[str], digits: int, unit: str) -> tuple[int | None, int | None, int | None]:
    """Lowest, highest, and the number of an "about"."""
    sign = (found["sign"] or "").lower()
    sign = _WORDS.get(sign, sign)
    low = _whole(text, found["low"], digits, unit)
    if found["high"]:
        high = _whole(text, found["high"], digits, unit)
        if sign or high < low:
            raise ValueFault("bad-quantity", f"{quoted(text)} is not a range.", "Write the lower end first, as 14..17.")
        return low, high, None
    if (sign == "<" and low == 0) or (sign == "~" and low == 0):
        raise ValueFault("bad-quantity", f"{quoted(text)} says nothing of a number.", "Write 0 if there are none.")
    match sign:
        case "":
            return low, low, None
        case ">":
            return low + 1, None, None
        case ">=":
            return low, None, None
        case "<":
            return None, low - 1, None
        case "<=":
            return None, low, None
        case "~":
            return 1, None, low
    raise ValueError(sign)


def _whole(text: str, number: str, digits: int, unit: str) -> int:
    """The number in the smallest unit, of which there are ``10 ** digits`` in one."""
    whole, _, part = number.replace(",", "").partition(".")
    if len(part) > digits:
        allowed = f"at most {digits} digits after the point" if digits else "whole numbers"
        raise ValueFault("bad-quantity", f"{quoted(text)}: {unit} are counted in {allowed}.", "Write no more.")
    scale: int = 10**digits
    return int(whole) * scale + int(part.ljust(digits, "0") or 0)


def _key(low: int | None, high: int | None, near: int | None, word: str) -> str:
    if word:
        return word
    if near is not None:
        return f"~{near}"
    if low == high and low is not None:
        return str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _mend(written: str) -> str:
    span = re.fullmatch(r"(\d+) ?(?:-|–|—|to|and) ?(\d+)", written)
    if span is not None:
        return f"Write {span[1]}..{span[2]}."
    close = re.fullmatch(r"(?:nearly|almost|just under) (\d[\d,]*)", written)
    if close is not None:
        return f"Write <{close[1]}, or ~{close[1]}."
    return "Write 238, >200, <300, >=22, ~300, 14..17, most or many."

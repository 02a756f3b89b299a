"""A claim as one line of JSON, from which it can be rebuilt exactly.

The line leaves out where the row stood and when it was recorded: both are the entry's, since a row can move in its
file while what it says stays the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from habeas.core.claim import Claim, Value
from habeas.core.duration import Duration
from habeas.core.instant import Instant
from habeas.core.values import Money, Quantity

_TEXTS = ("speaker", "stance", "source", "locator", "pin", "quote", "label", "note")


def to_line(claim: Claim) -> str:
    """The same claim gives the same bytes."""
    body: dict[str, Any] = {
        "subject": claim.subject,
        "property": claim.property,
        "value": {
            "kind": claim.value.kind,
            "text": claim.value.text,
            "key": claim.value.key,
            "data": _data(claim.value),
        },
        "against": claim.against,
        "said": _instant(claim.said) if claim.said is not None else None,
        "extra": claim.extra,
    }
    body |= {name: getattr(claim, name) for name in _TEXTS}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_line(line: str, row: str, recorded: int) -> Claim:
    body = json.loads(line)
    value = body["value"]
    return Claim(
        subject=body["subject"],
        property=body["property"],
        value=Value(value["kind"], value["text"], value["key"], _read_data(value["kind"], value["data"])),
        against=body["against"],
        said=_read_instant(body["said"]) if body["said"] is not None else None,
        row=row,
        recorded=recorded,
        extra=body["extra"],
        **{name: body[name] for name in _TEXTS},
    )


def _data(value: Value) -> object:
    """The typed value in JSON's own types. A kind that this does not know is ours to add, so it raises."""
    data = value.data
    if isinstance(data, Instant):
        return _instant(data)
    if isinstance(data, (Quantity, Money, Duration)):
        return asdict(data)
    if isinstance(data, (str, bool)):
        return data
    raise TypeError(f"no form for a value of type {type(data).__name__}")


def _read_data(kind: str, data: Any) -> object:
    match kind:
        case "instant":
            return _read_instant(data)
        case "quantity":
            return Quantity(**data)
        case "money":
            return Money(**data)
        case "duration":
            return Duration(**data)
    return data


def _instant(instant: Instant) -> dict[str, Any]:
    return {"intervals": instant.intervals, "text": instant.text, "uncertain": instant.uncertain}


def _read_instant(data: Mapping[str, Any]) -> Instant:
    return Instant(tuple((low, high) for low, high in data["intervals"]), data["text"], data["uncertain"])

"""habeas: where is the body, and by what authority? A ledger of custody and court orders.

Everything that enters is a claim. Everything that leaves is a pure function of the claims that the asker may see,
of the day as of which they ask, of the sources they trust, and of a reading of the instruments.

The names in ``__all__`` are the public face; anything else may move. They are imported when first used, so that
the command line starts at once.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "Claim": "core.claim",
    "Content": "core.claim",
    "Fault": "core.errors",
    "Filters": "view",
    "Finding": "core.finding",
    "HabeasError": "core.errors",
    "InputError": "core.errors",
    "Instant": "core.instant",
    "Instrument": "law.instruments.model",
    "Ledger": "ledger",
    "Matter": "core.matter",
    "Source": "core.matter",
    "Value": "core.claim",
    "load_instruments": "law.instruments.load",
    "load_schema": "core.schema",
    "read_instant": "core.edtf",
    "read_matter": "intake",
    "select": "view",
}

__all__ = [
    "Claim",
    "Content",
    "Fault",
    "Filters",
    "Finding",
    "HabeasError",
    "InputError",
    "Instant",
    "Instrument",
    "Ledger",
    "Matter",
    "Source",
    "Value",
    "load_instruments",
    "load_schema",
    "read_instant",
    "read_matter",
    "select",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'habeas' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"habeas.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

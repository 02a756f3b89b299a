"""Claims and instruments in, findings with their reasons out; exact over worlds (``docs/semantics.md``).

In come claims that ``habeas.view`` has filtered, and instruments (``load_instruments``). Out go ``Finding``s:
for every clause, act or custody, and reading, the outcome, because of what, what it rests on, how firm that is, on
which words it turns and what would settle it. It checks that every condition is one over documented properties
and that every reading is whole. It never weighs who is right, and it never looks at what people concluded.
"""

from __future__ import annotations

from habeas.law.findings.clause_by_clause import alike_together, clause_by_clause, custodies_of
from habeas.law.findings.examination import Examination, Line, chosen_readings, order_of
from habeas.law.findings.group_reasons import GroupReasons, groups
from habeas.law.findings.grouped import grouped
from habeas.law.findings.run import finder, ready, run_examples, test
from habeas.law.instruments.load import load_instruments, read_instrument
from habeas.law.instruments.unsaid import notices_of

__all__ = [
    "Examination",
    "GroupReasons",
    "Line",
    "alike_together",
    "chosen_readings",
    "clause_by_clause",
    "custodies_of",
    "finder",
    "grouped",
    "groups",
    "load_instruments",
    "notices_of",
    "order_of",
    "read_instrument",
    "ready",
    "run_examples",
    "test",
]

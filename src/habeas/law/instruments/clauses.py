"""One clause of an instrument file -> ``law.instruments.model.Clause``. Semantics 17 to 21."""

from __future__ import annotations

from habeas.core.duration import read_duration
from habeas.core.errors import nearest
from habeas.core.finding import OUTCOMES
from habeas.core.located import Node
from habeas.law.instruments.model import Clause
from habeas.law.instruments.reader import Context, valued

KINDS = ("forbids", "requires", "limits", "permits", "any_of")
COUNTS = ("clock", "court_days", "business_days")
EXCLUDED = ("weekends", "holidays")
PER = ("stint", "stay", "consecutive")
CLAUSE_KEYS = frozenset(
    (
        *KINDS,
        *"id when after before within at_least by to failing in_force count excluding per renewable says means".split(),
    )
)


def read_clause(node: Node, context: Context) -> list[Clause]:
    """The clause, and before it the alternatives that it writes out in its own ``any_of``."""
    pairs = node.mapped("a clause", CLAUSE_KEYS)
    if "id" not in pairs:
        raise node.fault("missing-key", "a clause has no id.", "Add `id: SOME-ID`.")
    name = pairs["id"].string("the id of a clause")
    kinds = [kind for kind in KINDS if kind in pairs]
    if len(kinds) != 1:
        raise node.fault(
            "clause-kind", f'the clause "{name}" is of {"no kind" if not kinds else "several kinds"}.',
            f"A clause has exactly one of: {', '.join(KINDS)}."
        )  # fmt: skip
    kind = kinds[0]
    inner: list[Clause] = []
    any_of: list[str] = []
    if kind == "any_of":
        for item in pairs["any_of"].listed("any_of"):
            if item.text is not None:
                any_of.append(item.text)
            else:
                parts = read_clause(item, context)
                inner += parts
                any_of.append(parts[-1].id)
    _check_shape(node, name, kind, set(pairs))

    def condition(key: str):  # type: ignore[no-untyped-def]
        return context.choice(pairs[key], f"{name}.{key}", context.condition) if key in pairs else None

    def duration(key: str):  # type: ignore[no-untyped-def]
        return context.choice(pairs[key], f"{name}.{key}", context.duration) if key in pairs else None

    def word(key: str, allowed: tuple[str, ...]):  # type: ignore[no-untyped-def]
        return context.choice(pairs[key], f"{name}.{key}", lambda given: _one(given, allowed)) if key in pairs else None

    clause = Clause(
        id=name,
        kind=kind,
        condition=condition(kind) if kind != "any_of" else None,
        after=condition("after"),
        before=condition("before"),
        within=duration("within"),
        at_least=duration("at_least"),
        by=context.choice(pairs["by"], f"{name}.by", context.edge) if "by" in pairs else None,
        to=duration("to"),
        any_of=tuple(any_of),
        failing=pairs["failing"].string("failing") if "failing" in pairs else "",
        when=tuple((term, given.string("a meaning")) for term, given in pairs["when"].mapped("when").items())
        if "when" in pairs
        else (),
        in_force=context.in_force(pairs["in_force"], f"{name}.in_force") if "in_force" in pairs else None,
        count=word("count", COUNTS),
        excluding=context.choice(pairs["excluding"], f"{name}.excluding", _excluded) if "excluding" in pairs else None,
        per=word("per", PER),
        renewable=valued(pairs["renewable"], read_duration) if "renewable" in pairs else None,
        says=_says(pairs["says"]) if "says" in pairs else {},
        means=pairs["means"].string("means") if "means" in pairs else "",
        line=node.line,
    )
    return [*inner, clause]


def _one(node: Node, allowed: tuple[str, ...]) -> str:
    text = node.string("this")
    if text not in allowed:
        raise node.fault("unknown-word", f'"{text}" is not one of {", ".join(allowed)}.', nearest(text, allowed))
    return text


def _excluded(node: Node) -> tuple[str, ...]:
    items = node.items if node.items is not None else (node,)
    return tuple(word for word in (_one(item, (*EXCLUDED, "nothing")) for item in items) if word != "nothing")


def _says(node: Node) -> dict[str, str]:
    return {outcome: words.string("says") for outcome, words in node.mapped("says", frozenset(OUTCOMES)).items()}


def _check_shape(node: Node, name: str, kind: str, keys: set[str]) -> None:
    """Each kind of clause has its own companions; a companion of another kind would be silently without effect."""
    if kind == "requires":
        starts = keys & {"after", "before", "failing"}
        if len(starts) > 1 or (not starts and "by" not in keys):
            raise node.fault(
                "clause-shape", f'the clause "{name}" does not say from which act its time runs.',
                "A `requires` clause has one of `after`, `before`, `failing`, or `by` alone."
            )  # fmt: skip
        if "before" not in keys and len(keys & {"within", "by"}) != 1:
            raise node.fault(
                "clause-shape", f'the clause "{name}" does not say by when.', "Add `within: PT24H` or `by: INSTANT`."
            )  # fmt: skip
        return
    if kind == "limits" and "to" not in keys:
        raise node.fault("clause-shape", f'the clause "{name}" has no limit.', "Add `to: PT12H` (a duration).")
    stray = keys & {"after", "before", "failing", "within", "at_least", "by"} | (
        keys & {"to"} if kind != "limits" else set()
    )
    if stray:
        raise node.fault(
            "clause-shape", f'`{min(stray)}` means nothing in the clause "{name}", which {kind} something.',
            "Take it out, or make it a `requires` clause."
        )  # fmt: skip

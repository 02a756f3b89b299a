"""Reading the values of an instrument file: a value, or one value for each meaning of a term named by its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from habeas.core.duration import Duration, read_duration
from habeas.core.edtf import read_instant
from habeas.core.located import Node
from habeas.core.schema import Schema
from habeas.core.values import ValueFault
from habeas.law.instruments.conditions import read_condition
from habeas.law.instruments.model import Choice, Condition, Edge, InForce

T = TypeVar("T")

Parsed = dict[tuple[str, frozenset[str]], Condition]
FORCE_KEYS = frozenset(("from", "until", "except"))


def valued(node: Node, read: Callable[[str], T]) -> T:
    """Read one value; a fault in it is given the file and the line."""
    text = node.string("this")
    try:
        return read(text)
    except ValueFault as error:
        raise node.fault(error.code, error.what, error.mend) from error


@dataclass
class Context:
    """What a reader of one instrument knows; ``inline`` collects the terms that are named by their place.

    ``parsed`` keeps conditions by their text and the terms that may stand in them: a thousand orders have few.
    """

    schema: Schema
    zone: str
    about: int
    terms: frozenset[str]
    inline: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parsed: Parsed = field(default_factory=dict)

    def condition(self, node: Node) -> Condition:
        return valued(node, self._parsed)

    def _parsed(self, text: str) -> Condition:
        key = (text, self.terms)
        if key not in self.parsed:
            self.parsed[key] = read_condition(text, self.schema, self.terms)
        return self.parsed[key]

    def duration(self, node: Node) -> Duration:
        return valued(node, read_duration)

    def edge(self, node: Node) -> Edge:
        if node.pairs is not None:
            pairs = node.mapped("an end of a time in force", frozenset({"after"}))
            return Edge(after=self.duration(pairs["after"]))
        text = node.string("an end of a time in force")
        if text.startswith("act:"):
            return Edge(act=text)
        return Edge(instant=valued(node, lambda given: read_instant(given, self.zone, self.about)))

    def choice(self, node: Node, path: str, read: Callable[[Node], T]) -> Choice[T]:
        """A value, or a mapping meaning -> value that makes ``path`` a term (semantics 16)."""
        if node.pairs is None or set(node.pairs) == {"after"}:
            return Choice(None, {"": read(node)})
        if not node.pairs:
            raise node.fault("term-without-meanings", f'the term "{path}" has no meanings.', "Write meaning: value.")
        self.inline[path] = tuple(node.pairs)
        return Choice(path, {meaning: read(given) for meaning, given in node.pairs.items()})

    def in_force(self, node: Node | None, path: str) -> InForce:
        if node is None:
            return InForce()
        pairs = node.mapped(path, FORCE_KEYS)
        excepted = []
        for number, item in enumerate(pairs["except"].listed("except") if "except" in pairs else (), 1):
            inner = item.mapped("an exception", frozenset({"from", "until"}))
            where = f"{path}.except.{number}"
            excepted.append(
                (self._end(inner.get("from"), f"{where}.from"), self._end(inner.get("until"), f"{where}.until"))
            )
        start = self._end(pairs.get("from"), f"{path}.from")
        return InForce(start, self._end(pairs.get("until"), f"{path}.until"), tuple(excepted))

    def _end(self, node: Node | None, path: str) -> Choice[Edge] | None:
        return None if node is None else self.choice(node, path, self.edge)

"""Any condition, as SQL has it -> ``law.instruments.model.Condition``, or a fault with its place.

Parsed by sqlglot and then limited (semantics 14): comparisons, ``IN``, ``AND OR NOT``, ``IS [NOT] TRUE``,
literals, ``TIMESTAMP '...'``, ``TRUE``, ``FALSE`` and ``within(place, 'place:x')``. Anything else of SQL is
refused with its place. ``IS NULL`` is not offered: that nobody said is not a fact.
"""

from __future__ import annotations

import re

import sqlglot
from sqlglot import exp

from habeas.core.errors import nearest
from habeas.core.schema import Schema
from habeas.core.values import ValueFault
from habeas.law.instruments.condition_paths import canonical, last_property, steps_of
from habeas.law.instruments.model import All, Any, Compare, Condition, Const, Not, Within, Word

_OPERATORS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_ID = re.compile(r"(?<![\w:.])[A-Za-z_]\w*:[\w./-]+")  # `group:g`, where it stands without quotes
_TURNED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def read_sql(text: str, schema: Schema, terms: frozenset[str] = frozenset()) -> Condition:
    """Parse and limit one condition. ``terms`` are the words in dispute that may stand in it.

    Raises ``ValueFault`` with code ``condition-syntax``, ``condition-refused``, ``condition-property``,
    ``condition-not-boolean`` or ``condition-value``; the text names the place in the condition.
    """
    _check_quotes(text)
    try:
        parsed = sqlglot.parse(text, read="duckdb")
    except sqlglot.errors.SqlglotError as error:
        details = getattr(error, "errors", None) or [{}]
        at = details[0].get("col")
        where = f" near character {at}" if at else ""
        raise ValueFault(
            "condition-syntax", f"the condition `{text}` cannot be read{where}.",
            "A condition is an SQL boolean expression such as act.kind = 'departs'."
        ) from error  # fmt: skip
    if len(parsed) != 1 or parsed[0] is None:
        raise ValueFault(
            "condition-refused", f"`{text}` is not one expression.", "Write one boolean expression, without semicolons."
        )
    return _Reader(text, schema, terms).condition(parsed[0])


def _check_quotes(text: str) -> None:
    """A colon means something of its own to SQL: an id without quotes is found before anything is parsed."""
    bare = _ID.search(_QUOTED.sub(lambda found: " " * len(found[0]), text))
    if bare is not None:
        raise _unquoted(bare[0], f" at character {bare.start() + 1}", text)


def _unquoted(value: str, where: str, text: str) -> ValueFault:
    return ValueFault(
        "condition-refused",
        f"`{value}`{where} in `{text}` stands without quotes.",
        f"Put the value in quotes: '{value}'.",
    )


class _Reader:
    def __init__(self, text: str, schema: Schema, terms: frozenset[str]) -> None:
        self.text, self.schema, self.terms = text, schema, terms

    def condition(self, node: exp.Expr) -> Condition:
        """The boolean expression ``node``; whatever is not one is refused."""
        if isinstance(node, exp.Paren):
            return self.condition(node.this)
        if isinstance(node, exp.And):
            return All(tuple(self.condition(part) for part in node.flatten()))
        if isinstance(node, exp.Or):
            return Any(tuple(self.condition(part) for part in node.flatten()))
        if isinstance(node, exp.Not):
            return Not(self.condition(node.this))
        if isinstance(node, exp.Boolean):
            return Const(bool(node.this))
        if isinstance(node, exp.Is):
            return self._is(node)
        if isinstance(node, exp.NEQ):
            self._check_time(node, node.this, node.expression)
            return Not(self._compare(node, node.this, node.expression, "="))
        if type(node) in _OPERATORS:
            return self._compare(node, node.this, node.expression, _OPERATORS[type(node)])
        if isinstance(node, exp.In):
            return self._in(node)
        if isinstance(node, exp.Anonymous) and node.name.lower() == "within":
            return self._within(node)
        if isinstance(node, exp.Column):
            return self._word(node)
        if isinstance(node, exp.Literal):
            raise ValueFault(
                "condition-not-boolean",
                f"`{node.sql()}` in `{self.text}` is a value, and a condition is true or false.",
                "Compare a property with it: act.kind = 'departs'."
            )  # fmt: skip
        raise self._refused(node)

    def _is(self, node: exp.Is) -> Condition:
        # In a world every condition is true or false, so IS TRUE adds nothing; NULL never comes up.
        if isinstance(node.expression, exp.Boolean) and node.expression.this:
            return self.condition(node.this)
        if isinstance(node.expression, exp.Null):
            raise ValueFault(
                "condition-refused", f"`{node.sql()}` asks whether nobody said so, and that is not a fact.",
                "Ask for what somebody must have said, or leave it out: a gap gives `undetermined`."
            )  # fmt: skip
        raise self._refused(node)

    def _in(self, node: exp.In) -> Condition:
        if not node.expressions:
            raise self._refused(node)
        self._check_time(node, node.this, node.expressions[0])
        return Any(tuple(self._compare(node, node.this, item, "=") for item in node.expressions))

    def _check_time(self, node: exp.Expr, left: exp.Expr, right: exp.Expr) -> None:
        """Semantics 6: a time is compared by ``= < <= > >=`` only."""
        if not isinstance(left, exp.Column):
            left, right = right, left
        if isinstance(left, exp.Column) and self._kind(path := self._path(left)) == "instant":
            said = right.this if isinstance(right, exp.Cast) else right
            one = f"{'.'.join(path)} = {'TIMESTAMP ' if said is not right else ''}{said.sql()}"
            raise ValueFault(
                "condition-refused",
                f"`{'.'.join(path)}` in `{self.text}` is a time, which is compared by =, <, <=, > and >= only.",
                f"Write NOT ({one})." if isinstance(node, exp.NEQ) else f"Write {one}, with OR between several."
            )  # fmt: skip

    def _compare(self, node: exp.Expr, left: exp.Expr, right: exp.Expr, operator: str) -> Condition:
        """``node`` is where the comparison stands."""
        if isinstance(right, exp.Column) and not isinstance(left, exp.Column):
            left, right, operator = right, left, _TURNED[operator]
        if not isinstance(left, exp.Column):
            raise self._refused(node)
        path = self._path(left)
        kind = self._kind(path)
        literal = self._literal(right, path)
        if operator != "=" and kind not in ("instant", "quantity", "money"):
            raise ValueFault(
                "condition-refused", f"`{node.sql()}`: {'.'.join(path)} has no order, so `{operator}` says nothing.",
                "Use = , <> or IN."
            )  # fmt: skip
        return Compare(path, operator, literal)

    def _literal(self, node: exp.Expr, path: tuple[str, ...]) -> str:
        if isinstance(node, exp.Literal):
            text = str(node.this)
        elif isinstance(node, exp.Boolean):
            text = "true" if node.this else "false"
        elif isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal) and "TIMESTAMP" in str(node.to).upper():
            text = str(node.this.this)
        elif isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal):
            text = f"-{node.this.this}"
        elif isinstance(node, exp.Column) and len(node.parts) == 1:
            place = node.this.meta.get("start")
            where = f" at character {place + 1}" if place is not None else ""
            raise _unquoted(node.name, where, self.text)
        else:
            raise self._refused(node)
        return canonical(text, path, self.schema, self.text)

    def _within(self, node: exp.Anonymous) -> Condition:
        parts = node.expressions
        if len(parts) != 2 or not isinstance(parts[0], exp.Column) or not isinstance(parts[1], exp.Literal):
            raise self._refused(node)
        path = self._path(parts[0], needs="place")
        place = str(parts[1].this)
        if not place.startswith("place:"):
            raise ValueFault("condition-value", f"`{place}` in `{self.text}` is not a place.", "Write 'place:...'.")
        return Within(path, place)

    def _word(self, node: exp.Column) -> Condition:
        if len(node.parts) == 1:
            if node.name in self.terms:
                return Word(node.name)
            raise ValueFault(
                "condition-property",
                f"`{node.name}` in `{self.text}` is neither a property nor a term of this instrument.",
                nearest(node.name, [*self.terms, *self.schema.properties])
            )  # fmt: skip
        path = self._path(node)
        if self._kind(path) == "flag":
            return Compare(path, "=", "true")
        raise ValueFault(
            "condition-not-boolean", f"`{node.sql()}` in `{self.text}` is not true or false by itself.",
            "Compare it with a value: act.kind = 'departs'."
        )  # fmt: skip

    def _path(self, node: exp.Column, needs: str = "") -> tuple[str, ...]:
        """``act.from.kind`` -> ("act", "from", "kind"); every step must be a property of what stands before it."""
        path = tuple(part.name for part in node.parts)
        if len(path) == 1 and needs == "place" and path[0] == "place":
            return path
        for first, second in steps_of(path):
            name = f"{first}.{second}"
            if name not in self.schema.properties:
                raise ValueFault(
                    "condition-property", f"unknown property `{name}` in `{self.text}`.",
                    nearest(name, [*self.schema.properties, *self.terms])
                )  # fmt: skip
        if needs and needs not in self.schema.properties[".".join(last_property(path))].entities:
            raise ValueFault("condition-property", f"`{'.'.join(path)}` in `{self.text}` is not a place.")
        return path

    def _kind(self, path: tuple[str, ...]) -> str:
        return self.schema.properties[".".join(last_property(path))].kinds[0]

    def _refused(self, node: exp.Expr) -> ValueFault:
        place = next((found.meta["start"] + 1 for found in node.walk() if "start" in found.meta), None)
        where = f" at character {place}" if place else ""
        return ValueFault(
            "condition-refused", f"`{node.sql(dialect='duckdb')}`{where} in `{self.text}` is not part of a condition.",
            "Only comparisons, IN, AND, OR, NOT, IS TRUE, literals and within(...) are."
        )  # fmt: skip

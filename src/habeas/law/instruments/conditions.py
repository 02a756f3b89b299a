"""Text of a condition -> ``law.instruments.model.Condition``: SQL boolean expressions over the documented properties.

What nearly all conditions are made of is read here in one pass: words in quotes compared by ``=``, ``<>`` and ``IN``,
``within(place, 'place:x')``, flags, words in dispute, ``AND``, ``OR``, ``NOT`` and brackets. Whatever else there is,
and every fault, is left to ``conditions_sql``, whose parser takes longer to load than a thousand orders take to be
read; where this module reads a condition, both read the same.
"""

from __future__ import annotations

import re

from habeas.core.schema import Schema
from habeas.core.values import ValueFault
from habeas.law.instruments.condition_paths import canonical, last_property, steps_of
from habeas.law.instruments.model import All, Any, Compare, Condition, Not, Within, Word

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|'(?P<said>(?:[^'\\]|'')*)'(?!')|(?P<sign>[(),=]|<>)|$)",
    re.ASCII,
)
# words that mean something of their own to SQL
_OF_SQL = frozenset(
    "alter analyze and any as attach begin between cache call case comment commit connect connect_by_root copy create "
    "cross current_catalog current_date current_time current_timestamp current_user delete desc describe detach "
    "disconnect distinct drop else except execute explain false fetch for force from glob grant having if ilike in "
    "inner insert install intersect into is join kill lateral like load localtime localtimestamp map merge not "
    "notnull null on only optimize or outer partitioned_by pivot pivot_wider positional pragma prepare qualify regexp "
    "rename reset returning revoke rlike rollback select session_user set show summarize tablesample then true "
    "truncate uncache union unpivot update use using vacuum values when where with within xor".split()
)
_LONGEST_PATH = 4  # steps; SQL has no longer name of a column


def read_condition(text: str, schema: Schema, terms: frozenset[str] = frozenset()) -> Condition:
    """Parse and limit one condition. ``terms`` are the words in dispute that may stand in it.

    Raises ``ValueFault`` with code ``condition-syntax``, ``condition-refused``, ``condition-property``,
    ``condition-not-boolean`` or ``condition-value``; the text names the place in the condition.
    """
    try:
        return _Plain(text, schema, terms).whole()
    except (_NotPlain, ValueFault, RecursionError):
        from habeas.law.instruments.conditions_sql import read_sql

        return read_sql(text, schema, terms)


class _NotPlain(Exception):
    """The condition is left to the whole parser."""


class _Plain:
    """``_tokens``: (kind of token, its text), with ``("end", "")`` at last."""

    def __init__(self, text: str, schema: Schema, terms: frozenset[str]) -> None:
        self.text, self.schema, self.terms = text, schema, terms
        self._tokens: list[tuple[str, str]] = []
        self._at = 0
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise _NotPlain
            at, kind = found.end(), found.lastgroup
            if kind is not None:
                self._tokens.append((kind, found[kind]))
        self._tokens.append(("end", ""))

    def whole(self) -> Condition:
        found = self._any()
        self._take("end")
        return found

    def _take(self, kind: str, text: str = "") -> str:
        """The next token, which must be of that kind, and of that text where one is given."""
        token = self._tokens[self._at]
        if token[0] != kind or (text and token[1] != text):
            raise _NotPlain
        self._at += 1
        return token[1]

    def _keyword(self, word: str) -> bool:
        kind, text = self._tokens[self._at]
        found = kind == "path" and text.upper() == word
        self._at += found
        return found

    def _sign(self, sign: str) -> bool:
        found = self._tokens[self._at] == ("sign", sign)
        self._at += found
        return found

    def _any(self) -> Condition:
        parts = [self._all()]
        while self._keyword("OR"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _all(self) -> Condition:
        parts = [self._not()]
        while self._keyword("AND"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _not(self) -> Condition:
        if self._keyword("NOT"):
            return Not(self._not())
        if self._sign("("):
            found = self._any()
            self._take("sign", ")")
            return found
        if self._keyword("WITHIN"):
            return self._within()
        return self._compared()

    def _within(self) -> Condition:
        self._take("sign", "(")
        path = self._path(needs="place")
        self._take("sign", ",")
        place = self._said()
        self._take("sign", ")")
        if not place.startswith("place:"):
            raise _NotPlain
        return Within(path, place)

    def _compared(self) -> Condition:
        kind, text = self._tokens[self._at]
        if kind == "path" and text in self.terms and text.lower() not in _OF_SQL:
            self._at += 1
            return Word(text)
        path = self._path()
        if self._sign("="):
            return self._equal(path)
        known = self.schema.properties[".".join(last_property(path))].kinds[0]
        if known == "instant":
            raise _NotPlain
        if self._sign("<>"):
            return Not(self._equal(path))
        if self._keyword("IN"):
            self._take("sign", "(")
            found = [self._equal(path)]
            while self._sign(","):
                found.append(self._equal(path))
            self._take("sign", ")")
            return Any(tuple(found))
        if known != "flag":
            raise _NotPlain
        return Compare(path, "=", "true")

    def _equal(self, path: tuple[str, ...]) -> Condition:
        return Compare(path, "=", canonical(self._said(), path, self.schema, self.text))

    def _said(self) -> str:
        return self._take("said").replace("''", "'")

    def _path(self, needs: str = "") -> tuple[str, ...]:
        """A path of known properties; ``needs`` is the type of subject that it must lead to."""
        path = tuple(self._take("path").split("."))
        if needs and path == (needs,):
            return path
        if not 1 < len(path) <= _LONGEST_PATH:
            raise _NotPlain
        properties = self.schema.properties
        if any(f"{head}.{step}" not in properties for head, step in steps_of(path)):
            raise _NotPlain
        if needs and needs not in properties[".".join(last_property(path))].entities:
            raise _NotPlain
        return path

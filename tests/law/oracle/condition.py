"""A recursive-descent parser of conditions (semantics 6 and 14), and nothing else of SQL.

In: the text of a condition. Out: a tree of tuples, the first member of each saying which kind it is:
`("and", a, b)` `("or", a, b)` `("not", a)` `("is", a, wanted)` `("const", bool)` `("word", name)`
`("flag", path)` `("cmp", path, op, literal)` `("within", path, place)`. A literal is a string, a moment (int) or
a bool. `IN` is `OR` of equals, `<>` is `NOT =`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .text import read_moment

Node = tuple[Any, ...]
_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(<>|<=|>=|[=<>(),])|([A-Za-z_][A-Za-z0-9_.-]*))")
_OPS = ("=", "<>", "<", "<=", ">", ">=")


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of one condition."""
    tokens = _tokens(text)
    node, at = _or(tokens, 0)
    if at != len(tokens):
        raise ValueError(f"the condition goes on after its end: {text!r}")
    return node


def constants(node: Node) -> list[tuple[str, object]]:
    """Every (path, literal) compared in it; `("", name)` for a word that stands for another condition."""
    kind = node[0]
    if kind in ("and", "or"):
        return constants(node[1]) + constants(node[2])
    if kind in ("not", "is"):
        return constants(node[1])
    if kind == "cmp":
        return [(node[1], node[3])]
    if kind == "within":
        return [(node[1], node[2])]
    if kind == "flag":
        return [(node[1], True)]
    return [("", node[1])] if kind == "word" else []


def _tokens(text: str) -> list[str]:
    out, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"no condition: {text!r} at {at}")
        out.append(match.group().strip())
        at = match.end()
    return out


def _or(tokens: list[str], at: int) -> tuple[Node, int]:
    node, at = _and(tokens, at)
    while _is(tokens, at, "OR"):
        right, at = _and(tokens, at + 1)
        node = ("or", node, right)
    return node, at


def _and(tokens: list[str], at: int) -> tuple[Node, int]:
    node, at = _not(tokens, at)
    while _is(tokens, at, "AND"):
        right, at = _not(tokens, at + 1)
        node = ("and", node, right)
    return node, at


def _not(tokens: list[str], at: int) -> tuple[Node, int]:
    if _is(tokens, at, "NOT"):
        node, at = _not(tokens, at + 1)
        return ("not", node), at
    node, at = _primary(tokens, at)
    while _is(tokens, at, "IS"):
        wanted = not _is(tokens, at + 1, "NOT")
        at += 1 if wanted else 2
        if not _is(tokens, at, "TRUE"):
            raise ValueError("IS is followed by TRUE or NOT TRUE")
        node, at = ("is", node, wanted), at + 1
    return node, at


def _primary(tokens: list[str], at: int) -> tuple[Node, int]:
    token = tokens[at]
    if token == "(":
        node, at = _or(tokens, at + 1)
        return node, _expect(tokens, at, ")")
    if token.upper() in ("TRUE", "FALSE"):
        return ("const", token.upper() == "TRUE"), at + 1
    if token == "within":
        at = _expect(tokens, at + 1, "(")
        path = tokens[at]
        at = _expect(tokens, at + 1, ",")
        return ("within", path, _string(tokens[at])), _expect(tokens, at + 1, ")")
    if "." not in token:
        return ("word", token), at + 1
    negated = _is(tokens, at + 1, "NOT") and _is(tokens, at + 2, "IN")
    if negated or _is(tokens, at + 1, "IN"):
        node, at = _in(token, tokens, at + (3 if negated else 2))
        return (("not", node) if negated else node), at
    if at + 1 < len(tokens) and tokens[at + 1] in _OPS:
        literal, end = _literal(tokens, at + 2)
        if tokens[at + 1] == "<>":
            return ("not", ("cmp", token, "=", literal)), end
        return ("cmp", token, tokens[at + 1], literal), end
    return ("flag", token), at + 1


def _in(path: str, tokens: list[str], at: int) -> tuple[Node, int]:
    at = _expect(tokens, at, "(")
    literal, at = _literal(tokens, at)
    node: Node = ("cmp", path, "=", literal)
    while tokens[at] == ",":
        literal, at = _literal(tokens, at + 1)
        node = ("or", node, ("cmp", path, "=", literal))
    return node, _expect(tokens, at, ")")


def _literal(tokens: list[str], at: int) -> tuple[object, int]:
    token = tokens[at]
    if token.upper() == "TIMESTAMP":
        return read_moment(_string(tokens[at + 1]).replace(" ", "T")), at + 2
    if token.upper() in ("TRUE", "FALSE"):
        return token.upper() == "TRUE", at + 1
    return _string(token), at + 1


def _string(token: str) -> str:
    if not token.startswith("'"):
        raise ValueError(f"a quoted text is expected, not {token!r}")
    return token[1:-1].replace("''", "'")


def _is(tokens: list[str], at: int, word: str) -> bool:
    return at < len(tokens) and tokens[at].upper() == word


def _expect(tokens: list[str], at: int, sign: str) -> int:
    if at >= len(tokens) or tokens[at] != sign:
        raise ValueError(f"{sign!r} is expected in {tokens!r}")
    return at + 1

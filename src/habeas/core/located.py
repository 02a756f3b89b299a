"""YAML with its places: every value keeps the line on which it was written, and stays the text that was written.

YAML 1.1 would turn ``no``, ``12:30`` and ``2025-03-15`` into other things; here a scalar is always a string, and
whoever knows the key reads it. A key that stands twice is a fault, not a silent overwrite.
"""

from __future__ import annotations

from typing import NamedTuple

import yaml

from habeas.core.errors import Fault, InputError, nearest

_READER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_READER):  # type: ignore[misc]
    """Asks of no value what type it could be: all stay text."""

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def resolve(self, *_: object) -> str:
        return ""


class Node(NamedTuple):
    """One value of a YAML file. Exactly one of ``text``, ``items`` and ``pairs`` is not None.

    ``keys`` holds the line of each key of ``pairs``. ``quoted`` tells ``'TRUE'`` from ``TRUE``.
    """

    file: str
    line: int
    text: str | None = None
    items: tuple[Node, ...] | None = None
    pairs: dict[str, Node] | None = None
    keys: dict[str, int] | None = None
    quoted: bool = False

    def fault(self, code: str, what: str, mend: str = "") -> InputError:
        return InputError(Fault(code, what, mend, file=self.file, line=self.line))

    def string(self, what: str) -> str:
        if self.text is None:
            raise self.fault("wrong-shape", f"{what} is a {self.shape}, and a single value is expected.")
        return self.text

    def listed(self, what: str) -> tuple[Node, ...]:
        if self.items is None:
            raise self.fault("wrong-shape", f"{what} is a {self.shape}, and a list is expected.")
        return self.items

    def mapped(self, what: str, allowed: frozenset[str] | None = None) -> dict[str, Node]:
        """The pairs; with ``allowed``, any other key is a fault that names the nearest."""
        if self.pairs is None:
            raise self.fault("wrong-shape", f"{what} is a {self.shape}, and a mapping is expected.")
        if allowed is not None and self.keys is not None and not allowed.issuperset(self.keys):
            faults = [
                Fault("unknown-key", f'unknown key "{key}" in {what}.', nearest(key, allowed), self.file, line=line)
                for key, line in self.keys.items()
                if key not in allowed
            ]
            raise InputError(faults)
        return self.pairs

    @property
    def shape(self) -> str:
        return "single value" if self.text is not None else "list" if self.items is not None else "mapping"


def read_documents(text: str, file: str) -> tuple[Node, ...]:
    """All documents of one YAML text. Raises ``InputError`` with file and line for what YAML cannot read."""
    try:
        return tuple(_node(root, file) for root in yaml.compose_all(text, Loader=_Loader) if root is not None)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            Fault("bad-yaml", f"this is not YAML: {error.problem or error}.",
                  "Look for a missing quote, bracket or space after a colon.", file,
                  line=mark.line + 1 if mark else None)
        ) from error  # fmt: skip
    except yaml.YAMLError as error:
        raise InputError(Fault("bad-yaml", f"this is not YAML: {error}.", file=file)) from error


def _node(node: yaml.Node, file: str) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Node(file, line, str(node.value), None, None, None, node.style in ("'", '"'))
    if isinstance(node, yaml.SequenceNode):
        return Node(file, line, None, tuple([_node(item, file) for item in node.value]))
    pairs: dict[str, Node] = {}
    keys: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        at = key_node.start_mark.line + 1
        if key in pairs:
            raise InputError(
                Fault("doubled-key", f'the key "{key}" stands twice; first on line {keys[key]}.',
                      "Keep one of the two.", file, line=at)
            )  # fmt: skip
        pairs[key] = _node(value_node, file)
        keys[key] = at
    return Node(file, line, None, None, pairs, keys)

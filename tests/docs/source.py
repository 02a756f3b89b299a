"""What the source itself says that documents must mention, read from its syntax tree: codes of faults, keys of YAML."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "habeas"
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
MAKERS = {"Fault": 0, "ValueFault": 0}
ENCODINGS = {"utf-8", "utf-8-sig", "utf-16"}  # kebab-case, and no codes


@dataclass(frozen=True)
class Module:
    name: str
    tree: ast.Module


def modules() -> list[Module]:
    return [
        Module(str(path.relative_to(SRC)), ast.parse(path.read_text(encoding="utf-8"), str(path)))
        for path in sorted(SRC.rglob("*.py"))
    ]


def fault_codes(found: list[Module]) -> dict[str, str]:
    """Each code that a fault can have, with a module that makes it.

    A code is written where the fault is made, or given to a function that has a parameter ``code``, or, where a fault
    is made from a code that came another way (a table of checks, an answer of another process), it is any
    kebab-case word of that module.
    """
    takes = MAKERS | {name: at for module in found for name, at in _takes_code(module.tree)}
    codes: dict[str, str] = {}
    for module in found:
        indirect = False
        for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
            given = _given(call, takes)
            if given is None:
                continue
            literal = [code for code in _literals(given) if KEBAB.fullmatch(code)]
            codes |= dict.fromkeys(literal, module.name)
            indirect = indirect or not (literal or _forwards(given))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Dict):
                for given in _under_code(node):
                    codes |= dict.fromkeys(_literals(given), module.name)
                    indirect = indirect or not (_literals(given) or _forwards(given))
        if indirect:
            codes |= dict.fromkeys(_words(module.tree), module.name)
    return codes


def allowed_keys(found: list[Module]) -> dict[str, str]:
    """Each key that a YAML file of ours may have: whatever set is handed to ``Node.mapped``, with its module."""
    keys: dict[str, str] = {}
    sets = {name: value for module in found for name, value in _constants(module.tree)}
    for module in found:
        for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
            if not (isinstance(call.func, ast.Attribute) and call.func.attr == "mapped"):
                continue
            given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "allowed")]
            for node in given:
                keys |= dict.fromkeys(_strings(node, sets), module.name)
    return keys


def _takes_code(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.posonlyargs + node.args.args if argument.arg != "self"]
            if "code" in names and node.name != "__init__":
                yield node.name, names.index("code")


def _given(call: ast.Call, takes: dict[str, int]) -> ast.expr | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in takes:
        return None
    for word in call.keywords:
        if word.arg == "code":
            return word.value
    return call.args[takes[name]] if len(call.args) > takes[name] else None


def _literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def _forwards(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "code"


def _under_code(node: ast.Dict) -> list[ast.expr]:
    pairs = zip(node.keys, node.values, strict=True)
    return [value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "code"]


def _words(tree: ast.Module) -> list[str]:
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [
        value for value in constants if isinstance(value, str) and KEBAB.fullmatch(value) and value not in ENCODINGS
    ]


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value


def _strings(node: ast.expr, sets: dict[str, ast.expr]) -> list[str]:
    """The strings of a set that may be put together from named sets."""
    out: list[str] = []
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            out.extend(inner.value.split())
        elif isinstance(inner, ast.Name) and inner.id in sets:
            out.extend(_strings(sets[inner.id], sets))
    return out

"""``matter.yaml``: what holds for the whole matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from habeas.core.errors import Fault, InputError
from habeas.core.faults import ValueFault, quoted
from habeas.core.located import Node, read_documents
from habeas.core.schema import Schema, load_schema
from habeas.core.zones import zone_of

FILE = "matter.yaml"
KEYS = frozenset({"id", "title", "question", "zone", "about", "labels", "parties", "codes"})
ABOUT = 10  # minutes on each side of a "~" where the matter does not say; documented with the key

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
_LABEL = re.compile(r"[^\s,;]+")
T = TypeVar("T")


@dataclass(frozen=True)
class Settings:
    id: str
    title: str
    question: str
    zone: str
    about: int
    labels: tuple[str, ...]
    parties: dict[str, str]
    codes: dict[str, tuple[str, ...]]
    schema: Schema


def read_settings(folder: Path) -> Settings:
    """The settings of the matter in the folder. Raises ``InputError`` with every fault of the file."""
    root = _root(folder)
    # a key that is there and left empty says nothing, like one that is not there
    pairs = {key: node for key, node in root.mapped("the matter", KEYS).items() if node.text != "" or node.quoted}
    faults: list[Fault] = []

    def read(key: str, reader: Callable[[Node], T], default: T) -> T:
        if key not in pairs:
            return default
        try:
            return reader(pairs[key])
        except InputError as error:
            faults.extend(error.faults)
            return default

    for key, mend in (("id", "Write a short name, as jgg-v-trump."), ("zone", "Write one, as America/New_York.")):
        if key not in pairs:
            faults.append(Fault("missing-key", f'the key "{key}" is missing.', mend, FILE, line=root.line))
    name = read("id", _id, "")
    none: dict[str, tuple[str, ...]] = {}
    codes = read("codes", _codes, none)
    schema = load_schema()
    try:
        schema = load_schema(codes)
    except ValueFault as fault:
        faults.append(fault.at(FILE, line=pairs["codes"].line))
    settings = Settings(
        id=name,
        title=read("title", lambda node: node.string("title"), name),
        question=read("question", lambda node: node.string("question"), ""),
        zone=read("zone", _zone, "UTC"),
        about=read("about", _about, ABOUT),
        labels=read("labels", _labels, ()),
        parties=read("parties", _parties, {}),
        codes=codes,
        schema=schema,
    )
    if faults:
        raise InputError(faults)
    return settings


def _root(folder: Path) -> Node:
    try:
        text = (folder / FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            Fault("missing-file", f"there is no {FILE} in {folder}.",
                  'Give the folder of a matter, or make one with "habeas init FOLDER".', FILE)
        ) from None  # fmt: skip
    except NotADirectoryError:
        raise InputError(
            Fault("missing-file", f"{folder} is not a folder.", "Give the folder of a matter.", FILE)
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(
            Fault("bad-utf8", f"byte {error.start + 1} of the file is not UTF-8.", "Save the file as UTF-8.", FILE)
        ) from None
    documents = read_documents(text, FILE)
    if not documents:
        raise InputError(Fault("empty-file", "the file is empty.", "It needs at least id and zone.", FILE))
    if len(documents) > 1:
        raise documents[1].fault("wrong-shape", "a second document begins here.", f"{FILE} holds one matter.")
    return documents[0]


def _id(node: Node) -> str:
    text = node.string("id")
    if not _ID.fullmatch(text):
        raise node.fault("bad-id", f"{quoted(text)} is not the id of a matter.", "Write it as jgg-v-trump.")
    return text


def _zone(node: Node) -> str:
    text = node.string("zone")
    try:
        zone_of(text)
    except ValueFault as fault:
        raise node.fault(fault.code, fault.what, fault.mend) from None
    return text


def _about(node: Node) -> int:
    text = node.string("about")
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise node.fault("bad-about", f"{quoted(text)} is not a number of minutes.", "Write one, as about: 10.")
    return int(text)


def _labels(node: Node) -> tuple[str, ...]:
    found = tuple(item.string("a label") for item in node.listed("labels"))
    for text, item in zip(found, node.listed("labels"), strict=True):
        if not _LABEL.fullmatch(text) or text == "public":
            raise item.fault(
                "bad-label", f"{quoted(text)} cannot be a label.",
                'Write one word; "public" is what has no label.',
            )  # fmt: skip
    return tuple(dict.fromkeys(found))


def _parties(node: Node) -> dict[str, str]:
    return {key: value.string("a party") for key, value in node.mapped("parties").items()}


def _codes(node: Node) -> dict[str, tuple[str, ...]]:
    return {
        key: tuple(item.string("a code") for item in value.listed(f"codes of {key}"))
        for key, value in node.mapped("codes").items()
    }

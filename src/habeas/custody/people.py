"""Whose custody counts as that of a person or a group: themselves, the groups that hold them, and their members.

Semantics 10: membership follows ``person.member_of``, ``group.part_of`` and ``person.same_as``, claimed and not
denied, through any chain; what is denied of a group holds of nobody in it. What is claimed and denied does not
count here, and is said.
"""

from __future__ import annotations

from collections.abc import Iterable

from habeas.custody.book import Book
from habeas.custody.model import Reached, Said, Through

_UPWARD = ("person.member_of", "group.part_of")
_SAME = "person.same_as"

Link = tuple[str, Through]  # to whom, and by which claim


def reached(book: Book, subject: str) -> tuple[Reached, ...]:
    """The subject first, then the wholes, the parts, and those in dispute, the shortest chain first in each."""
    above, below = _climb(book, subject, up=True), _climb(book, subject, up=False)
    whole = _upward(book, subject)
    # A member of whom the belonging is denied, here or of a group between, is not counted as one.
    part = {
        member: chain for member, chain in below.items() if member not in whole and subject in _upward(book, member)
    }
    counted = {subject, *whole, *part}
    doubtful = {**_disputed(book, subject), **above, **below}
    disputed = {other: chain for other, chain in doubtful.items() if other not in counted}
    return (
        Reached(subject, "self"),
        *_sorted(Reached(other, "whole", chain) for other, chain in whole.items()),
        *_sorted(Reached(other, "part", chain) for other, chain in part.items()),
        *_sorted(Reached(other, "disputed", chain) for other, chain in disputed.items()),
    )


def _sorted(found: Iterable[Reached]) -> list[Reached]:
    return sorted(found, key=lambda one: (len(one.through), one.id))


def _upward(book: Book, start: str) -> dict[str, tuple[Through, ...]]:
    """Where ``start`` belongs by claims, less what is denied of it or of anything that it is claimed to belong to."""
    cone = _climb(book, start, up=True)
    denied = frozenset(
        said.key
        for node in (start, *cone)
        for name in (*_UPWARD, _SAME)
        for said in _all(book, node, name)
        if said.denied_by
    )
    return _climb(book, start, up=True, avoiding=denied)


def _climb(
    book: Book, start: str, *, up: bool, avoiding: frozenset[str] = frozenset()
) -> dict[str, tuple[Through, ...]]:
    """Everybody at the end of a chain of claims that nobody denies link by link, with the shortest such chain."""
    found: dict[str, tuple[Through, ...]] = {start: ()}
    waiting = [start]
    for node in waiting:
        for other, through in sorted(_links(book, node, up=up), key=lambda link: (link[0], link[1].said.property)):
            claimed = through.said.by and not through.said.denied_by
            if claimed and other not in found and other not in avoiding:
                found[other] = (*found[node], through)
                waiting.append(other)
    del found[start]
    return found


def _links(book: Book, node: str, *, up: bool) -> Iterable[Link]:
    for name in _UPWARD:
        if up:
            yield from ((said.key, Through(node, said)) for said in _all(book, node, name))
        else:
            for member in sorted({claim.subject for claim in book.saying(name, node)}):
                yield from ((member, Through(member, said)) for said in _all(book, member, name) if said.key == node)
    for said in _all(book, node, _SAME):
        yield said.key, Through(node, said)
    for other in sorted({claim.subject for claim in book.saying(_SAME, node)}):
        yield from ((other, Through(other, said)) for said in _all(book, other, _SAME) if said.key == node)


def _all(book: Book, subject: str, name: str) -> tuple[Said, ...]:
    return (*book.values(subject, name), *book.denied(subject, name))


def _disputed(book: Book, subject: str) -> dict[str, tuple[Through, ...]]:
    """Whoever is claimed and denied by one link with the subject."""
    return {
        other: (through,)
        for up in (True, False)
        for other, through in _links(book, subject, up=up)
        if through.said.by and through.said.denied_by
    }

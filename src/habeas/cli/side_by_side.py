"""Work shared between this process and a fork of it, which has all that is in memory here and sends back results only.

For work that no library does in threads (PEP 703 says why). Where a machine has one processor or cannot fork, the work
is done here alone; what a fork that was ended does not bring, too: so nothing is ever missing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.sharedctypes import Synchronized

T = TypeVar("T")
Piece = Callable[[], T]


def side_by_side(pieces: Sequence[Piece[T]], told: Callable[[int], None] = lambda begun: None) -> list[T]:
    """What each piece of work gives, in the order of the pieces. Results of the fork are pickled; ``told`` hears how
    many pieces have been begun.

    This process begins with the first piece and the fork with the last, until they meet: put side by side those pieces
    of which one is easier after the other.
    """
    if len(pieces) < 2 or not can_share():
        return [_told(piece, number, told) for number, piece in enumerate(pieces, 1)]
    import multiprocessing

    sys.stdout.flush()  # else the fork, which has a copy of it, prints what waits there as well
    sys.stderr.flush()
    context = multiprocessing.get_context("fork")
    begun = context.Value("i", 0)
    ours, theirs = context.Pipe(duplex=False)
    last = range(len(pieces) - 1, -1, -1)
    fork = context.Process(target=_send, args=(pieces, last, begun, theirs), daemon=True)
    fork.start()
    theirs.close()
    done = dict(_done(pieces, range(len(pieces)), begun, told))
    with suppress(EOFError, OSError):  # it was ended, or met an error, which shows when it is done here
        done |= ours.recv()
    fork.join()
    return [done[number] if number in done else piece() for number, piece in enumerate(pieces)]


def can_share() -> bool:
    """Whether this machine has a second processor for us, and can fork."""
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _told(piece: Piece[T], number: int, told: Callable[[int], None]) -> T:
    told(number)
    return piece()


def _done(
    pieces: Sequence[Piece[T]], order: Sequence[int], begun: Synchronized[int], told: Callable[[int], None]
) -> Iterator[tuple[int, T]]:
    """The pieces in this order, as far as all that have been begun, here and there, are not yet all there are."""
    for number in order:
        with begun.get_lock():
            if begun.value == len(pieces):
                return
            begun.value = count = begun.value + 1
        yield number, _told(pieces[number], count, told)


def _send(pieces: Sequence[Piece[T]], order: Sequence[int], begun: Synchronized[int], out: Connection) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # of Ctrl-C the parent tells whoever pressed it
    try:
        out.send(dict(_done(pieces, order, begun, lambda begun: None)))
    except Exception:  # noqa: BLE001 - met again where the piece is done over, with nothing between it and the reader
        os._exit(1)

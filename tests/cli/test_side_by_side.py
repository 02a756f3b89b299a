"""Work shared with a fork: all of it done, in order, whatever becomes of the fork; the same bytes as without one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from habeas.cli import side_by_side as shared
from habeas.cli import test as test_command
from habeas.cli.main import main
from habeas.cli.side_by_side import can_share, side_by_side

forks = pytest.mark.skipif(not can_share(), reason="this machine has one processor")


def test_results_come_in_the_order_of_the_pieces() -> None:
    assert side_by_side([partial(pow, number, 2) for number in range(50)]) == [number**2 for number in range(50)]
    assert side_by_side([]) == []


def test_it_is_told_how_far_the_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [partial(pow, number, 2) for number in range(5)]
    heard: list[int] = []
    side_by_side(pieces, heard.append)
    assert heard == sorted(set(heard) & set(range(1, 6)))  # the fork may be quick, and does not say
    monkeypatch.setattr(shared, "can_share", lambda: False)
    heard.clear()
    side_by_side(pieces, heard.append)
    assert heard == [1, 2, 3, 4, 5]


@forks
def test_both_processes_take_part() -> None:
    def piece(_: int) -> int:
        _slowly()
        return os.getpid()

    assert len(set(side_by_side([partial(piece, number) for number in range(40)]))) == 2


@forks
def test_what_an_ended_fork_does_not_bring_is_done_here() -> None:
    here = os.getpid()

    def piece(number: int) -> int:
        _slowly()
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert side_by_side([partial(piece, number) for number in range(20)]) == list(range(20))


@forks
def test_what_a_fork_ended_in_mid_word_does_not_bring_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def send(pieces: object, order: object, begun: object, out: Connection) -> None:
        os.write(out.fileno(), (1000).to_bytes(4, "big") + b"the first of a thousand bytes")
        os._exit(1)

    monkeypatch.setattr(shared, "_send", send)
    assert side_by_side([partial(pow, number, 2) for number in range(5)]) == [0, 1, 4, 9, 16]


def test_an_error_reaches_whoever_asked() -> None:
    def piece(number: int) -> int:
        if number == 19:  # the first that a fork begins with
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match="19"):
        side_by_side([partial(piece, number) for number in range(20)])


@pytest.mark.parametrize("words", [[], ["--json"]], ids=["table", "json"])
def test_the_same_bytes_with_and_without_a_fork(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = str(tmp_path / "m")
    assert main(["demo", matter]) == 0
    capsys.readouterr()
    assert main(["test", matter, *words]) == 0
    alone = capsys.readouterr().out
    began = []

    def counted(pieces: list[shared.Piece[object]], told: Callable[[int], None]) -> list[object]:
        began.append(len(pieces))
        return side_by_side(pieces, told)

    monkeypatch.setattr(test_command, "LARGE", 0)
    monkeypatch.setattr(test_command, "side_by_side", counted)
    assert main(["test", matter, *words]) == 0
    assert capsys.readouterr().out == alone
    assert began[0] > 1


@forks
def test_what_was_printed_before_is_printed_once() -> None:
    script = (
        "from habeas.cli.side_by_side import side_by_side\n"
        "print('before', end='')\n"
        "print(side_by_side([lambda: 1, lambda: 2]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "before[1, 2]\n"


def _slowly() -> None:
    for number in range(20_000):
        hash(str(number))

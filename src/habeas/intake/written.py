"""The one way in which a file is written: whole or not at all, also when the disk is full or the power goes."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from habeas.core.errors import Fault, InputError, UseError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})  # the disk, what one may use of it, the largest file
_SIGNS = ("no space left", "disk full", "out of disk", "file too large", "quota exceeded")


def is_full(error: BaseException) -> bool:
    """Whether an error says that there is no room, as Python, Arrow, DuckDB or a writer of archives says it."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    return any(sign in str(error).lower() for sign in _SIGNS)


def no_space(path: Path) -> InputError:
    """What is said where there is no room for ``path``. Whoever raises it has taken away what was written of it."""
    return InputError(
        Fault("no-space", f"the disk is full: {path.name} could not be written.",
              "Nothing half written was left behind. Make room, and try again.", file=str(path))
    )  # fmt: skip


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes in the place of the file, if there is one, in one step.

    Raises ``InputError`` (``no-space``) where there is no room, and ``UseError`` where the place cannot be written to;
    either way what stood there stays.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a pipe or a terminal: there is nothing to replace
        else:
            _replace(path.resolve(), data)  # what a link leads to, not the link
    except OSError as error:
        if is_full(error):
            raise no_space(path) from error
        raise UseError(f"{path} cannot be written: {error.strerror}.") from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the new name, too, must outlast the power
    finally:
        os.close(folder)

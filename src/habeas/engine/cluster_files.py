"""Files of any file system that Spark knows: what is there, and what a release that lies there says of itself.

In comes a URL (``hdfs://``, ``s3a://``, ``file://``...); only listings and footers are read on the driver, no row.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from py4j.protocol import Py4JError, Py4JJavaError  # type: ignore[import-untyped]
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from habeas.core.errors import Fault, InputError

GAVE_UP = (PySparkException, Py4JError)  # what Spark raises, of its own and from Java
_SAID, _SCHEMA = "habeas", "ARROW:schema"  # keys in a Parquet footer: the release's own, and Arrow's


def exists(session: SparkSession, url: str) -> bool:
    path = _path(session, url)
    return bool(path.getFileSystem(_settings(session)).exists(path))


def release_at(session: SparkSession, url: str) -> tuple[list[str], dict[str, Any], pa.Schema]:
    """The parts of a built release in a folder, what it says of itself, and its schema without that.

    Raises ``InputError`` (``release-not-built``) where no built release lies there.
    """
    folder = _path(session, url)
    system = folder.getFileSystem(_settings(session))
    found = [one.getPath() for one in system.listStatus(folder)] if system.exists(folder) else []
    parts = sorted((path for path in found if _is_part(path.getName())), key=lambda path: str(path.getName()))
    said = _footer(session, parts[0]) if parts else {}
    if _SAID not in said or _SCHEMA not in said:
        raise InputError(
            Fault("release-not-built", f"there is no built release in {url}.",
                  "Copy the parts that `habeas release build MATTER ID` wrote as they are.")
        )  # fmt: skip
    schema = pa.ipc.read_schema(pa.BufferReader(base64.b64decode(said[_SCHEMA])))
    return [str(path) for path in parts], json.loads(said[_SAID]), schema.remove_metadata()


def small(session: SparkSession, files: Sequence[str], most: int) -> bool:
    """Whether every file is at most so many bytes long."""
    paths = [_path(session, file) for file in files]
    return all(path.getFileSystem(_settings(session)).getFileStatus(path).getLen() <= most for path in paths)


@dataclass(frozen=True)
class Piece:
    """Row groups ``first`` to ``last`` (not included) of one file, in which no person is cut."""

    file: str
    first: int
    last: int

    @property
    def local(self) -> str | None:
        """The path of a file that every machine of the cluster sees under the same name; None for any other."""
        found = re.match("file:/+", self.file)
        if found:
            return "/" + self.file[found.end() :]
        return self.file if self.file.startswith("/") else None


def pieces(session: SparkSession, files: Sequence[str], person: str | None, rows: int) -> list[Piece] | None:
    """The files in pieces of at least so many rows, cut between row groups, and never through a person's rows.

    Read off the footers. None where these do not show that rows are sorted by person and no person is in two files.
    Raises ``InputError`` (``release-damaged``) for a file that is not whole.
    """
    found: list[Piece] = []
    before = b""
    for file in files:
        first, size = 0, 0
        with _opened(session, _path(session, file)) as reader:
            blocks = list(reader.getFooter().getBlocks())
            at = None if person is None or not blocks else _position(blocks[0], person)
            for number, block in enumerate(blocks):
                count = int(block.getRowCount())
                between = True
                if person is not None and count:
                    bounds = None if at is None else block.getColumns()[at].getStatistics()
                    if bounds is None or bounds.isEmpty():
                        return None
                    if bounds.getNumNulls() < count:
                        least = bytes(bounds.getMinBytes())
                        between = least > before
                        if least < before or (number == 0 and not between):
                            return None
                        before = bytes(bounds.getMaxBytes())
                if between and size >= rows:
                    found.append(Piece(file, first, number))
                    first, size = number, 0
                size += count
        found.append(Piece(file, first, len(blocks)))
    return found


def _position(block: Any, column: str) -> int | None:
    names = [str(one.getPath().toDotString()) for one in block.getColumns()]
    return names.index(column) if column in names else None


def _is_part(name: str) -> bool:
    return name.startswith("part-") and name.endswith(".parquet")


def _footer(session: SparkSession, path: Any) -> dict[str, str]:
    """The key-value metadata of one Parquet file."""
    with _opened(session, path) as reader:
        said = reader.getFooter().getFileMetaData().getKeyValueMetaData()
        return {key: str(said[key]) for key in (_SAID, _SCHEMA) if said.containsKey(key)}


@contextmanager
def _opened(session: SparkSession, path: Any) -> Iterator[Any]:
    parquet = _jvm(session).org.apache.parquet.hadoop
    try:
        reader = parquet.ParquetFileReader.open(parquet.util.HadoopInputFile.fromPath(path, _settings(session)))
    except Py4JJavaError as error:
        raise InputError(
            Fault("release-damaged", f"the file cannot be read as Parquet ({_first(error)}).",
                  "It may be cut short: delete the folder and build it again.", file=str(path))
        ) from None  # fmt: skip
    try:
        yield reader
    finally:
        reader.close()


def _first(error: Any) -> str:
    return str(error.java_exception.getMessage()).splitlines()[0][:120]


def why(error: Exception) -> str:
    """The line of Spark's many that says what went wrong: of an error of a worker the last, else the first."""
    lines = [line for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    if not any("Traceback" in line for line in lines):
        return lines[0].strip()[:200]
    own = [line for line in lines if not line.startswith((" ", "\t", "JVM stacktrace")) and "SQLSTATE" not in line]
    return own[-1][:200]


def _path(session: SparkSession, url: str) -> Any:
    return _jvm(session).org.apache.hadoop.fs.Path(url)


def _jvm(session: SparkSession) -> Any:
    """Spark's own Java side: its only way to file systems and footers."""
    return session.sparkContext._jvm  # noqa: SLF001


def _settings(session: SparkSession) -> Any:
    return session.sparkContext._jsc.hadoopConfiguration()  # noqa: SLF001

"""Files of any file system that Spark knows: what is there, and what a release that lies there says of itself.

In comes a URL (``hdfs://``, ``s3a://``, ``file://``...); only listings and one footer are read on the driver, no row.
"""

from __future__ import annotations

import base64
import json
from typing import Any

import pyarrow as pa
from pyspark.sql import SparkSession

from habeas.core.errors import Fault, InputError

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


def _is_part(name: str) -> bool:
    return name.startswith("part-") and name.endswith(".parquet")


def _footer(session: SparkSession, path: Any) -> dict[str, str]:
    """The key-value metadata of one Parquet file."""
    parquet = _jvm(session).org.apache.parquet.hadoop
    reader = parquet.ParquetFileReader.open(parquet.util.HadoopInputFile.fromPath(path, _settings(session)))
    try:
        said = reader.getFooter().getFileMetaData().getKeyValueMetaData()
        return {key: str(said[key]) for key in (_SAID, _SCHEMA) if said.containsKey(key)}
    finally:
        reader.close()


def _path(session: SparkSession, url: str) -> Any:
    return _jvm(session).org.apache.hadoop.fs.Path(url)


def _jvm(session: SparkSession) -> Any:
    """Spark's own Java side: its only way to file systems and footers."""
    return session.sparkContext._jvm  # noqa: SLF001


def _settings(session: SparkSession) -> Any:
    return session.sparkContext._jsc.hadoopConfiguration()  # noqa: SLF001

"""A Spark session for one run: on this machine, or on the cluster whose master is named.

It checks first what Spark would only say after minutes, or in a page of Java: that PySpark and Java are there, and that
somebody listens where the master is said to be. Nothing of Spark is imported before that.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.core.errors import Fault, InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HERE = "local[*]"
_PATIENCE = 5.0  # seconds for a master to take a connection
_SCHEME = "spark://"
_LOOPBACK = ("127.", "localhost", "[::1]")


@contextmanager
def spark_session(master: str = "") -> Iterator[SparkSession]:
    """The session that is open already, or a new one on ``master`` (empty: this machine, all its cores).

    A new one is stopped at the end. Raises ``InputError``: ``spark-missing``, ``java-missing``, ``spark-unreachable``.
    """
    check_installed()
    check_reachable(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    from habeas.engine.cluster_files import GAVE_UP, why
    from habeas.engine.cluster_quiet import quiet_start

    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    builder = SparkSession.builder.appName("habeas")
    for name, value in _settings(master).items():
        builder = builder.config(name, value)
    try:
        with quiet_start():
            session = builder.getOrCreate()
    except GAVE_UP as error:
        raise unreachable(master, why(error)) from None
    try:
        yield session
    finally:
        session.stop()


def check_installed() -> None:
    """PySpark and Java are there."""
    if find_spec("pyspark") is None:
        raise InputError(
            Fault(
                "spark-missing", "--engine spark needs PySpark, which is not installed.", "pip install 'habeas[spark]'"
            )
        )
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").exists()):
        raise InputError(
            Fault("java-missing", "--engine spark needs a Java runtime (17 or later), and there is no `java` here.",
                  "Install one, or set JAVA_HOME to where it is.")
        )  # fmt: skip


def check_reachable(master: str) -> None:
    """Of the masters named in a ``spark://`` URL one takes a connection. Other URLs are left to Spark."""
    if not master.startswith(_SCHEME):
        return
    reasons = []
    for place in master.removeprefix(_SCHEME).split(","):
        host, _, port = place.rpartition(":")
        if not host or not port.isdigit():
            raise unreachable(master, f'"{place}" is no host and port')
        try:
            socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
        except (OSError, OverflowError) as error:
            reasons.append(str(getattr(error, "strerror", None) or error))
        else:
            return
    raise unreachable(master, "; ".join(dict.fromkeys(reasons)))


def unreachable(master: str, why: str) -> InputError:
    return InputError(
        Fault("spark-unreachable", f"no Spark could be started on {master or HERE} ({why}).",
              "Start the master and its workers, or correct --master; without it, this machine is used.")
    )  # fmt: skip


def _settings(master: str) -> dict[str, str]:
    """What is not left to Spark's own files: no page, no log but errors, and no door beyond this machine where the
    master is on it.
    """
    told = {
        "spark.master": master or HERE,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
        "spark.log.level": "ERROR",
    }
    if not master or master.startswith("local") or master.removeprefix(_SCHEME).startswith(_LOOPBACK):
        told |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return told

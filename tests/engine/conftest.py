"""Both engines behind one call, so that one test body holds for both; Spark is skipped by name where Java is not."""

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from habeas.engine import duck as duck_engine

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Engine = Callable[..., pa.Table]


@pytest.fixture(scope="session")
def spark() -> "Iterator[SparkSession]":
    """A Spark on this machine with two workers of its own process."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime: make java")
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed: pip install 'habeas[spark]'")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .appName("habeas tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "1g")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="session")
def duck() -> Engine:
    def run(name: str, inputs: dict[str, Any], **parameters: Any) -> pa.Table:
        return duck_engine.run(name, inputs, **parameters).read_all()

    return run


@pytest.fixture(scope="session", params=["duck", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine under test: a call gives the whole result as a table."""
    if request.param == "duck":
        return request.getfixturevalue("duck")  # type: ignore[no-any-return]
    session = request.getfixturevalue("spark")
    from habeas.engine import spark as spark_engine

    def run(name: str, inputs: dict[str, Any], **parameters: Any) -> pa.Table:
        return spark_engine.run(session, name, inputs, **parameters).read_all()

    return run

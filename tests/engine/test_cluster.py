"""A release on a real cluster (a master and two workers of their own, on loopback) gives what one machine gives."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from bench.generate import generate
from habeas.engine import cluster_session, duck
from habeas.release import built
from tests.cli.asking import ask

ROWS, PART, GROUP = 12_000, 3_000, 1_000
CUTOFF = 1_773_187_200_000_000  # the end of 10 March 2026
ROOT = Path(__file__).parents[2]
ORDERS = """\
instrument: rooms
title: Twelve hours in one room after the other
zone: UTC
protects: TRUE
clauses:
  - {id: hold, limits: custody.place.kind = 'hold_room', to: PT12H, per: consecutive}
---
instrument: whole-stays
title: A month in all, from the first stint of a stay to its last
zone: UTC
protects: custody.person.citizenship = 'GTM' OR custody.ground = 'ina_236'
clauses:
  - {id: hold, limits: custody.kind = 'stint', to: P1M, per: stay}
---
instrument: nationals
title: Nobody of one nationality beyond three days
zone: America/Chicago
in_force: {from: 2024-06-01, until: 2025-08-01T12:00}
protects: custody.person.citizenship = 'MEX' OR custody.place.in = 'place:d-ariz'
clauses:
  - {id: hold, limits: custody.kind = 'stint', to: P3D}
  - {id: never, forbids: custody.ground = 'ina_241'}
"""
ONE = """\
instrument: plain
title: Ten days
zone: UTC
protects: custody.ground = 'ina_236'
clauses:
  - {id: hold, limits: custody.kind = 'stint', to: P10D}
"""
# what makes six small Javas start sooner
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A matter, and beside it a release in several parts of several row groups each."""
    folder = tmp_path_factory.mktemp("cluster") / "matter"
    (folder / "instruments").mkdir(parents=True)
    (folder / "matter.yaml").write_text("id: small\ntitle: Small\nzone: UTC\n", encoding="utf-8")
    (folder / "sources.csv").write_text("id,kind,publisher,date,url,label,file,sha256\n", encoding="utf-8")
    (folder / "instruments" / "orders.yaml").write_text(ORDERS, encoding="utf-8")
    (folder / "instruments" / "plain.yaml").write_text(ONE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(built, "PART_ROWS", PART)
        patch.setattr(built, "GROUP_ROWS", GROUP)
        generate(folder.parent / "release", ROWS)
    return folder


def free_port() -> int:
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def started(spark: Path, log: Path, env: dict[str, str], *words: str) -> Iterator[None]:
    """One daemon, ended by its own number."""
    with log.open("wb") as out:
        one = subprocess.Popen(
            [str(spark / "bin" / "spark-class"), *words], env=env, stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
        try:
            yield
        finally:
            one.terminate()
            try:
                one.wait(15)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()


def alive(page: int) -> int:
    try:
        with urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as told:
            return int(json.load(told)["aliveworkers"])
    except (OSError, ValueError):
        return -1


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str], Path]]:
    """The URL of the master, the environment that its drivers run in, and the folder where workers do their work."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime: make java")
    pyspark = pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'habeas[spark]'")
    spark, folder = Path(pyspark.__file__).parent, tmp_path_factory.mktemp("daemons")
    settings = {"spark.executor.memory": "512m", "spark.driver.memory": "512m", "spark.cores.max": "2"}
    settings["spark.hadoop.fs.viewfs.mounttable.default.link./here"] = "file:///"  # a file system that is not this one
    settings |= {f"spark.{side}.extraJavaOptions": QUICK for side in ("driver", "executor")}
    (folder / "spark-defaults.conf").write_text("".join(f"{key} {word}\n" for key, word in settings.items()))
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_CONF_DIR": str(folder), "SPARK_DAEMON_MEMORY": "192m",
           "SPARK_DAEMON_JAVA_OPTS": QUICK, "PYSPARK_PYTHON": sys.executable, "SPARK_HOME": str(spark)}  # fmt: skip
    port, page = free_port(), free_port()
    url = f"spark://127.0.0.1:{port}"
    place = ("--host", "127.0.0.1", "--webui-port")
    with ExitStack() as stack:
        daemon = "org.apache.spark.deploy"
        stack.enter_context(
            started(
                spark, folder / "master.log", env, f"{daemon}.master.Master", *place, str(page), "--port", str(port)
            )
        )
        for name in ("one", "two"):
            words = ("--cores", "1", "--memory", "600m", "--work-dir", str(folder / name), url)
            stack.enter_context(
                started(spark, folder / f"{name}.log", env, f"{daemon}.worker.Worker", *place, "0", *words)
            )
        until = time.monotonic() + 60
        while alive(page) < 2 and time.monotonic() < until:
            time.sleep(0.3)
        assert alive(page) == 2, (folder / "one.log").read_text(errors="replace")[-2000:]
        yield url, env, folder


# One session for all commands: it is the start that takes long.
DRIVER = """\
import json, sys
from habeas.engine.cluster_session import spark_session
from tests.cli.asking import ask
url, commands, files, out, cutoff = json.load(sys.stdin)
with spark_session(url) as session:
    from habeas.engine import spark
    for name in ("stays", "stints"):
        spark.frame(session, name, {"rows": files}, cutoff=cutoff).write.parquet(f"{out}-{name}")
    print(json.dumps([ask("test", *words, "--engine", "spark", "--master", url) for words in commands]))
"""


def asked(matter: Path, release: Path | str, out: Path | str) -> list[str]:
    return [str(matter), "--by", "custody.ground", "--json", "--all", "--release", str(release), "-o", str(out)]


@pytest.fixture(scope="module")
def releases(matter: Path) -> dict[str, Path]:
    """The release as built, and others made of its rows: two parts of each."""
    source = matter.parent / "release"
    files = sorted(source.glob("part-*.parquet"))
    whole = pa.concat_tables([pq.read_table(file) for file in files]).slice(0, 5_000)
    people = whole.column("custody.person").to_pylist()
    cut = next(at for at in range(2_000, 3_000) if people[at] == people[at - 1])
    mixed = whole.take(pc.sort_indices(whole, [("row", "descending"), ("custody.start.earliest", "ascending")]))
    made = {
        "cut": (whole.slice(0, cut), whole.slice(cut)),
        "mixed": (mixed.slice(0, cut), mixed.slice(cut)),
        "lacking": (whole.slice(0, cut), whole.slice(cut + 5).drop_columns(["custody.ground"])),
    }
    found = {"built": source, "sorted": matter.parent / "sorted", "short": matter.parent / "short"}
    for name, parts in {**made, "sorted": (whole,)}.items():
        found[name] = matter.parent / name
        found[name].mkdir()
        for number, part in enumerate(parts):
            pq.write_table(part, found[name] / f"part-{number:05}.parquet", row_group_size=900)
    found["short"].mkdir()
    (found["short"] / files[0].name).write_bytes(files[0].read_bytes())
    (found["short"] / files[1].name).write_bytes(files[1].read_bytes()[:-200])
    found["none"] = matter.parent / "none"
    found["none"].mkdir()
    return found


@pytest.fixture(scope="module")
def answers(
    matter: Path, releases: dict[str, Path], cluster: tuple[str, dict[str, str], Path]
) -> dict[str, tuple[int, str, str]]:
    """Status, output and errors of the command for each release, far away all of them; ``taken``: where the answer for
    another one lies already."""
    url, env, folder = cluster
    commands = {
        name: asked(matter, place.as_uri(), (folder / f"out-{name}").as_uri()) for name, place in releases.items()
    }
    there = f"viewfs:///here{matter.parent}"
    commands["far"] = asked(matter, f"{there}/release", f"{there}/out-far")
    commands["taken"] = asked(matter, releases["built"].as_uri(), folder)
    parts = [path.as_uri() for path in sorted(releases["built"].glob("part-*.parquet"))]
    given = [url, list(commands.values()), parts, (folder / "sql").as_uri(), CUTOFF]
    done = subprocess.run(
        [sys.executable, "-c", DRIVER], input=json.dumps(given), cwd=ROOT, env=env,
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(zip(commands, map(tuple, json.loads(done.stdout)), strict=True))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Findings, sorted by everything that they say."""
    table = pq.read_table(path)
    words = pa.schema([(name, pa.int64() if name == "row" else pa.string()) for name in table.column_names])
    rows: list[dict[str, Any]] = table.cast(words).sort_by([(name, "ascending") for name in words.names]).to_pylist()
    return rows


Answers = dict[str, tuple[int, str, str]]
Cluster = tuple[str, dict[str, str], Path]


@pytest.mark.parametrize(
    ("there", "here"), [("built", "built"), ("far", "built"), ("cut", "sorted"), ("mixed", "sorted")]
)
def test_a_cluster_of_two_workers_finds_what_one_machine_finds(
    matter: Path, releases: dict[str, Path], cluster: Cluster, answers: Answers, tmp_path: Path, there: str, here: str
) -> None:
    """However the rows lie: in parts as built, here or far, with a person cut between two files, in no order at all."""
    status, out, err = ask("test", *asked(matter, releases[here], tmp_path / "here.parquet"))
    assert status == 0, err
    assert answers[there][:2] == (0, out), answers[there][2][-2000:]
    found = rows_of((matter.parent if there == "far" else cluster[2]) / f"out-{there}")
    assert found == rows_of(tmp_path / "here.parquet")
    assert {one["outcome"] for one in found} >= {"breach", "kept", "undetermined"}


@pytest.mark.parametrize("name", ["stays", "stints"])
def test_stays_made_on_the_cluster_are_those_of_one_machine(
    releases: dict[str, Path], cluster: Cluster, answers: Answers, name: str
) -> None:
    assert answers["built"][0] == 0
    here = duck.run(name, {"rows": sorted(releases["built"].glob("part-*.parquet"))}, cutoff=CUTOFF).read_all()
    there = pq.read_table(cluster[2] / f"sql-{name}")
    order = [(column, "ascending") for column in ("file", "sheet", "row")]
    assert there.num_rows == here.num_rows > 1_000
    assert there.column_names == here.column_names
    alike = there.cast(here.schema)  # Spark writes its times without a zone, unless told otherwise
    assert alike.sort_by(order).to_pylist() == here.sort_by(order).to_pylist()


def test_both_workers_take_part_and_each_writes_its_own(cluster: Cluster, answers: Answers) -> None:
    folder = cluster[2]
    assert answers["built"][0] == 0
    assert len(list((folder / "out-built").glob("part-*.parquet"))) > 1
    for worker in ("one", "two"):
        (log,) = (folder / worker).glob("app-*/*/stderr")
        assert "Finished task" in log.read_text(errors="replace"), f"worker {worker} did nothing"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("taken", "a cluster overwrites nothing. Give another name with -o, or delete it. [findings-exist]"),
        ("short", "part-00001.parquet: the file cannot be read as Parquet"),
        ("none", "Copy the parts that `habeas release build MATTER ID` wrote as they are. [release-not-built]"),
        ("lacking", "custody.ground"),
    ],
)
def test_what_cannot_be_tested_is_told_in_a_line(cluster: Cluster, answers: Answers, name: str, said: str) -> None:
    status, out, err = answers[name]
    assert (status, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert not list((cluster[2] / f"out-{name}").glob("part-*"))


def test_what_spark_gives_up_on_names_the_cause(answers: Answers) -> None:
    assert "Spark gave up (" in answers["lacking"][2]
    assert "[spark-failed]" in answers["lacking"][2]


def test_spark_is_asked_for_where_it_is_missing(matter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_session, "find_spec", lambda name: None)
    status, _, err = ask("test", matter, "--release", matter.parent / "release", "--engine", "spark")
    assert status == 1
    assert "PySpark, which is not installed. pip install 'habeas[spark]' [spark-missing]" in err


def test_java_is_asked_for_where_it_is_missing(matter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_session, "find_spec", lambda name: object())
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    status, _, err = ask("test", matter, "--release", matter.parent / "release", "--engine", "spark")
    assert status == 1
    assert "needs a Java runtime (17 or later), and there is no `java` here. Install one, or set JAVA_HOME" in err


@pytest.mark.parametrize(
    ("master", "why"), [("spark://127.0.0.1:{port}", "refused"), ("spark://nobody", "no host and port")]
)
def test_a_master_that_nobody_is_at_is_named(
    matter: Path, monkeypatch: pytest.MonkeyPatch, master: str, why: str
) -> None:
    monkeypatch.setattr(cluster_session, "check_installed", lambda: None)
    url = master.format(port=free_port())
    status, _, err = ask("test", matter, "--release", matter.parent / "release", "--engine", "spark", "--master", url)
    assert status == 1
    assert f"no Spark could be started on {url}" in err
    assert why in err
    assert "[spark-unreachable]" in err


def test_only_a_cluster_writes_to_a_far_place(matter: Path) -> None:
    status, _, err = ask("test", matter, "--release", matter.parent / "release", "-o", "s3a://bucket/findings")
    assert status == 2
    assert "only --engine spark writes there" in err

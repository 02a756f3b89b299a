"""A disk that really fills up: what is said, and that nothing half written is left.

A small disk is mounted in a namespace of its own, which ends with the process; where that is not allowed the tests are
skipped by name, and only those with a limit to the size of a file are run.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from habeas.cli.main import main

MATTER = "id: m\nzone: America/Phoenix\n"
MAPPING = """\
release: r
files: {path: %s}
row: stint
zone: America/Phoenix
properties:
  custody.person: {column: id}
  custody.start: {column: in}
  custody.end: {column: out}
  custody.place: {column: code, codes: facilities}
rules: []
"""
LIMIT = """\
instrument: limit
protects: TRUE
clauses: [{id: twelve, limits: "custody.place.kind = 'hold_room'", to: PT12H, per: stint}]
"""
ROWS = 20_000
DISK = 4_000  # kilobytes
ENDINGS = ("csv", "xlsx", "parquet", "svg", "png")
_MOUNTED = """
mount -t tmpfs -o size={size}k none "{disk}" || exit 77
cp -r "{matter}/." "{disk}" && dd if=/dev/zero of="{disk}/fill" bs=1k count={fill} 2>/dev/null
{python} -m habeas {words}
echo "status $?"
cd "{disk}" && find . -type f -printf '%p %s\\n'
"""
_CAN_MOUNT = (
    shutil.which("unshare") is not None
    and not subprocess.run(
        ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=100k none /mnt"], capture_output=True, check=False
    ).returncode
)
small_disk = pytest.mark.skipif(not _CAN_MOUNT, reason="no small disk can be mounted here")


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A matter with a release that is built, of rows that do not press well."""
    folder = tmp_path_factory.mktemp("matter")
    data = folder.with_name(f"{folder.name}.csv")
    lines = ["id,in,out,code"]
    for at in range(ROWS):
        day = f"2025-01-{at % 28 + 1:02}"
        person = f"{at * 2_654_435_761 % 4_294_967_296:08x}"
        lines.append(f"{person},{day} 00:{at * 7 % 60:02},{day} {at * 13 % 24:02}:59,TUCHOLD")
    data.write_text("\n".join(lines) + "\n")
    (folder / "matter.yaml").write_text(MATTER)
    (folder / "sources.csv").write_text("id,kind\n")
    for name, text in (("releases/r.yaml", MAPPING % data), ("instruments/limit.yaml", LIMIT)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    assert main(["release", "build", str(folder), "r"]) == 0
    return folder


def on_a_full_disk(matter: Path, disk: Path, words: str, *, room: int) -> tuple[str, str, list[str]]:
    """Status, what was said, and the files on the disk, of a command that finds so many kilobytes free."""
    disk.mkdir()
    held = sum((path.stat().st_size // 4096 + 1) * 4 for path in matter.rglob("*") if path.is_file())
    script = _MOUNTED.format(
        size=DISK, disk=disk, matter=matter, fill=DISK - held - room, python=sys.executable, words=words
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    printed = done.stdout.splitlines()
    at = next(at for at, line in enumerate(printed) if line.startswith("status "))
    return printed[at], done.stderr, sorted(line for line in printed[at + 1 :] if not line.startswith("./fill "))


def files(folder: Path) -> list[str]:
    return sorted(
        f"./{path.relative_to(folder).as_posix()} {path.stat().st_size}" for path in folder.rglob("*") if path.is_file()
    )


@small_disk
@pytest.mark.parametrize("room", [40, 200])
def test_a_release_is_built_where_there_is_no_room(matter: Path, tmp_path: Path, room: int) -> None:
    disk = tmp_path / "disk"
    status, said, left = on_a_full_disk(matter, disk, f'release build "{disk}" r', room=room)
    assert (status, left) == ("status 1", files(matter))  # the older build stands as it was
    assert said == (
        f"{disk}/.habeas/releases/r: the disk is full: r could not be written. Nothing half written was left behind. "
        "Make room, and try again. [no-space]\n"
    )


@small_disk
@pytest.mark.parametrize(
    "words",
    [
        "test {matter} --release r --all -o {disk}/found.parquet",
        *(f"count {{matter}} --release r --by day -o {{disk}}/found.{end}" for end in ENDINGS),
        "release codebook {matter} r -o {disk}/found.html",
        "release guess {data} -o {disk}/found.yaml",
    ],
)  # fmt: skip
def test_nothing_is_half_written(matter: Path, tmp_path: Path, words: str) -> None:
    disk = tmp_path / "disk"
    asked = words.format(matter=matter, disk=disk, data=matter.with_name(f"{matter.name}.csv"))
    status, said, left = on_a_full_disk(matter, disk, asked, room=0)
    assert (status, left) == ("status 1", files(matter))
    found = asked.rpartition("-o ")[2]
    assert said.endswith(
        f"{found}: the disk is full: {Path(found).name} could not be written. Nothing half written was left behind. "
        "Make room, and try again. [no-space]\n"
    )


@small_disk
def test_a_made_release_takes_away_what_it_began(matter: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    status, said, left = on_a_full_disk(matter, disk, f"demo --release 5000 {disk}/made", room=100)
    assert (status, left) == ("status 1", files(matter))
    assert f"{disk}/made: the disk is full" in said


# ---- where files may be no larger than so much: everywhere ---------------------------------------------------


@pytest.fixture
def limited(matter: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    def run(words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "habeas", *words.format(matter=matter).split()]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=120, preexec_fn=limit, env=environment
        )

    return run


def test_a_build_over_the_largest_file_allowed(
    matter: Path, limited: Callable[[str], subprocess.CompletedProcess[str]]
) -> None:
    before = files(matter)
    done = limited("release build {matter} r")
    assert (done.returncode, files(matter)) == (1, before)
    assert "the disk is full: r could not be written" in done.stderr


@pytest.mark.parametrize("words", ["test {matter} --release r --all", "count {matter} --release r --by custody.person"])
def test_a_table_over_the_largest_file_allowed(
    tmp_path: Path, limited: Callable[[str], subprocess.CompletedProcess[str]], words: str
) -> None:
    out = tmp_path / "found.parquet"
    done = limited(f"{words} -o {out}")
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr

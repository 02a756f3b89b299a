"""A worker that dies or hangs costs its file, and nothing else."""

import time
from pathlib import Path

import pytest

from habeas.intake import worker


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(worker, "_SCRIPTS", tmp_path)
    (tmp_path / "odd.py").write_text(
        "import json, os, sys, time\n"
        "for path in sys.argv[1:]:\n"
        "    name = os.path.basename(path)\n"
        "    if name == 'dies': os.abort()\n"
        "    if name == 'hangs': time.sleep(60)\n"
        "    print(json.dumps({'name': name}), flush=True)\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_file_in_hand_is_at_fault_and_the_others_are_answered(scripts: Path) -> None:
    answers = worker.ask("odd", [scripts / name for name in ("one", "dies", "two", "dies", "three")])
    assert [answer.get("name", answer.get("code")) for answer in answers] == [
        "one", "stopped-at-limit", "two", "stopped-at-limit", "three",
    ]  # fmt: skip


def test_a_worker_that_hangs_is_stopped(scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_SECONDS", 1)
    began = time.monotonic()
    answers = worker.ask("odd", [scripts / name for name in ("hangs", "after")])
    assert time.monotonic() - began < 10
    assert answers == [
        {"code": "stopped-at-limit", "what": "reading it takes longer than 1 seconds."},
        {"name": "after"},
    ]


def test_hostile_pdfs_are_counted_or_refused(shared: Path) -> None:
    paths = sorted((shared / "hostile" / "generated").glob("*.pdf"))
    answers = dict(zip((path.stem for path in paths), worker.ask("pdf", paths), strict=True))
    assert answers["pdf_count_lie"].get("pages") == 1
    assert answers["polyglot_html"].get("pages") == 1
    assert "code" in answers["pdf_garbage"]
    assert all("code" in answer or answer["pages"] < 100 for answer in answers.values())

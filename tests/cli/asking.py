"""Run a command on a small matter that a test writes."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from habeas.cli.main import main

SHIPPED = Path(__file__).parents[2] / "src" / "habeas" / "matters"
MATTER = "id: small\ntitle: A small matter\nzone: America/New_York\nabout: 5\nlabels: [sealed]\nparties: {}\n"
SOURCES = "id,kind,publisher,date\nlog,log,Jail,2025-03-01\nfiling,filing,Petitioner,2025-03-02\n"
CLAIMS = "subject,property,value,source,locator,speaker,stance,said,label,note,not,pin\n"


def small(folder: Path, claims: str, instruments: Mapping[str, str] | None = None) -> Path:
    """A matter of these claims: ``subject property value source speaker stance [label]``, one a line."""
    for name in ("claims", "events", "instruments"):
        (folder / name).mkdir(parents=True)
    (folder / "matter.yaml").write_text(MATTER, encoding="utf-8")
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    rows = []
    for line in claims.strip().splitlines():
        subject, name, value, source, speaker, stance, *label = line.split()
        rows.append(f'{subject},{name},"{value}",{source},,{speaker},{stance},,{" ".join(label)},,,¶ 7\n')
    (folder / "claims" / "claims.csv").write_text(CLAIMS + "".join(rows), encoding="utf-8")
    for name, text in (instruments or {}).items():
        (folder / "instruments" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def ask(*words: str | Path) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    wide = patch.dict(os.environ, {"COLUMNS": "1000"})  # so that no cell is broken into lines
    with wide, redirect_stdout(out), redirect_stderr(err):
        status = main([str(word) for word in words])
    return status, out.getvalue(), err.getvalue()


def objects(*words: str | Path) -> list[dict[str, object]]:
    """What a command prints with ``--json``."""
    status, out, err = ask(*words, "--json")
    assert status == 0, err
    return [json.loads(line) for line in out.splitlines()]

import json
from pathlib import Path

import pytest

from habeas.cli.main import main
from tests.release.matters import MAPPING, make
from tests.release.test_join import two


def test_who_supplies_which_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two(tmp_path)
    words = ["release", "join", str(tmp_path / "old"), str(tmp_path / "new"), "-o", str(tmp_path / "joined")]
    assert main(words) == 0
    assert (
        capsys.readouterr().out
        == f"""\
month    old  new  supplied by
-------  ---  ---  -----------
2025-01  28   0    old
2025-02  28   0    old
2025-03  28   24   old
2025-04  23   28   new
2025-05  0    28   new
2025-06  0    28   new

168 rows in {tmp_path / "joined"}; 47 set aside, each by name.
Identifiers from old to new: carry over.
"""
    )
    assert main([*words, "--json"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first == {"month": "2025-01", "rows": {"old": 28, "new": 0}, "supplied_by": "old"}


@pytest.mark.parametrize(
    ("words", "message"),
    [(["one"], "two releases are joined, or more"), (["old", "new"], "say where to write: -o FOLDER.")],
)
def test_what_is_used_wrongly(
    tmp_path: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    two(tmp_path)
    assert main(["release", "join", *(str(tmp_path / word) for word in words)]) == 2
    assert message in capsys.readouterr().err


def test_what_is_joined_in_a_matter_is_counted_and_described_by_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path)
    (folder / "releases" / "s.yaml").write_text(MAPPING.replace("release: r", "release: s"))
    assert main(["release", "join", str(folder), "r", "s"]) == 0
    capsys.readouterr()
    assert main(["count", str(folder), "--release", "r+s"]) == 0
    assert "The release r+s records 2 stays" in capsys.readouterr().out
    assert main(["release", "codebook", str(folder), "r+s"]) == 0
    assert "r+s" in capsys.readouterr().out.splitlines()[0]

"""Options that are given again: none is dropped in silence."""

import json
from pathlib import Path

import pytest

from habeas.cli.main import main
from tests.cli.asking import SHIPPED
from tests.release.matters import make

FIRST = str(SHIPPED / "jgg-v-trump")


@pytest.mark.parametrize(
    "words",
    [
        ["test", FIRST, "--instrument", "tro1", "--instrument", "class-order"],
        ["claims", FIRST, "--as-of", "2025-03-16", "--as-of", "2025-03-17"],
        ["release", "look", "file.csv", "-o", "a.html", "--output", "b.html"],
    ],
)
def test_what_takes_one_value_is_not_given_twice(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "is given twice, and takes one value." in capsys.readouterr().err


def test_columns_to_count_by_may_be_given_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["count", str(make(tmp_path)), "--release", "r", "--json"]
    assert main([*asked, "--by", "month", "--by", "custody.place"]) == 0
    found = capsys.readouterr().out
    assert main([*asked, "--by", "month,custody.place"]) == 0
    assert capsys.readouterr().out == found
    (line,) = map(json.loads, found.splitlines())
    assert (line["month"], line["custody.place"]) == ("2025-01", "place:tuchold")

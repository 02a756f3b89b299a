"""Known releases are told by their columns, however these are written."""

from __future__ import annotations

import re
from pathlib import Path

from habeas.core.schema import load_schema
from habeas.release.guess.shapes import load_shapes, names_of, shape_of
from habeas.release.look.names import words_of


def test_shapes_have_the_columns_of_the_reference(shared: Path) -> None:
    text = (shared / "data/reference/columns.md").read_text(encoding="utf-8")
    listed = {
        title: dict(re.findall(r"(?:^|, )([^,*]+) \*(\w+)\*", body))
        for title, body in re.findall(r"^## (.+?) \(\d+\)\n\n(.+)$", text, flags=re.MULTILINE)
    }
    names = {"detention stints": "detention-stints", "removals (July 2025)": "removals"}
    assert len(listed) == 5
    for title, columns in listed.items():
        shape = load_shapes()[names.get(title, title)]
        assert list(shape.columns.items()) == list(columns.items())


def test_a_shape_maps_columns_that_it_has_to_properties_that_there_are() -> None:
    schema = load_schema()
    for shape in load_shapes().values():
        assert set(shape.drop) <= set(shape.columns), shape.id
        for name, entry in shape.properties.items():
            assert entry.get("column", next(iter(shape.columns))) in shape.columns, (shape.id, name)
            if not name.startswith("stay."):
                schema.property(name)


def test_a_shape_is_told_by_most_of_its_columns() -> None:
    columns = [column.lower().replace(" ", "_") for column in load_shapes()["arrests"].columns]
    found = shape_of(columns[:-3])
    assert found is not None
    assert found[0].id == "arrests"
    assert found[1]["Apprehension Date"] == "apprehension_date"
    assert shape_of(columns[:10]) is None
    assert shape_of([*columns, *map(str, range(40))]) is None


def test_names_are_words_as_columns_are_split() -> None:
    assert words_of("bookInDateTime") in names_of()["custody.start"]
    for name, listed in names_of().items():
        assert len(set(listed)) == len(listed), name
        assert all(words_of(" ".join(words)) == words for words in listed), name

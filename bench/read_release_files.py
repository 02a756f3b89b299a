"""The files that the benchmark of readers reads: the shape of a release of stints, values drawn from a fixed seed."""

import random
from pathlib import Path

import duckdb
import xlsxwriter

_KINDS = ("moment", "word", "moment", "day", "word", "number", "word", "word", "id", "word", "year", "word")
_WORDS = (
    "Removed", "Transferred", "b(6), b(7)c", "MEXICO", "GUATEMALA", "", "Male", "Female",
    "PREVIOUSLY ORDERED REMOVED AND ENTERED", "Paroled",
)  # fmt: skip


def workbook(folder: Path, rows: int, columns: int) -> Path:
    """A workbook with six banner rows above its header."""
    path = folder / f"stints-{rows}x{columns}.xlsx"
    if path.exists():
        return path
    drawn = random.Random(5)  # noqa: S311 - keeps no secret
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Detentions")
    moment, day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), book.add_format({"num_format": "m/d/yyyy"})
    for row in range(6):
        sheet.write_string(row, 0, f"banner {row}")
    kinds = [_KINDS[column % len(_KINDS)] for column in range(columns)]
    sheet.write_row(6, 0, [f"{kind} {column}" for column, kind in enumerate(kinds)])
    for row in range(7, rows + 7):
        for column, kind in enumerate(kinds):
            if kind == "moment":
                sheet.write_number(row, column, 45_000 + drawn.randrange(576_000) / 1440, moment)
            elif kind == "day":
                sheet.write_number(row, column, 45_000 + drawn.randrange(400), day)
            elif kind == "number":
                sheet.write_number(row, column, drawn.randrange(100_000) / 100)
            elif kind == "year":
                sheet.write_number(row, column, 1960 + drawn.randrange(40))
            elif kind == "id":
                sheet.write_string(row, column, f"{drawn.getrandbits(160):040x}")
            elif word := _WORDS[drawn.randrange(len(_WORDS))]:
                sheet.write_string(row, column, word)
    book.close()
    return path


def csv_file(folder: Path, rows: int) -> Path:
    """A CSV with quoted cells, blank ones and signs beyond ASCII."""
    path = folder / f"stints-{rows}.csv"
    if path.exists():
        return path
    drawn = "(hash(range * 12 + {}) % {})::BIGINT"
    moment = "strftime(TIMESTAMP '2023-10-01' + to_minutes({}), '%Y-%m-%d %H:%M:%S')"
    moments = [moment.format(drawn.format(place, 500_000)) for place in range(3)]
    duckdb.sql(f"""
        COPY (
            SELECT {moments[0]} AS stay_book_in, {moments[1]} AS book_in,
                CASE WHEN {drawn.format(3, 50)} > 0 THEN {moments[2]} END AS book_out,
                ['TUCHOLD', 'FLO', 'EAZ', 'KRO', 'BTV'][1 + {drawn.format(4, 5)}] AS facility,
                ['Florence, AZ', 'El Paso "SPC"', 'Krome', 'Añasco'][1 + {drawn.format(5, 4)}] AS facility_name,
                ['MEXICO', 'GUATEMALA', 'HONDURAS', 'VENEZUELA', NULL][1 + {drawn.format(6, 5)}] AS country,
                ['Male', 'Female'][1 + {drawn.format(7, 2)}] AS gender, 1960 + {drawn.format(8, 40)} AS birth_year,
                ({drawn.format(9, 100_000)}) / 100 AS hours_held,
                ['Removed', 'Transferred', 'Paroled', NULL][1 + {drawn.format(10, 4)}] AS release_reason,
                'b(6), b(7)c' AS birth_date, sha1(({drawn.format(11, 1_000_000)})::VARCHAR) AS unique_identifier
            FROM range({rows}::BIGINT)
        ) TO '{path}' (HEADER)
    """)  # noqa: S608 - our own numbers
    return path

"""One reader, one file, one process: prints seconds, megabytes at the most, and rows. For ``bench.read_release``."""

import json
import resource
from collections.abc import Callable
from time import perf_counter

from bench.timing import parser

_TIMES = ("stay_book_in", "book_in", "book_out")


def habeas(path: str, times: tuple[str, ...] = ()) -> int:
    import pyarrow as pa

    from habeas.intake.sheets import open_sheets

    rows = 0
    for sheet in open_sheets(path):
        for batch in sheet.batches():
            assert all(batch.column(name).cast(pa.timestamp("us")) for name in times)
            rows += batch.num_rows
    return rows


def openpyxl(path: str) -> int:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(min_row=8, values_only=True))


def calamine(path: str) -> int:
    from python_calamine import CalamineWorkbook

    return sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()) - 7


def _query(path: str, times: tuple[str, ...]) -> str:
    with open(path, encoding="utf-8") as text:  # noqa: PTH123 - a path as it was given
        names = text.readline().strip().split(",")
    columns = ", ".join(f"'{name}': '{'TIMESTAMP' if name in times else 'VARCHAR'}'" for name in names)
    return f"FROM read_csv('{path}', header = true, columns = {{{columns}}})"


def duckdb(path: str, times: tuple[str, ...] = ()) -> int:
    from duckdb import connect

    return sum(batch.num_rows for batch in connect().sql(_query(path, times)).to_arrow_reader(65_536))


def duckdb_table(path: str, times: tuple[str, ...] = ()) -> int:
    from duckdb import connect

    connection = connect()
    connection.execute(f"CREATE TABLE t AS {_query(path, times)}")
    return int(connection.sql("SELECT count(*) FROM t").fetchall()[0][0])


READERS: dict[str, Callable[[str], int]] = {
    "habeas": habeas,
    "habeas-text": habeas,
    "habeas-times": lambda path: habeas(path, _TIMES),
    "openpyxl": openpyxl,
    "calamine": calamine,
    "duckdb-text": duckdb,
    "duckdb-times": lambda path: duckdb(path, _TIMES),
    "duckdb-table-text": duckdb_table,
    "duckdb-table-times": lambda path: duckdb_table(path, _TIMES),
}


if __name__ == "__main__":
    asked = parser("read_release_once", __doc__)
    asked.add_argument("reader", choices=READERS)
    asked.add_argument("file")
    given = asked.parse_args()
    began = perf_counter()
    counted = READERS[given.reader](given.file)
    taken = perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": taken, "megabytes": most, "rows": counted}))

"""A look as one object a sheet, for programs."""

from __future__ import annotations

from habeas.release.look.look import Look, SheetLook


def sheet_object(seen: Look, sheet: SheetLook) -> dict[str, object]:
    """The keys are described in ``docs/reference/counts.md``."""
    return {
        "file": seen.file,
        "sha256": seen.sha256,
        "sheet": sheet.name,
        "header_row": sheet.header_row,
        "older_encoding": sheet.older,
        "banner": list(sheet.banner),
        "rows": sheet.rows,
        "footnotes": sheet.footnotes,
        "columns": [
            {
                "name": column.name,
                "kind": column.kind,
                "blank": column.blank,
                "withheld": column.withheld,
                "distinct": column.distinct,
                "distinct_is_least": column.distinct_is_least,
                "first": column.first or None,
                "last": column.last or None,
                "days": column.days,
                "midnights": column.midnights,
                "midnights_expected": column.midnights_expected,
                "midnights_suspicious": column.suspicious,
                "not_times": column.not_times,
                "forms": list(column.forms),
                "values": [[value, count] for value, count in column.values]
                if column.kind in ("code", "yes or no")
                else [],
                "by_month": [[month, count] for month, count in column.by_month],
            }
            for column in sheet.columns
        ],
        "faults": [{"what": fault.what, "count": fault.count, "rows": list(fault.rows)} for fault in sheet.faults],
    }

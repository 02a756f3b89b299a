"""Page counts and dates of PDF files. Arguments: paths. One line of JSON for each, in their order."""

import json
import logging
import resource
import sys

from pypdf import PdfReader

MEGA = 1 << 20


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (800 * MEGA, 800 * MEGA))
    resource.setrlimit(resource.RLIMIT_CPU, (18, 18))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEGA, MEGA))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(path: str) -> dict[str, object]:
    try:
        reader = PdfReader(path)
        pages = sum(1 for _ in reader.pages)  # walked, since the count that the file states may be a lie
        said = reader.metadata.creation_date if reader.metadata else None
        return {"pages": pages, "date": said.date().isoformat() if said else ""}
    except MemoryError:
        return {"code": "stopped-at-limit", "what": "reading it takes more than 800 MB of memory."}
    except Exception as error:  # noqa: BLE001 - whatever a library raises on what others made: the file is refused with its words
        return {"code": "bad-pdf", "what": f"{type(error).__name__}: {str(error)[:200]}."}


if __name__ == "__main__":
    limit()
    logging.disable(logging.CRITICAL)
    for argument in sys.argv[1:]:
        sys.stdout.write(json.dumps(answer(argument)) + "\n")
        sys.stdout.flush()

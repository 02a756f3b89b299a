"""Make the folder of a new matter: its settings with every key explained, and a table of each kind with its header.

What is made is valid and empty: "habeas check" says so. Nothing that is there already is written over.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from habeas.core.errors import UseError

EXAMPLES = """\
examples:
  habeas init garcia-v-warden
  habeas init garcia-v-warden --zone America/Chicago --title "Garcia v. Warden, No. 4:26-cv-0123 (S.D. Tex.)"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the folder to make")
    parser.add_argument(
        "--zone", default="America/New_York", help="where clocks are read that name no zone (default: %(default)s)"
    )
    parser.add_argument("--title", default="", help="the caption, as it is cited")


def run(args: argparse.Namespace) -> int:
    from habeas.core.values import ValueFault
    from habeas.core.zones import zone_of
    from habeas.intake.blank import blank_files

    folder: Path = args.folder
    try:
        zone_of(args.zone)
    except ValueFault as fault:
        raise UseError(f"--zone: {fault.what} {fault.mend}") from None
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UseError(f"{folder} is there already and is not an empty folder. Give another name.")
    files = blank_files(folder.absolute().name, args.zone, args.title)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    for name in ("sources", "instruments"):
        (folder / name).mkdir(exist_ok=True)
    print(f"{folder}: a new matter.")
    for name in (*files, "sources/", "instruments/"):
        print(f"  {name}")
    print(f"""\
Next:
  habeas add {folder} *.pdf              take in the documents
  habeas add {folder} chronology.xlsx    take in a chronology as you keep it
  habeas check {folder}                  read everything, list every error""")
    return 0

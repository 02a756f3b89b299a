"""The ``habeas`` command: one table of commands, and only the one that is asked for is imported.

Exit status: 0 done; 1 the matter has errors, listed on standard error; 2 used wrongly.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from importlib import import_module
from types import ModuleType

from habeas.cli.options import Once
from habeas.core.errors import HabeasError, UseError

COMMANDS: dict[str, str] = {
    "demo": "copy out a worked matter, check it, print its matrix, write its report",
    "init": "make the folder of a new matter",
    "add": "record rows, take in documents, or take in a spreadsheet",
    "check": "read everything, run every example, list every error",
    "claims": "who says what: the claims, filtered",
    "record": "by what authority: a row for each interval of a custody",
    "test": "every clause on every act under every reading",
    "why": "the reasons of one finding",
    "due": "every duty with when it falls due, and what would settle it",
    "count": "how many, between what is certain and what is possible",
    "report": "one self-contained page of the matter",
    "release": "open a government's data release: guess, check, build, compare",
}
_EPILOG = """\
A first look:
  habeas demo                                 a worked matter in ./jgg-v-trump, with its report
  habeas test jgg-v-trump --by act.carrier    one line for each flight under each reading
  habeas COMMAND --help                       what a command takes, with examples
"""


def parser() -> argparse.ArgumentParser:
    """The parser of the bare command; each command's own parser is made when it is asked for."""
    top = argparse.ArgumentParser(
        prog="habeas",
        description="A ledger of custody and court orders: where is the body, and by what authority?",
        epilog="commands:\n" + "".join(f"  {name:8} {text}\n" for name, text in COMMANDS.items()) + "\n" + _EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="store_true", help="print the version and stop")
    top.add_argument("command", nargs="?", metavar="COMMAND", help="one of the commands below")
    top.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return top


def every_command() -> list[str]:
    """The names of all commands, each command of two words ("release check") after its first."""
    names: list[str] = []
    for name in COMMANDS:
        below = getattr(import_module(f"habeas.cli.{name}"), "SUBCOMMANDS", {})
        names += [name, *(f"{name} {word}" for word in below)]
    return names


def command_parser(name: str) -> argparse.ArgumentParser:
    """The parser of one command, with its examples. A command of two words stands in a folder: ``release.check``."""
    module = _module(name)
    made = argparse.ArgumentParser(
        prog=f"habeas {name}",
        description=module.__doc__,
        epilog=module.EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for action in (None, "store"):
        made.register("action", action, Once)
    module.add_arguments(made)
    return made


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    if argv is None:  # the process is this one command: when it ends, nobody need look through what is left for circles
        atexit.register(gc.freeze)
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] in COMMANDS:
        return run_command(words)
    asked = parser().parse_args(words)
    if asked.version:
        from habeas import __version__

        print(f"habeas {__version__}")
        return 0
    if asked.command is None:
        parser().print_help()
        return 0
    from habeas.core.errors import nearest

    print(f'habeas: no command "{asked.command}". {nearest(asked.command, COMMANDS)}', file=sys.stderr)
    return 2


def _module(name: str) -> ModuleType:
    return import_module(f"habeas.cli.{name.replace(' ', '.')}")


def run_command(words: list[str]) -> int:
    """Run one command by its name and its words."""
    name, given = words[0], words[1:]
    if given and given[0] in getattr(_module(name), "SUBCOMMANDS", {}):
        name, given = f"{name} {given[0]}", given[1:]
    arguments = command_parser(name).parse_args(given)
    collects = gc.isenabled()
    try:
        status: int = _module(name).run(arguments)
        sys.stdout.flush()
        return status
    except UseError as error:
        print(f"habeas {name}: {error}", file=sys.stderr)
        return 2
    except HabeasError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        return _failed(error)
    finally:
        if collects:
            gc.enable()  # a command may do without (``asked``); whoever runs several in one process does not


def _failed(error: OSError) -> int:
    """What is said where the machine gives up: no room, or nobody who reads. Anything else is a mistake of ours."""
    if isinstance(error, BrokenPipeError):  # the reader of a pipe has gone: not an error, and nothing more can be said
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    from habeas.intake.written import is_full

    if not is_full(error):
        raise error
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what was to be printed does not fit, either
    where = f"{error.filename}: " if error.filename else ""
    print(f"{where}the disk is full. Make room, and try again. [no-space]", file=sys.stderr)
    return 1

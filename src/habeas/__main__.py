"""``python -m habeas``: the same as the ``habeas`` command."""

import sys

from habeas.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

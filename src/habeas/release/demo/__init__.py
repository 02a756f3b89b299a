"""A release of nobody: people, stints, arrests and detainers made up, in the shape of the real ones, faults and all.

In come a number of rows and a seed; out goes a folder that is a matter: the files, their mappings, an instrument, and
``truth.json``, which says what was planted where. The same rows and seed give the same bytes. No real person, and no
row of a real release, is in it.
"""

from habeas.release.demo.matter import Made, make

__all__ = ["Made", "make"]

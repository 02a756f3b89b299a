"""The doors of a matter: its files to claims, and nothing else.

In comes a folder (``docs/reference/files.md``); out goes a ``Matter``, or an ``InputError`` that names the file,
the row, the column and the mend of everything that is wrong with it. Checked here: that every cell can be read,
that every source is there and unchanged, that a locator lies within its source and a quote stands in it, that no
chain of names or origins comes back to where it began. What others made (XLSX, PDF) is opened in a throw-away
process. ``documents`` and ``chronology`` take in what is not in a matter's form yet: they show first what they would
write, and write it whole or not at all. Never done here: taking a guess for what was said, joining what a person has
not joined, leaving a row out without a word.
"""

from habeas.intake.matter import Reading, read_matter, read_whole

__all__ = ["Reading", "read_matter", "read_whole"]

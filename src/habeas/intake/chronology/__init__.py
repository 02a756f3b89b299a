"""A chronology as people keep it, to the event rows that it means.

In comes the grid of a spreadsheet (a banner above the header, columns named freely, dates and clock times apart);
out goes a ``Proposal``: which column was taken for what, the rows that would be written, and everything that could
not be told. Nothing is dropped: what has no column goes to the note, what is left out is listed, and what cannot be
told is a fault with its row. Never done here: writing, or taking a word for an act that it may not be.
"""

from habeas.intake.chronology.proposal import Options, Proposal, propose

__all__ = ["Options", "Proposal", "propose"]

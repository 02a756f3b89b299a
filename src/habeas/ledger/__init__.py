"""What has been recorded, and when: one SQLite file in the matter's folder, to which rows are only ever added.

In come the claims of a matter and the moment of recording; out go the claims as they stood at any moment. A row of
the files that changed, or that is gone, is a retraction of what was recorded and a new claim. Checked here: that no
entry is dated before an earlier one, and that the file is a ledger of this form. Never done here: changing or
deleting an entry, reading the files of a matter, leaving a claim out for any other reason than time.
"""

from habeas.ledger.store import Ledger, Recorded

__all__ = ["Ledger", "Recorded"]

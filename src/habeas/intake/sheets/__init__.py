"""Released files as rows of text: delimited text, workbooks and Parquet, of any size, in flat memory.

In comes the path of a file (or standard input); out comes a ``Sheet`` for each table in it: where its header stands,
its columns as they are written, and its rows as Arrow batches of text, each row with the number that a spreadsheet
shows for it. Checked here: that the file is whole and of a kind that can be read, that its encoding is one, that no
row has cells beyond the header's, that no cell holds a formula without a value. A fault stops the reading and names
file and row. Never done here: telling what a column means, turning text into times or numbers, leaving out a row
that has a filled cell.
"""

from habeas.intake.sheets.opening import Spool, is_text, matching, open_sheets
from habeas.intake.sheets.sheet import Footnote, Sheet

__all__ = ["Footnote", "Sheet", "Spool", "is_text", "matching", "open_sheets"]

"""Workbooks of any size, a piece at a time: package, styles and strings first, then rows as they are unpacked.

In comes an XLSX file; out go the cells of its sheets as text in columns, each row with its number. Checked here: that
the package is whole, that what its parts say of each other is there, that no piece of it unpacks to more than a
bound. Never done here: holding a whole sheet, following anything that lies outside of the file, computing a formula.
"""

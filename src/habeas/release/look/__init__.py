"""The state of a file that nobody has mapped yet: its sheets, rows, days covered, share withheld, faults.

In comes a file. Out goes what a screen and a page show of it. It reads every cell and changes nothing.
"""

"""The words of the design as types: instants, durations, values, claims, sources, findings, faults.

In comes text (one cell, one key, one condition's literal) or another of these types; out goes a frozen value, or
a fault that says what was found and how to mend it. Checked here: that one value means something (a date that
exists, a word that the table knows, a locator that fits its medium). Never done here: reading or writing a file
that belongs to a matter, asking the clock, or knowing anything of commands and pages.
"""

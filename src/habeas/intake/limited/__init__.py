"""Scripts that open what others made, each run in a throw-away process by ``habeas.intake.worker``.

They import the standard library and one reading library, never the rest of this package; they limit their own
memory and time before they open anything, and print one line of JSON for each file.
"""

"""Instruments, from their text to what each clause asks under a reading.

In come files of YAML with conditions in SQL. Out go ``model.Instrument``s (``load``), and of a clause and the choice of
meanings the ``resolve.Duty`` that it is. It checks every key, condition, circle and reading, and says what is worth a
look though it is no error (``unsaid``). It never looks at a claim.
"""

"""A government's data release in, its cleaned rows out, with an account of every row.

In come files as they were released and the mapping that says what each column means (``releases/ID.yaml``). Out goes
Parquet with instants, codes and the row each came from. It checks that every column is used or dropped by name,
that every code is known or listed, and that rows in are rows kept and rows set aside by each rule. It drops nothing
silently.
"""

"""The collective SQL: one text for each result, in the part of the language that DuckDB and Spark share.

In come relations by name (``rows`` in the columns of a built release); out goes one relation for each file. Each file
says in its head what it reads, needs and takes. Times are whole microseconds here, lengths too. It never uses an
engine's own randomness, clock, zone or order.
"""

"""Rows of a release in, findings and stays out: where batches come from, and where they run.

In comes the Parquet of a release; ``duck`` runs here, ``spark`` on a cluster, and both call the one kernel of
``habeas.law`` and the one list of collective SQL in ``engine/sql``. It checks that a file is whole before it is read,
and writes a result in one move or not at all. It never holds a rule of law of its own.
"""

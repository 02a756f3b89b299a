"""What changed from one release to the next: columns, codes, zones, rows by month, whether identifiers carry over.

In come two releases, built or as they came. Out go the differences (``compare``). It joins nothing: ``release.join``
does.
"""

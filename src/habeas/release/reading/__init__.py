"""What the cells of a release say, by its mapping: columns of text in, instants, codes and places out.

In come columns as they stand in the file. Out go Arrow columns with the bounds of each instant, and the faults of what
could not be read, by row (``problems``). It checks formats, codes, zones and headers, and never drops a row.
"""

"""What is shown of a release: tables of counts, charts, pages of a file's state, a codebook, prints.

In come counts and what ``habeas.release`` says of a file. Out go HTML, SVG, PNG, CSV, XLSX and Parquet. It counts
nothing.
"""

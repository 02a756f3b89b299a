"""Rows and findings in, counts out: with their base, their bounds, and what was published beside them.

In come a built release and what to count by; out go lines, each with what is certain and what is possible, what may be
published of them, a sentence with its caveats, and how far they are from somebody else's. It checks that a share has a
base, that a bound is a bound, and that findings are about rows of the release. It never fills in what is unknown.
"""

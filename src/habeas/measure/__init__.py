"""Rows and findings in, counts out: with their base, their bounds, and what was published beside them.

It checks that a share has a base and that a bound is a bound. It never fills in what is unknown.
"""

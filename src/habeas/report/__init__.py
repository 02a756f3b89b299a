"""The page of a matter: one self-contained HTML file that answers, says why, and says what to ask for next.

In: a matter, the claims that the asker may see, the instruments, and the findings of ``habeas.law``.
Out: a ``Page`` (plain data), and from it the bytes of one HTML file that loads nothing from anywhere.
Checks: that every combination of meanings has its cells, so that a switch on the page always has an answer; that
an address is an ordinary web address before it becomes a link.
Never: tests a clause, weighs a source, reads a clock, or reaches the network. The same input gives the same bytes.
"""

from __future__ import annotations

"""How much a page holds. What is beyond a bound is counted on the page, with the command that prints it.

No matter that ships comes near them. They keep a matter of ten thousand claims and fifty instruments within a page
that a phone opens, that is made within a minute, and that somebody can read.
"""

LINES = 180  # answers with their reasons: under six readings each takes 15 kB of page and half a sheet of paper
DRAWN = 4  # instruments with a drawing
DRAWINGS = 24  # for each time in force and each clock of these; of 40 lanes one takes half a second and 75 kB
LANES = 40  # people or carriers in a drawing: more are taller than a sheet of paper, and their marks too many to tell
EVENTS = 600  # in the chronology, and as many without a time: each takes 1.2 kB

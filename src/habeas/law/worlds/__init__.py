"""Claims, and the worlds that they allow.

In come claims. Out go ``facts.Facts``, what is said for and against of everything, and ``world.explore``, every world
that somebody who asks can tell apart: whose values, whose memberships, which moments in which order. A claim is never
left out here, and nothing of an instrument is known but its words (``one_act`` puts ids into them).
"""

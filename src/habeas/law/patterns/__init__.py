"""Questions that are alike are answered once.

In come an act or custody and a duty. Out goes what the first of their pattern got, under their own names
(``alike.Alike``). No rule of law stands here: it changes how long an answer takes, and never the answer.
"""

"""One definition of each rule: a duty, an act or custody, and facts -> the outcome over all worlds.

In come a ``Duty`` and ``Facts``. Out goes an outcome (``kernel.Kernel``), and when it falls due. Conditions, time
in force, required acts and limits are decided here, in one world at a time, and nowhere else. It never says why.
"""

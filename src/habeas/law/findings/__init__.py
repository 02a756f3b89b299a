"""Findings: every clause on every act and custody under every reading, with its reasons.

In come claims that ``habeas.view`` has filtered, and instruments. Out go findings, of one line (``examination``), of a
clause (``clause_by_clause``) or of a group of acts (``grouped``), deadlines, renewals, and tables of the decision. It
puts together what the kernel and the reasons say, and decides nothing.
"""

"""The rules that clean a release, in the order of its mapping, and the account of what each did.

In come the rows that were read. Out go the rows kept, sorted by person, those set aside with the rule that did it, and
the main figures with and without each rule. Rows in are rows kept and rows set aside. A rule is a statement of SQL
(``habeas.release.rules``).
"""

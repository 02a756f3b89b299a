"""placeholder"""

from .answer import Answer, Line, Oracle
from .matter import Matter, Row

__all__ = ["Answer", "Line", "Matter", "Oracle", "Row"]

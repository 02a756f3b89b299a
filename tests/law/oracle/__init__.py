"""placeholder"""

from .answer import Line, Oracle
from .matter import Matter, Row
from .why import Open

__all__ = ["Line", "Matter", "Open", "Oracle", "Row"]

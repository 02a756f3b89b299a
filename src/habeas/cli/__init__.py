"""Print and show; decide nothing. Each command is one module, imported only when it is asked for."""

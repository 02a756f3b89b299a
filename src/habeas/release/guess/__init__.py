"""A first mapping for a file, from its headers and values, each guess with its reason and its doubt.

In comes a file as ``look`` sees it. Out goes YAML for a person to correct (``guess``). It knows the shapes of releases
that are public (``shapes.yaml``). It never decides in silence: what it does not know it says.
"""

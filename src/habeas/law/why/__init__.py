"""Why an outcome is as it is: asked of the kernel again, with less or with other claims.

In come a question and its outcome. Out go the smallest sets of claims that give it, how firm it is, on which words it
turns, what would settle it, and which claims cannot all be true. A list is whole, or says at which bound it was cut.
"""

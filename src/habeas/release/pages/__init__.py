"""What a reader of a release's figures needs beside them: a codebook and a page of methods, made from the mapping.

In comes a built release with its mapping. Out go tables and prose. It computes no figure of its own.
"""

"""The watch log: what was seen, when and where; reviews can start from here.

``view`` is the page, ``watching`` carries out what is asked for on it.
"""

"""The watch log: what was seen, when and where; reviews can start from here.

``view`` is the page with its ``table`` and ``viewing_list``, ``place`` gives it an undo history, ``sheet`` is where a viewing is
logged and changed, ``watching`` carries out what is asked for.
"""

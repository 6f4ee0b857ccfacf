"""The library's page: every review in a table, the places to look in, and the ways to find or begin one.

``view`` puts together the page, ``table`` its model, ``row_painter`` its look, ``places`` the column on the left,
``finding`` what matches while typing. ``switcher`` opens a review by a few letters, ``new_review`` begins one,
``importing`` tells what came in.
"""

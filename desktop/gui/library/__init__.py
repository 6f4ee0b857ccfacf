"""The library's page: every review in a table, the places to look in, and the ways to find or begin one.

``view`` puts together the page, ``table`` its model of a few pages of rows, ``lister`` asks for them through ``asking``,
``columns`` declares the columns, ``row_painter`` draws a row, ``header`` is the line above. ``places`` is the column on the left,
``place_model`` its rows; ``counting`` counts them, ``saving_searches`` writes saved searches. ``switcher`` opens a review by a
few letters with ``finding``, ``new_review`` begins one, ``importing`` tells what came in.
"""

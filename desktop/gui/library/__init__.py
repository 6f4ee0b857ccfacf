"""The library's page: every review in a table, the places to look in, and the ways to find or begin one.

``view`` puts together the page, ``table`` its model of a few pages of rows, ``lister`` asks for them through ``asking``,
``columns`` declares the columns, ``row_painter`` draws a row, ``header`` is the line above. ``places`` is the column on the left,
``place_model`` its rows; ``counting`` counts them, ``saving_searches`` writes saved searches, ``mending_outlets`` renames outlets
and takes them out of the list. ``switcher`` opens a review by a few letters, ``new_review`` begins one, ``importing`` tells what
came in.
``query_line`` is the line that searches, ``query_chips`` its chips, ``chip_words`` their words; ``offers`` is what may be meant
by what is typed, asked for by ``offering``.
"""

"""Looking back: pictures of what was written, rated and seen.

``charts`` puts the figures into words and bars, ``drawing`` draws a chart, for the window and for SVG alike, ``chart_view``
makes its bars reachable by keyboard, ``page`` sets the charts out, ``looking`` carries out what is asked for.
"""

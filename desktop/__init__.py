"""Matinee: an offline desktop desk for film critics.

The map of the house; import arrows point down only (``tests/test_import_direction.py``)::

    app, cli            start it: the window, or the same jobs without one
    start               the empty window, on screen before the rest is loaded
    gui                 everything PySide6: windows, panes, widgets, item models, Qt adapters
    services            use cases in the critic's words: author, find, bring in, take out, look after
    exporters importers one file a format, one file a source
    storage rendering   Peewee and SQLite live in the one; Markdown, Jinja and the sanitiser in the other
    core                the domain: frozen dataclasses and functions, standard library only

``paths`` stands beside the floors: it only knows where things lie on disk.
"""

__version__ = "0.1.0"

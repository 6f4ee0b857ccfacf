"""Storage: the library on disk. ``library.Library`` is the door; nothing outside this package knows Peewee or SQLite."""

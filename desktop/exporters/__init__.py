"""Taking out: one file a format, the tuple of them all in ``catalogue``, and the one writer in ``writing``.

An export is a value (names and bytes) made by a pure function from an article; only ``writing`` touches the disk.
"""

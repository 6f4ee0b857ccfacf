"""Keeps Python 3.11 from losing ``None``, ``True`` and ``False`` to PySide6.

Seen with PySide6 6.12.0: its wheel is built for constants that are never counted (Python 3.12 and later,
PEP 683), so on Python 3.11 each ``Signal.emit`` gives one reference to ``True`` too many away, and many calls
one to ``None``. After some 570 signals the interpreter ends with "deallocating True or False". Holding more
references than can ever be given away does what later Pythons do by themselves.
"""

from __future__ import annotations

import ctypes
import sys

_MORE_THAN_EVER_LOST = 1 << 40
_UNCOUNTED_SINCE = (3, 12)


def hold_constants() -> bool:
    """Hold the constants for good where this Python counts them; say whether that was needed.

    In CPython the count is the first word of an object (``PyObject.ob_refcnt``, C API reference).
    """
    if sys.version_info >= _UNCOUNTED_SINCE or sys.implementation.name != "cpython":
        return False
    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _MORE_THAN_EVER_LOST // 2:
            count.value += _MORE_THAN_EVER_LOST
    return True

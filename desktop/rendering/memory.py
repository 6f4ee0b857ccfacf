"""A memory of what was made before, so that an edit makes anew only what depends on it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """Keeps the ``size`` values used last; may be asked from any thread."""

    def __init__(self, size: int) -> None:
        """Keep nothing yet."""
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value for ``key``, made by ``make`` where it is not remembered; what it raises is not remembered."""
        known = self.find(key)
        return self.keep(key, make()) if known is None else known

    def find(self, key: Key) -> Value | None:
        """Return the value for ``key``, None where it is not remembered."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def keep(self, key: Key, value: Value) -> Value:
        """Remember a value and return it."""
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._size:
                self._values.popitem(last=False)
        return value

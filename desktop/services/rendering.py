"""The rendering child as the window uses it: a process of our own that can be killed, entered through ``child_process``."""

from __future__ import annotations

from desktop.rendering.child import RenderingChild

__all__ = ["CHILD_MODULE", "RenderingChild", "start_rendering"]

CHILD_MODULE = "desktop.services.child_process"
"""The module that the child process runs."""


def start_rendering() -> RenderingChild:
    """Begin to start the child and return at once; the first request waits for it."""
    child = RenderingChild(CHILD_MODULE)
    child.start()
    return child

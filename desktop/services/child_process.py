"""What the rendering child runs: everything that needs Markdown, Jinja or the sanitiser, kept out of the window's process.

To add a kind of request: one line in ``HANDLERS``.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.rendering import worker

HANDLERS: Mapping[str, worker.Handler] = {
    "page": worker.page,
    "paste": worker.paste,
}


def main() -> None:
    """Serve until the window's process ends."""
    worker.serve(HANDLERS)


if __name__ == "__main__":
    main()

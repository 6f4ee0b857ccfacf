"""What the rendering child runs: everything that needs Markdown, Jinja or the sanitiser, kept out of the window's process.

To add a kind of request: one line in ``HANDLERS``.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core.article import Article
from desktop.core.page import Page
from desktop.rendering import worker
from desktop.rendering.page import render_page
from desktop.services.formats import Export, Options
from desktop.services.publishing import export_files


def _export(payload: tuple[Article, str, Options], notice: worker.Notice) -> Export:
    """Make an export of ``(article, format id, options)``."""
    del notice
    return export_files(*payload)


def _page(article: Article, notice: worker.Notice) -> Page:
    """Render a page for reading; whatever takes too long in it is the caller's limit to end."""
    return render_page(article, notice=notice)


HANDLERS: Mapping[str, worker.Handler] = {
    "live": worker.Live(),
    "paste": worker.paste,
    "export": _export,
    "page": _page,
}


def main() -> None:
    """Serve until the window's process ends."""
    worker.prepare()
    worker.serve(HANDLERS)


if __name__ == "__main__":
    main()

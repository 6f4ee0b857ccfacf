"""The preview's own URL scheme: it serves one page's exact bytes and the pictures of its closed map, and nothing else.

Pages live at ``matinee://article/<number>/``. Each load has a number of its own, so that a picture that the engine remembers
from another page can never appear under the same address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler

from desktop.gui.preview.pictures import PictureMap, media_type, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.page import Page

SCHEME = "matinee"
HOST = "article"

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self' data:",
        "style-src 'unsafe-inline'",  # the page holds no foreign style, and its own changes while it is shown
        "base-uri 'none'",
        "form-action 'none'",
        "frame-src 'none'",
    )
)
"""Sent as a response header, so that it is no part of the page's bytes (Content Security Policy Level 3)."""

_HEADERS = {
    b"Content-Security-Policy": CONTENT_SECURITY_POLICY.encode(),
    b"Cache-Control": b"no-store",
    b"Referrer-Policy": b"no-referrer",
    b"X-Content-Type-Options": b"nosniff",
}


def register_scheme() -> None:
    """Make the scheme known to WebEngine; harmless when done before. Must come before the first profile is made.

    It is a secure scheme and no more: no file access, no fetching, no cross-origin requests, no service workers.
    """
    if QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name().isEmpty():
        scheme = QWebEngineUrlScheme(SCHEME.encode())
        scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
        scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
        QWebEngineUrlScheme.registerScheme(scheme)


class ArticleScheme(QWebEngineUrlSchemeHandler):
    """Answers the preview's requests.

    ``last_page_bytes`` are the bytes of the page as last served, to be held against the exported file.
    """

    def __init__(self, parent: QObject) -> None:
        """Make it without a page to answer with."""
        super().__init__(parent)
        self.last_page_bytes = b""
        self._number = 0
        self._page: Page | None = None
        self._pictures: PictureMap | None = None

    @property
    def url(self) -> QUrl:
        """The address of the page on offer."""
        return QUrl(f"{SCHEME}://{HOST}/{self._number}/")

    def offer(self, page: Page, root: Path) -> QUrl:
        """Serve ``page`` from now on, under a new address, which is returned; ``root`` is the library folder."""
        self._number += 1
        self.update(page, root)
        return self.url

    def update(self, page: Page, root: Path) -> None:
        """Serve ``page`` under the same address: it was patched, and its pictures may have changed."""
        self._page = page
        self._pictures = PictureMap(page, root)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request (called by WebEngine, on the window's thread)."""
        url = job.requestUrl()
        base = path_of(self.url)
        path = path_of(url)
        if job.requestMethod() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif self._page is None or url.host() != HOST or url.hasQuery() or not path.startswith(base):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        elif path == base:
            self._reply_page(job, self._page)
        else:
            self._reply_picture(job, path.removeprefix(base))

    def _reply_page(self, job: QWebEngineUrlRequestJob, page: Page) -> None:
        self.last_page_bytes = page.html().encode()
        buffer = QBuffer()
        buffer.setData(QByteArray(self.last_page_bytes))
        self._reply(job, b"text/html; charset=utf-8", buffer)

    def _reply_picture(self, job: QWebEngineUrlRequestJob, path: str) -> None:
        file = self._pictures.find(path) if self._pictures is not None else None
        if file is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        else:
            self._reply(job, media_type(file), QFile(str(file)))

    def _reply(self, job: QWebEngineUrlRequestJob, content_type: bytes, device: QIODevice) -> None:
        device.setParent(job)  # lives as long as the job reads from it
        if not device.open(QIODevice.OpenModeFlag.ReadOnly):
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)
            return
        headers = {QByteArray(name): [QByteArray(value)] for name, value in _HEADERS.items()}
        # A map of lists: given plain values, as the stubs have it, PySide sends each of their letters as a header of its own.
        job.setAdditionalResponseHeaders(headers)  # type: ignore[arg-type]
        job.reply(QByteArray(content_type), device)

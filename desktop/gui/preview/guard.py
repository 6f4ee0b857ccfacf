"""The preview's walls: a profile that remembers nothing, requests that go nowhere, a page that cannot leave.

Each wall stands for itself (design note "reliability", findings 8 and 9): turning scripts off stops no picture, a policy header
stops no ``<meta refresh>``, and an interceptor does not keep the page from being replaced by an error page.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from desktop.gui.preview.scheme import HOST, SCHEME, ArticleScheme, register_scheme

_Attribute = QWebEngineSettings.WebAttribute

_OFF = (
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.BackForwardCacheEnabled,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.FocusOnNavigationEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanPaste,
    _Attribute.JavascriptEnabled,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalStorageEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.ReadingFromCanvasEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.TouchIconsEnabled,
    _Attribute.WebGLEnabled,
)

_LINK_SCHEMES = frozenset({"http", "https", "mailto"})


def opens_outside(url: QUrl) -> bool:
    """Tell whether a link may be handed to the system after a click: web addresses and mail, nothing else."""
    return url.isValid() and url.scheme() in _LINK_SCHEMES


class OwnSchemeOnly(QWebEngineUrlRequestInterceptor):
    """Blocks every request but those to the preview's own scheme, and pictures that lie inside the page (``data:``)."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Judge one request (called by WebEngine)."""
        url = info.requestUrl()
        own = url.scheme() == SCHEME and url.host() == HOST
        inline = url.scheme() == "data" and info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        if not own and not inline:
            info.block(True)


class GuardedPage(QWebEnginePage):
    """A page that shows what :meth:`open` names and refuses everything else.

    ``console_said`` carries what is printed: by our own script, which the reader tells by its word, and by the engine;
    ``navigation_refused`` names an address that something in the page wanted to go to. ``handler`` serves the pages.
    """

    console_said = Signal(str)
    navigation_refused = Signal(QUrl)

    def __init__(self, parent: QObject) -> None:
        """Make an empty page."""
        register_scheme()
        profile = QWebEngineProfile()  # without a name it is off the record
        super().__init__(profile, parent)
        profile.setParent(parent)  # after the page, for it must outlive it
        self.handler = ArticleScheme(profile)
        self._interceptor = OwnSchemeOnly(profile)  # held here: the profile does not keep the Python object alive
        self._awaited = QUrl()
        profile.installUrlSchemeHandler(SCHEME.encode(), self.handler)
        profile.setUrlRequestInterceptor(self._interceptor)
        profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        profile.downloadRequested.connect(_cancel_download)
        self._lock()

    def _lock(self) -> None:
        settings = self.settings()
        for attribute in _OFF:
            settings.setAttribute(attribute, False)
        settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)
        self.setAudioMuted(True)
        self.permissionRequested.connect(lambda request: request.deny())
        self.fullScreenRequested.connect(lambda request: request.reject())
        self.fileSystemAccessRequested.connect(lambda request: request.reject())
        self.registerProtocolHandlerRequested.connect(lambda request: request.reject())
        self.certificateError.connect(lambda error: error.rejectCertificate())

    def open(self, url: QUrl) -> None:
        """Load the page at ``url``, which the handler has on offer; this navigation alone will be let through."""
        self._awaited = url
        self.load(url)

    def acceptNavigationRequest(self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, main_frame: bool) -> bool:
        """Let through what :meth:`open` asked for, once."""
        accepted = main_frame and not self._awaited.isEmpty() and QUrl(url) == self._awaited
        if accepted:
            self._awaited = QUrl()
        else:
            self.navigation_refused.emit(QUrl(url))
        return accepted

    def createWindow(self, _kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """Open no window."""
        return None  # type: ignore[return-value]  # Qt takes null for "none"

    def chooseFiles(self, *_args: Any) -> list[str]:  # noqa: N802 - Qt's name
        """Choose no file."""
        return []

    def javaScriptAlert(self, *_args: Any) -> None:  # noqa: N802 - Qt's name
        """Show no message of the page."""

    def javaScriptConfirm(self, *_args: Any) -> bool:  # noqa: N802 - Qt's name
        """Agree to nothing."""
        return False

    def javaScriptPrompt(self, *_args: Any) -> tuple[bool, str]:  # noqa: N802 - Qt's name
        """Answer nothing."""
        return False, ""

    def javaScriptConsoleMessage(self, _level: Any, message: str, _line: int, _source: str) -> None:
        """Pass on what was printed, and keep it out of the log: it may hold words of the review."""
        self.console_said.emit(message)


def _cancel_download(download: QWebEngineDownloadRequest) -> None:
    download.cancel()

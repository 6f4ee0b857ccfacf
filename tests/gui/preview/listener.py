"""A server that counts, and everything a page may try in order to reach it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VECTORS = {
    "img": '<img src="{0}" alt="">',
    "srcset": '<img srcset="{0} 1x" alt="">',
    "source": '<picture><source srcset="{0}"><img alt=""></picture>',
    "iframe": '<iframe src="{0}"></iframe>',
    "srcdoc": "<iframe srcdoc=\"&lt;img src='{0}'&gt;\"></iframe>",
    "object": '<object data="{0}"></object>',
    "embed": '<embed src="{0}">',
    "poster": '<video poster="{0}"></video>',
    "video": '<video src="{0}" autoplay muted preload="auto"></video>',
    "track": '<video src="data:video/mp4;base64,AAAA" autoplay><track src="{0}" default></video>',
    "audio": '<audio src="{0}" autoplay preload="auto"></audio>',
    "svg-image": '<svg width="9" height="9"><image href="{0}" width="9" height="9"/></svg>',
    "svg-use": '<svg><use href="{0}#a"/></svg>',
    "import": '<style>@import "{0}";</style>',
    "font": '<style>@font-face {{ font-family: f; src: url({0}); }} .f {{ font-family: f; }}</style><p class="f">words</p>',
    "background": '<p style="background: url({0})">words</p>',
    "cursor": '<p style="cursor: url({0}), auto">words</p>',
    "list-style": '<ul style="list-style: url({0})"><li>words</li></ul>',
    "border-image": '<p style="border: 1px solid; border-image: url({0}) 1">words</p>',
    "image-set": "<p style=\"background-image: image-set('{0}' 1x)\">words</p>",
    "content": '<style>.c::before {{ content: url({0}); }}</style><p class="c">words</p>',
    "printed": "<style>@media print {{ p {{ background: url({0}); }} }}</style>",
    "input": '<input type="image" src="{0}">',
    "table": '<table background="{0}"><tr><td>x</td></tr></table>',
    "body": '<body background="{0}">',
    "stylesheet": '<link rel="stylesheet" href="{0}">',
    "print-sheet": '<link rel="stylesheet" media="print" href="{0}">',
    "prefetch": '<link rel="prefetch" href="{0}">',
    "prerender": '<link rel="prerender" href="{0}">',
    "icon": '<link rel="icon" href="{0}">',
    "preload": '<link rel="preload" as="image" href="{0}">',
    "modulepreload": '<link rel="modulepreload" href="{0}">',
    "manifest": '<link rel="manifest" href="{0}">',
    "preconnect": '<link rel="preconnect" href="{0}"><link rel="dns-prefetch" href="{0}">',
    "script": '<script src="{0}"></script>',
    "speculation": '<script type="speculationrules">{{"prefetch": [{{"urls": ["{0}"], "eagerness": "immediate"}}]}}</script>',
    "fetch": '<script>fetch("{0}", {{mode: "no-cors"}}); new Image().src = "{0}"; navigator.sendBeacon("{0}")</script>',
    "ping": '<a id="p" href="#here" ping="{0}">x</a><script>document.getElementById("p").click()</script>',
    "form": '<form id="f" action="{0}"><input autofocus onfocus="document.getElementById(\'f\').submit()"></form>',
    "refresh": '<meta http-equiv="refresh" content="0;url={0}">',
}
"""Markup by the name under which the server hears of it; the last two lead the page away."""

LEADING_AWAY = ("form", "refresh")


def vectors(server: str, *left_out: str) -> str:
    """Return all of them in one piece, each with an address of its own at ``server``, but those ``left_out``."""
    return "\n".join(markup.format(f"{server}/{name}") for name, markup in VECTORS.items() if name not in left_out)


class Listener:
    """A web server on this machine that notes every address asked of it."""

    def __init__(self) -> None:
        asked = self.asked = []  # type: list[str]

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - the name http.server looks for

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def heard(self) -> set[str]:
        """The names of the vectors that reached the server."""
        return {path.strip("/").partition("?")[0] for path in self.asked}

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

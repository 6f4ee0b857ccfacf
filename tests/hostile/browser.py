"""The oracle: the system's own Chromium, scripts on and no policy, opens pages by the hundred and tells what they did."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

HARNESS = Path(__file__).with_name("harness.html")
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 300.0
"""Seconds that one batch of pages may take."""
_FLAGS = (
    *("--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check"),
    *("--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-domain-reliability", "--disable-popup-blocking", "--metrics-recording-only", "--password-store=basic"),
    *("--autoplay-policy=no-user-gesture-required", "--disable-ipc-flooding-protection"),
)
_DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of a batch of pages.

    ``held`` are the dangers that each page still held, by its place in the batch; ``fired`` the numbers of the inputs that ran;
    ``left`` the addresses that something asked for outside the pages and their pictures.
    """

    held: dict[int, list[str]]
    fired: frozenset[int]
    left: tuple[str, ...]


def browser_program() -> str | None:
    """Return the system's Chromium; None where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_args: object) -> None:
        """Say nothing of frames that went while their pictures came."""


class Oracle:
    """Serves pages to a running browser and takes its verdicts."""

    def __init__(self) -> None:
        self._pages: Sequence[bytes] = ()
        self._waiting: queue.SimpleQueue[dict[str, object] | None] = queue.SimpleQueue()
        self._verdicts: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._left: list[str] = []
        self._server = _Server(("127.0.0.1", 0), _handler_for(self))
        self.address = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def judge(self, pages: Sequence[bytes], *, site: bool = False, again: bool = True) -> Findings:
        """Lay pages before the browser, each in a frame of its own; ``AssertionError`` where that loses the browser.

        On a ``site``, links to its own places and pictures of the web are no danger. With ``again`` what was read is written
        and read a second time, as patches of the preview and many a CMS do.
        """
        self._pages = pages
        self._left.clear()
        self._waiting.put({"count": len(pages), "site": site, "again": again})
        try:
            said = json.loads(self._verdicts.get(timeout=PATIENCE))
        except queue.Empty:
            raise AssertionError(f"the browser did not come back; it asked for {self._left[-5:]}") from None
        held = {verdict["number"]: verdict["found"] for verdict in said["verdicts"] if verdict["found"]}
        assert len(said["verdicts"]) == len(pages)
        return Findings(held, frozenset(said["fired"]), tuple(self._left))

    def close(self) -> None:
        """Stop serving."""
        self._waiting.put(None)
        self._server.shutdown()
        self._server.server_close()

    # ---- what the server's threads ask

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """Return the media type and bytes of what the browser asks for; None notes a request that should not have come."""
        if path == "/":
            return "text/html; charset=utf-8", HARNESS.read_bytes()
        if path == "/batch":
            return "application/json", json.dumps(self._waiting.get()).encode()
        if path == "/favicon.ico":
            return "image/gif", _DOT
        parts = path.split("/")
        if len(parts) >= 4 and parts[1] == "case" and parts[2].isdigit() and int(parts[2]) < len(self._pages):
            if parts[3:] == [""]:
                return "text/html; charset=utf-8", self._pages[int(parts[2])]
            if parts[3] == "images" and len(parts) == 5:
                return "image/gif", _DOT
        self.note(path)
        return None

    def note(self, address: str) -> None:
        """Remember an address that something asked for; what Chromium asks of its makers does not count."""
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        if not f".{host}".endswith((".google.com", ".googleapis.com", ".gvt1.com")):
            self._left.append(address)

    def take(self, verdicts: bytes) -> None:
        """Take the verdicts of a batch."""
        self._verdicts.put(verdicts)


def _handler_for(oracle: Oracle) -> type[BaseHTTPRequestHandler]:
    """Return the handler of a server that is the pages' host and the browser's proxy to everything else."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = oracle.answer(self.path)
            kind, data = found or ("text/plain", b"")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "max-age=60" if kind == "image/gif" else "no-store")
            self.end_headers()
            self.wfile.write(data)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path == "/verdicts":
                oracle.take(body)
            else:
                oracle.note(self.path)
            self.send_response(204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_CONNECT(self) -> None:
            oracle.note(self.path)
            self.send_error(403)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def running_oracle() -> Iterator[Oracle]:
    """Start the browser before an empty oracle, and end both afterwards. Raises ``LookupError`` where there is no Chromium."""
    program = browser_program()
    if program is None:
        raise LookupError("no Chromium on this system")
    oracle = Oracle()
    with tempfile.TemporaryDirectory(prefix="matinee-oracle-", ignore_cleanup_errors=True) as profile:
        rooted = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        own = (f"--user-data-dir={profile}", f"--proxy-server=http://{oracle.address}", f"http://{oracle.address}/")
        browser = subprocess.Popen(
            [program, *_FLAGS, *rooted, *own], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            yield oracle
        finally:
            os.killpg(browser.pid, signal.SIGKILL)
            browser.wait()
            oracle.close()

"""The walls around the tests themselves."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FAR = "192.0.2.1"
"""An address that is nobody's (RFC 5737)."""


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_no_socket_leads_away(kind: int) -> None:
    with socket.socket(socket.AF_INET, kind) as opened, pytest.raises(AssertionError, match="tried to reach"):
        opened.connect((FAR, 9))


def test_no_name_is_asked_for() -> None:
    with pytest.raises(AssertionError, match="asked for the address"):
        urllib.request.urlopen("http://matinee.example/", timeout=1)


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=1):
        pass


def test_a_command_may_be_run_without_any_network() -> None:
    offline = str(ROOT / ".ci" / "offline")
    if shutil.which("unshare") is None or subprocess.run([offline, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system forbids namespaces")
    tried = (
        "import socket\n"
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname(), 1)\n"
        f"print('near', flush=True)\nsocket.create_connection(('{FAR}', 9), 1)"
    )
    done = subprocess.run([offline, sys.executable, "-c", tried], capture_output=True, text=True, check=False, timeout=30)
    assert done.stdout == "near\n"
    assert "Network is unreachable" in done.stderr

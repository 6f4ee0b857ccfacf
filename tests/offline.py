"""No test reaches out: connections beyond this machine, and questions for names of others, fail on the spot."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any

_INTERNET = {socket.AF_INET, socket.AF_INET6}
_NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


def stay_offline() -> None:
    """Forbid this process the network for good; Python's own hook for audits sees every socket, whoever opens it.

    What has sockets of its own (Chromium, child processes) is held by ``.ci/offline``, which takes the network away altogether.
    """
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        opened, address = args
        if opened.family in _INTERNET and not _is_near(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}")
    elif event in _NAMES and args[0] and not _is_near(args[0]):
        raise AssertionError(f"a test asked for the address of {args[0]!r}")


def _is_near(host: object) -> bool:
    """Say whether a host is this machine, or every address of it."""
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name in {"localhost", socket.gethostname()}
    return address.is_loopback or address.is_unspecified

"""Addresses that may be linked from a page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_UNFIT = re.compile(r"[\s\x00-\x1f\x7f<>\"\\]")
_PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
}


def web_address(text: str) -> str:
    """Return an http or https address that may be linked, else nothing; a bare ``example.org/film`` is none."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    fit = parts.scheme.lower() in {"http", "https"} and host and not _UNFIT.search(address)
    return address if fit else ""


def provider_of(address: str) -> str:
    """Return the name of the service a trailer's address belongs to; empty for one not known."""
    fit = web_address(address)
    host = (urlsplit(fit).hostname or "").lower() if fit else ""
    return next((name for domain, name in _PROVIDERS.items() if host == domain or host.endswith(f".{domain}")), "")

"""How the tests of rendering read a page: parsed, compared with a golden file, and searched for anything that could act."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "pages"
_ACTIVE = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "svg",
    "math",
    "base",
    "meta",
    "link",
    "frame",
}
_ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href", "cite", "ping")
_HARMLESS = re.compile(r"(?:https?://|mailto:|#|images/)", re.IGNORECASE)


def soup_of(html: str) -> BeautifulSoup:
    """Return the parsed page or fragment."""
    return BeautifulSoup(html, "html.parser")


def compare_with_golden(name: str, html: str) -> None:
    """Fail with a readable difference where ``html`` is not the golden file's text; what was received lies beside it then."""
    path = GOLDEN / name
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if html != expected:
        received = path.with_suffix(f".received{path.suffix}")
        received.write_text(html, encoding="utf-8", newline="\n")
        difference = difflib.unified_diff(expected.splitlines(), html.splitlines(), "golden", "received", lineterm="")
        raise AssertionError("\n".join(difference))


def dangers_in(html: str) -> list[str]:
    """Return everything in an article's HTML that could run, load from elsewhere or lead to an address of an unsafe kind."""
    found = []
    for tag in soup_of(html).find_all(True):
        if tag.name in _ACTIVE:
            found.append(f"<{tag.name}>")
        for name, value in tag.attrs.items():
            written = " ".join(value) if isinstance(value, list) else str(value)
            if name.startswith("on") or (name == "style" and not re.fullmatch(r"text-align:\s*\w+;?", written)):
                found.append(f"{tag.name} {name}={written}")
            if name in _ADDRESSES and not _HARMLESS.match(written):
                found.append(f"{tag.name} {name}={written}")
            if name == "src" and not written.startswith(("images/", "data:image/")):
                found.append(f"{tag.name} {name}={written}")
    return found


def heading_levels(html: str) -> list[int]:
    """Return the levels of the headings in order."""
    return [int(tag.name[1]) for tag in soup_of(html).find_all(re.compile(r"^h[1-6]$"))]


def gaps_in(levels: list[int]) -> list[tuple[int, int]]:
    """Return where a heading goes more than one level deeper than the one before."""
    return [(before, after) for before, after in zip([0, *levels], levels, strict=False) if after > before + 1]


def block_of(html: str, block_id: str) -> Tag:
    """Return the element with this id."""
    found = soup_of(html).find(id=block_id)
    assert isinstance(found, Tag), f"no block {block_id}"
    return found

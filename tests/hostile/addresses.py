"""Addresses that lead where none may lead: schemes that run, load or reach the disk, each in one of many disguises."""

from __future__ import annotations

import base64
from random import Random
from urllib.parse import quote

RUNNING_SCHEMES = (
    *("javascript", "javascript", "javascript", "vbscript", "livescript", "mocha"),
    *("feed:javascript", "view-source:javascript"),
)
OTHER_SCHEMES = (
    *("file", "blob", "filesystem", "ftp", "ssh", "magnet", "intent", "about", "chrome", "matinee", "jar", "ws", "wss"),
    *("data", "urn", "cid", "mid", "res", "ms-its", "x", "steam", "qrc", "resource", "view-source"),
)
_WITHOUT_SCHEME = (
    *("//evil.example/{0}", "///evil.example/{0}", "/\\evil.example/{0}", "\\\\evil.example\\{0}", "http:evil.example/{0}"),
    *("https:/evil.example/{0}", "/etc/passwd?{0}", "../../{0}", "%2e%2e/{0}", "?{0}", "images/../../{0}", "images/x?{0}"),
    *(
        "http:\\\\evil.example/{0}",
        "//evil.example:80/{0}",
        "//[::1]/{0}",
        "https://evil.example@/{0}",
        "http://evil.example\\@x/{0}",
    ),
)
_BLANKS = "\t\n\r\0\x01\x0b\x0c\x1f \x7f\x85\xa0\u2028\u2029\u200b\u200e\u202e\ufeff\xad\ud800\ufdd0"
_WIDE = 0xFEE0
_NAMED = {":": "&colon;", "(": "&lpar;", ")": "&rpar;", "\t": "&Tab;", "\n": "&NewLine;", "'": "&apos;", '"': "&quot;"}


def hostile_address(draw: Random, run: str) -> str:
    """Return an address; where it ran, ``run`` would be called, and where it loads, it would load from ``evil.example``."""
    kind = draw.random()
    if kind < 0.55:
        return _disguised(draw, draw.choice(RUNNING_SCHEMES), _code(draw, run))
    if kind < 0.7:
        return _disguised(draw, "data", _document(draw, run))
    if kind < 0.85:
        return _disguised(draw, draw.choice(OTHER_SCHEMES), draw.choice(("//evil.example/x", "///etc/passwd", "x", run)))
    return draw.choice(_WITHOUT_SCHEME).format(run)


def _code(draw: Random, run: str) -> str:
    return draw.choice(
        (
            *(run, run, f"{run};", f"//%0a{run}", f"/*x*/{run}", f"void {run}", f"'x';{run}//", f"({run})", f"%0d%0a{run}"),
            *(f"`${{{run}}}`", f"//evil.example/%0A{run}", f'"<b>"+{run}', quote(run), f"[1].map(()=>{run})", f"location={run}"),
        )
    )


def _document(draw: Random, run: str) -> str:
    script = draw.choice((f"<script>{run}</script>", f"<img src=x onerror={run}>", f"<svg onload={run}>"))
    kind = draw.choice(("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "", "text/html;charset=utf-8"))
    if draw.random() < 0.5:
        return f"{kind};base64,{base64.b64encode(script.encode()).decode()}"
    return f"{kind},{quote(script) if draw.random() < 0.5 else script}"


def _disguised(draw: Random, scheme: str, rest: str) -> str:
    """Return ``scheme:rest`` as browsers still read it, or as a careless filter might."""
    name, colon = scheme, ":"
    for way in draw.sample(("case", "inside", "before", "colon", "letter", "percent", "wide", "slash", "plain", "tab"), k=2):
        match way:
            case "case":
                name = "".join(draw.choice((sign.lower(), sign.upper())) for sign in name)
            case "inside":
                place = draw.randrange(len(name) + 1)
                name = name[:place] + draw.choice(_BLANKS) + name[place:]
            case "tab":
                place = draw.randrange(len(name) + 1)
                name = name[:place] + draw.choice(("&Tab;", "&NewLine;", "&#9;", "&#x0A;", "&#0000013", "&#1;")) + name[place:]
            case "before":
                name = "".join(draw.choices(_BLANKS, k=draw.randrange(1, 4))) + name
            case "colon":
                colon = draw.choice(("&colon;", "&#58;", "&#x3a;", "&#0058", "%3A", "\\:", "&amp;colon;", "：", " :"))
            case "letter":
                place = draw.randrange(len(name))
                name = name[:place] + _entity(draw, name[place]) + name[place + 1 :]
            case "percent":
                place = draw.randrange(len(name))
                name = name[:place] + draw.choice(("%{:02x}", "%25{:02x}")).format(ord(name[place]) & 0xFF) + name[place + 1 :]
            case "wide":
                name = "".join(chr(ord(sign) + _WIDE) if "a" <= sign <= "z" and draw.random() < 0.3 else sign for sign in name)
            case "slash":
                rest = draw.choice(("//", "/", "\\", "//x%0a")) + rest
            case _:
                pass
    return name + colon + rest


def _entity(draw: Random, sign: str) -> str:
    number = ord(sign)
    ways = (f"&#{number};", f"&#x{number:x};", f"&#X{number:X};", f"&#{number:07d}", f"&#x{number:06x}", f"\\u{number:04x}")
    return _NAMED.get(sign) or draw.choice(ways)

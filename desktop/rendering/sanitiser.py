"""The strict allow-list that every text passes before it reaches a page.

What a text may hold are some fifty elements of HTML without scripts, styles, frames, forms or media; links go to http, https and
mailto addresses and to places in the same part, whose ids carry the part's prefix. Pictures never pass: those of the library are
put in afterwards by their marks, all others become a line that names their address.
"""

from __future__ import annotations

import re

import nh3

from desktop.rendering.marks import PICTURE_CLOSE, PICTURE_OPEN

ALLOWED_TAGS = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
        "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small",
        "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
        "ul", "var", "wbr",
    )
)  # fmt: skip
"""Elements that may stand in a text; ``img`` only until it has become a line of words."""

_CONTENT_DROPPED = frozenset(
    (
        "script", "style", "title", "textarea", "noscript", "iframe", "object", "embed", "svg", "math", "template", "noembed",
        "noframes", "xmp", "plaintext", "select", "audio", "video", "canvas", "head",
    )
)  # fmt: skip
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "img": {"src"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "time": {"datetime"},
}
_FIXED_VALUES = {"span": {"tabindex": {"0"}}}
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "cite": {"quoted", "plain"},
    "details": {"spoiler"},
    "div": {"footnote", "gallery"},
    "span": {"spoiler"},
}
_ALIGNED = re.compile(r"\s*text-align:\s*(left|right|center)\s*;?\s*", re.IGNORECASE)
_LINKS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_IMG = re.compile(r'<img((?:\s+[\w-]+="[^"]*")*)\s*/?>')
_SRC = re.compile(r'\ssrc="([^"]*)"')
_PICTURE = re.compile(rf"{PICTURE_OPEN}[\w-]*{PICTURE_CLOSE}|[{PICTURE_OPEN}{PICTURE_CLOSE}]")


def clean(html: str, prefix: str, remote_image: str) -> str:
    """Return ``html`` as a safe fragment.

    ``prefix`` comes before every id and every link to one; ``remote_image`` are the words that stand, with the address, for a
    picture that is not the library's.
    """

    def filtered(tag: str, attribute: str, value: str) -> str | None:
        value = _PICTURE.sub("", value)  # a picture stands in a text, never inside a tag
        if attribute == "id":
            return f"{prefix}-{value}" if value else None
        if attribute == "href":
            if value.startswith("#"):
                return f"#{prefix}-{value[1:]}"
            return value if tag == "a" and _LINKS.match(value) else None
        if attribute == "style":
            aligned = _ALIGNED.fullmatch(value)
            return f"text-align:{aligned[1].lower()}" if aligned else None
        return value

    cleaned = nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        clean_content_tags=set(_CONTENT_DROPPED),
        attributes=_ATTRIBUTES,
        attribute_filter=filtered,
        tag_attribute_values=_FIXED_VALUES,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
        link_rel=None,
    )
    return _IMG.sub(lambda image: _told(image[1], remote_image), cleaned)


def _told(attributes: str, remote_image: str) -> str:
    source = _SRC.search(attributes)
    address = f": <code>{source[1]}</code>" if source and source[1] else ""
    return f'<span class="remote-image">{remote_image}{address}</span>'

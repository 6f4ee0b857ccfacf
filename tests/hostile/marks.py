"""Markdown that carries what HTML may not: every structure of it, and Matinee's own marks, with hostile contents."""

from __future__ import annotations

from random import Random

from tests.hostile.addresses import hostile_address
from tests.hostile.markup import hostile_html, hostile_style

_ADDRESSED = (
    "[x]({0})",
    "[x](<{0}>)",
    '[x]({0} "title")',
    "[x]( {0} 'title')",
    "[x]\n({0})",
    "[x][r]\n\n[r]: {0}",
    "[r][]\n\n[r]: <{0}> 'title'",
    "[r]\n\n   [r]:\n      {0}",
    "<{0}>",
    "![x]({0})",
    "![x][r]\n\n[r]: {0}",
    "[![x]({0})]({0})",
    "[x](https://example.org/?{0})",
    "![x](image:{0})",
    "@[x](person:{0})",
    "[x](image:use-lamp {0})",
    "[x](#{0})",
    '[x](#" onclick="{0})',
    'https://example.org/"{0}',
    "{0}",
)
_HELD = (
    "{0}",
    "{0}\n\ntext",
    "text {0} text",
    "*{0}*",
    "**a {0} b**",
    "`{0}`",
    "``{0}` ``",
    "```\n{0}\n```",
    "```{0}\nx\n```",
    "~~~ {{.x {0}}}\nx\n~~~",
    "    {0}",
    "- {0}\n- x",
    "1. {0}\n\n       {0}",
    "> {0}",
    "> > {0}\n{0}",
    "# {0}",
    "{0}\n===",
    "## x {0} ##",
    "a | b\n--|--\n{0} | x",
    "a {0} | b\n:--|--:\nx | {0}",
    "Term {0}\n: {0}",
    "Term\n\n:   {0}\n\n    {0}",
    "x[^1]\n\n[^1]: {0}",
    "x[^{0}]\n\n[^{0}]: x",
    'x[^a" onclick="x]\n\n[^a" onclick="x]: {0}',
    "*[HTML]: {0}\n\nHTML",
    "*[{0}]: x\n\n{0}",
    "{{{{{0}}}}}",
    "{{{{x}}}} {0} {{{{y}}}}",
    "||{0}||",
    "||x {0}|| y ||{0}||",
    "||\n{0}\n||",
    "||\n\n{0}\n\n> x\n\n||",
    "@[{0}](person:person-ama)",
    "@[Ama Darko](person:person-ama){0}",
    "![{0}](image:use-lamp)",
    "![x](image:use-lamp)\n![{0}](image:use-lamp)",
    "[{0}](https://example.org)",
    '[x](https://example.org "{0}")',
    '[x][r]\n\n[r]: https://example.org "{0}"',
    '<div markdown="1">\n{0}\n</div>',
    "<div>\n{0}\n\n*x*\n</div>",
    "<p>{0}\n\n</p>{0}",
    "x {{: onclick={0} }}",
    '# x {{#a onclick="{0}"}}',
    "\\{0}",
    "<!-- {0} -->\n\n{0}",
    "x\\\n{0}\\\ny",
    "\u0002wzxhzdk:0\u0003{0}",
    "\u0002amp\u0003lt;{0}",
    "\ufdd0{0}\ufdd1use-lamp\ufdd2",
    "[//]: # ({0})",
    "[//]: # (part plot 5e1f0a2b)\n{0}\n[//]: # (end)",
    "---\n{0}\n---",
    "&#60;{0}",
)
_TEMPLATES = (
    "~~~ {{.x {{ onclick={0}}}\nx\n~~~",
    "*x*{{: .x {{ onclick={0} }}",
    "# x {{: .x \\}} onclick={0} }}",
    "x\n{{: #x\t{{\tonmouseover={0} }}",
    "{{{{ self.__class__.__mro__ }}}}{0}",
    "{{{{ cycler.__init__.__globals__.os.popen('id') }}}}{0}",
    "{{% include '/etc/passwd' %}}{0}",
    "{{% raw %}}{0}{{% endraw %}}",
    "{{{{ '{0}'|safe }}}}",
    "${{{0}}}",
    "#{{{0}}}",
    "<%= {0} %>",
    "{{{{< rawhtml >}}}}{0}{{{{< /rawhtml >}}}}",
    "{{::{0}}}",
    "\\u003cscript\\u003e{0}\\u003c/script\\u003e",
    "%3Cscript%3E{0}%3C/script%3E",
)  # fmt: skip


def hostile_markdown(draw: Random, run: str) -> str:
    """Return a text whose Markdown carries a hostile address, element, style or template."""
    kind = draw.random()
    if kind < 0.4:
        return draw.choice(_ADDRESSED).format(hostile_address(draw, run))
    if kind < 0.85:
        return draw.choice(_HELD).format(hostile_html(draw, run))
    if kind < 0.92:
        return f"<td style=\"{hostile_style(draw, run)}\">x</td>\n\n<table><tr><th style='{hostile_style(draw, run)}'>x"
    return draw.choice(_TEMPLATES).format(run)

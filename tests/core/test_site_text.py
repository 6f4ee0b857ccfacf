"""What stands in a Markdown file can run nowhere, and all else stands as it was typed."""

from __future__ import annotations

import time

import pytest

from desktop.core.site_text import site_text

LEFT_ALONE = (
    "A *soft* word, **hard** ones and a `code < tag`.",
    "1 < 2 and 3 > 2, I <3 it, a -> b",
    "[a link](https://example.org/a_(b)?c=d:e#f \"Title: one\") and [mail](mailto:a@example.org)",
    "[here](#part), [there](other/page.html), ![a still](images/still-1.jpg)",
    "![far](https://example.org/a.jpg)",
    "<https://example.org/a:b> and <a.b@example.org>",
    "[r]: https://example.org/x:y 'Title'\n\n[r]",
    "Note[^1].\n\n[^1]: Said so: at the festival.",
    "[Interview]: Regie: wer sonst",
    "<span lang=\"ko\">벌새</span>, H<sub>2</sub>O, a<br>b, <br/>, <cite class=\"quoted\">“Burning”</cite>",
    '<details class="spoiler" markdown="1">\n<summary>Spoiler</summary>\n\nShe left.\n\n</details>',
    '<a href="https://example.org/x" title="x">x</a> <a href="#x">y</a>',
    '<data value="person:ab12" title="x">Ama</data>',
    "{a} {b c} {{x}}",
    "12:30 [a]: 12:30",
    "a | b\n--|--:\n1 | 2",
)  # fmt: skip


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_plain_words_and_marks_stay(text: str) -> None:
    assert site_text(text) == text


CHANGED = {
    "<Tick, Tick… Boom!>": "&lt;Tick, Tick… Boom!>",
    "<script>x</script>": "&lt;script>x&lt;/script>",
    '<b onclick="x">y</b>': '&lt;b onclick="x">y</b>',
    "<img src=x onerror=y>": "&lt;img src=x onerror=y>",
    '<a href="javascript:x">y</a>': '&lt;a href="javascript:x">y</a>',
    "said <!-- by whom? --> so": "said  so",
    "<!-- <b> -->": "&lt;!-- <b> -->",
    "`<script>`": "`<\u2060script>`",
    "[x](javascript:y)": "[x](#javascript:y)",
    "[x](  <jAva&#x0A;script&colon;y>)": "[x](  #&lt;jAva&#x0A;script&colon;y>)",
    "[x](\njava\tscript:y)": "[x](\n#java\tscript:y)",
    "![x](data:text/html,y)": "![x](#data:text/html,y)",
    "[x][r]\n\n[r]: vbscript:y": "[x][r]\n\n[r]: #vbscript:y",
    "> [r]:\n  <file:///etc/passwd>": "> [r]:\n  #&lt;file:///etc/passwd>",
    "[^1]: javascript:y": "[^1]: #javascript:y",
    "<javascript:y>": "&lt;javascript:y>",
    '# x {: onclick="y" }': '# x &#123;: onclick="y" }',
    "~~~ {.x { onclick=y}\nz\n~~~": "~~~ &#123;.x &#123; onclick=y}\nz\n~~~",
    "*x*{: .x \\} onclick=y }": "*x*&#123;: .x \\} onclick=y }",
    "x\n{: .x\nonclick=y }": "x\n&#123;: .x\nonclick=y }",
}


@pytest.mark.parametrize("text", CHANGED)
def test_what_no_page_may_hold_becomes_words(text: str) -> None:
    assert site_text(text) == CHANGED[text]
    assert site_text(CHANGED[text]) == CHANGED[text], "once is enough"


@pytest.mark.parametrize("piece", ["<", "<a", "<!--", "](", "[](", "[x]:", "{=", "{", '<a href="', "\\<", "`<", "[a]:\n", "&#x"])
def test_no_text_takes_long(piece: str) -> None:
    started = time.perf_counter()
    site_text(piece * 30_000)
    assert time.perf_counter() - started < 3

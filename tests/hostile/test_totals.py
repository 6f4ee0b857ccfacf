"""The sanitiser and the renderer answer everything: by the thousand, without a browser, judged by a parser.

What no page may hold, such as half a sign, is taken out before the sanitiser sees a text, here as there.
"""

from __future__ import annotations

from random import Random

from desktop.core.addresses import web_address
from desktop.rendering.markdown import Text, html_of, well_formed
from desktop.rendering.sanitiser import clean
from tests.hostile.addresses import hostile_address
from tests.hostile.inputs import COUNT, hostile_inputs
from tests.hostile.markup import hostile_html
from tests.rendering.reading import dangers_in

_CARRIERS = (
    '<a href="{0}">x</a>',
    "<a href='{0}'>x</a>",
    "<a href={0}>x</a>",
    '<img src="{0}">',
    '<blockquote cite="{0}">',
    '<td background="{0}" style="background:url({0})">',
)


def test_no_address_leads_astray() -> None:
    draw = Random(7)
    for number in range(COUNT * 25):
        address = hostile_address(draw, "alert(1)")
        html = _CARRIERS[number % len(_CARRIERS)].format(well_formed(address))
        assert not dangers_in(clean(html, "p", "Remote image")), html
        fit = web_address(address)
        assert not fit or fit.lower().startswith(("http://", "https://")), address


def test_what_is_clean_stays_clean() -> None:
    draw = Random(8)
    for _ in range(COUNT * 25):
        html = well_formed(hostile_html(draw, "alert(1)"))
        once = clean(html, "p", "Remote image")
        assert not dangers_in(once), html
        assert not dangers_in(clean(once, "p", "Remote image")), html


def test_every_text_is_rendered() -> None:
    for one in hostile_inputs(COUNT * 8, seed=9):
        html = html_of(Text(one.text, "part-a", "en"))
        assert not dangers_in(html), one.text
        assert html_of(Text(one.text, "part-a", "en")) == html, "the same each time"

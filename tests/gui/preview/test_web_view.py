"""The faithful view: the bytes it loads, its patches, marks, looks and widths, and its coming back after a crash."""

from __future__ import annotations

import os
import random
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.core.page import Block, Page, PageFile
from desktop.gui.preview.web_view import WebView
from desktop.gui.theme import Colour, current_theme
from tests.gui.preview.pages import SHEET, block, page, png, web

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.gui.preview.pane import PreviewPane
    from tests.gui.preview.pages import Ask, Dom, Show

LONG = tuple(block(f"b{i}", f"Block {i}. " + "Words that fill a line or two of the article. " * 6) for i in range(30))
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
PAPER, NIGHT = "rgb(254, 254, 254)", "rgb(16, 16, 16)"


def test_the_bytes_loaded_are_the_exported_bytes(pane: PreviewPane, show: Show) -> None:
    shown = page(block("headline", "“Fárosvakt” — 등대 — מגדלור 🎬 &lt;Tick, Tick… Boom!&gt;"))
    show(pane, shown)
    assert web(pane).page_bytes == shown.html().encode()


# ---- patches


def _html(draw: random.Random, identity: str) -> str:
    """A block of any shape the articles have, and some they do not."""
    word = "".join(draw.choices("aábc &amp; é ﷽ 🎬 ‎", k=draw.randrange(1, 12)))
    inner = draw.choice(
        [
            word,
            f"<em>{word}</em> {word} <a href='#b1'>{word}</a>",
            f"{word}<br>{word}<strong lang='he' dir='rtl'>שלום {word}</strong>",
            f"<!-- {draw.randrange(9)} -->{word}",
            "",
        ]
    )
    attribute = draw.choice(["", ' class="lead"', f' data-n="{draw.randrange(3)}" lang="ko"', ' lang="ko" data-n="1"'])
    extra = draw.choice(["", f"<p{attribute}>{inner}</p>", f"<ul><li>{word}</li>{'<li>x</li>' * draw.randrange(4)}</ul>"])
    shapes = [
        f'<p{attribute} id="{identity}">{inner}</p>',
        f'<p id="{identity}"{attribute}>{inner}</p>',
        f'<section id="{identity}"><h2>{word}</h2>\n<p{attribute}>{inner}</p>\n{extra}</section>',
        f'<figure id="{identity}"><img src="x.png" alt="{word}"><figcaption>{inner}</figcaption></figure>',
        f'<table id="{identity}"><tbody><tr><td>{inner}</td></tr>{"<tr><td>2</td></tr>" * draw.randrange(3)}</tbody></table>',
        f'<details id="{identity}"><summary>{word}</summary>{extra}</details>',
        f'<pre id="{identity}">\n\n{word}\n  {word}</pre>',
    ]
    return draw.choice(shapes)


def _head(draw: random.Random) -> tuple[str, ...]:
    return (
        '<meta charset="utf-8">',
        f"<title>Title &amp; {draw.randrange(5)}</title>",
        *[f'<meta name="m{i}" content="{draw.randrange(3)}">' for i in range(draw.randrange(3))],
        SHEET if draw.random() < 0.8 else "<style>p { color: navy; }</style>",
        f'<script type="application/ld+json">{{"n": {draw.randrange(9)}}}</script>',
    )


def _edited(draw: random.Random, old: Page) -> Page:
    """One or a few edits at once, of every kind."""
    blocks = list(old.blocks)
    for _ in range(draw.choice([1, 1, 2, 5])):
        kind = draw.choice(["add", "remove", "move", "edit", "edit", "edit", "shuffle", "clear"])
        if kind == "add":
            identity = f"b{draw.randrange(1000)}"
            if identity not in {each.id for each in blocks}:
                blocks.insert(draw.randint(0, len(blocks)), Block(identity, _html(draw, identity)))
        elif kind == "remove" and blocks:
            blocks.pop(draw.randrange(len(blocks)))
        elif kind == "move" and blocks:
            blocks.insert(draw.randrange(len(blocks)), blocks.pop(draw.randrange(len(blocks))))
        elif kind == "edit" and blocks:
            place = draw.randrange(len(blocks))
            blocks[place] = Block(blocks[place].id, _html(draw, blocks[place].id))
        elif kind == "shuffle" and draw.random() < 0.3:
            draw.shuffle(blocks)
        elif kind == "clear" and draw.random() < 0.1:
            blocks = []
    new = replace(old, blocks=tuple(blocks))
    if draw.random() < 0.2:
        new = replace(new, head=_head(draw))
    if draw.random() < 0.1:
        new = replace(new, article_attributes=draw.choice(["", ' class="a"', ' data-x="1" class="b"', ' class="b" lang="ar"']))
    if draw.random() < 0.1:
        new = replace(new, language=draw.choice(["en", "ar", "ko"]), direction=draw.choice(["ltr", "rtl"]))
    return new


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_page_is_the_one_loaded_fresh(
    seed: int, new_pane: Callable[[], PreviewPane], show: Show, dom: Dom, ask: Ask
) -> None:
    draw = random.Random(seed)
    patched, fresh = new_pane(), new_pane()
    now = Page("en", "ltr", _head(draw), "", tuple(Block(f"s{i}", _html(draw, f"s{i}")) for i in range(6)))
    show(patched, now)
    address = web(patched).engine.url()
    for step in range(25):
        now = _edited(draw, now)
        patched.mark(draw.choice([each.id for each in now.blocks] or [""]) if draw.random() < 0.3 else None)
        patched.set_look(draw.choice(["light", "dark", "system"]))
        patched.show_page(now, web(patched).shown_root)
        show(fresh, now, review=f"fresh {step}")
        assert dom(patched) == dom(fresh), f"step {step}"
    assert web(patched).engine.url() == address, "it was loaded anew instead of patched"


def test_a_patch_touches_only_what_changed(pane: PreviewPane, show: Show, ask: Ask) -> None:
    part = '<section id="part"><h2>Plot</h2><p>One.</p><p>{}</p><p>Three.</p></section>'
    before = page(block("headline", "A"), Block("part", part.format("Two.")), block("last", "Z"))
    show(pane, before)
    ask(pane, "document.querySelectorAll('*').forEach((each) => { each.wasThere = true; })")
    pane.show_page(
        page(block("headline", "A"), Block("part", part.format("<b>2</b>.")), block("last", "Z")), web(pane).shown_root
    )
    new = ask(pane, "[...document.querySelectorAll('*')].filter((each) => !each.wasThere).map((each) => each.outerHTML).join()")
    assert new == "<b>2</b>"


def test_while_a_page_loads_the_newest_waits_and_wins(
    pane: PreviewPane, show: Show, dom: Dom, qtbot: QtBot, tmp_path: Path
) -> None:
    pane.show_page(page(block("a", "first")), tmp_path)
    for word in ("second", "third"):
        pane.show_page(page(block("a", word), block("b", word)), tmp_path)
    qtbot.waitUntil(lambda: "third" in dom(pane))
    assert "first" not in dom(pane)
    assert "second" not in dom(pane)


def test_ids_that_cannot_be_told_apart_make_it_load_anew(pane: PreviewPane, show: Show, dom: Dom) -> None:
    show(pane, page(block("a", "one")))
    show(pane, page(block("a", "two"), block("a", "three")))
    assert "two" in dom(pane)
    assert "three" in dom(pane)
    show(pane, page(block("a", "four")))
    assert "four" in dom(pane)


def test_a_block_of_broken_markup_makes_it_load_anew(
    pane: PreviewPane, new_pane: Callable[[], PreviewPane], show: Show, dom: Dom
) -> None:
    show(pane, page(block("a", "one")))
    broken = page(Block("a", '<p id="a">a<div>b</div></p>'))
    show(pane, broken)
    fresh = new_pane()
    show(fresh, broken)
    assert dom(pane) == dom(fresh)


# ---- reviews and pictures


def test_another_review_begins_at_its_top(pane: PreviewPane, show: Show, dom: Dom, ask: Ask) -> None:
    show(pane, page(*LONG))
    ask(pane, "scrollTo(0, 700)")
    show(pane, page(block("other", "Another film"), *LONG[1:]), review="r2")
    assert "Another film" in dom(pane)
    assert ask(pane, "scrollY") == 0


def test_an_address_that_means_another_file_shows_the_other_file(
    pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "one.png").write_bytes(png(3, 3))
    (tmp_path / "two.png").write_bytes(png(7, 7))
    pictured = Block("poster", '<figure id="poster"><img src="images/poster.png" alt=""></figure>')
    show(pane, page(pictured, *LONG, files=(PageFile("images/poster.png", "one.png"),)))
    qtbot.waitUntil(lambda: ask(pane, "document.images[0].naturalWidth") == 3)
    ask(pane, "scrollTo(0, 300)")
    qtbot.waitUntil(lambda: web(pane).page.scrollPosition().y() == 300)
    show(pane, page(pictured, *LONG, files=(PageFile("images/poster.png", "two.png"),)))
    qtbot.waitUntil(lambda: ask(pane, "document.images[0].naturalWidth") == 7)
    assert ask(pane, "scrollY") == 300


def test_a_picture_that_comes_by_patch_is_shown(pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(png(5, 5))
    show(pane, page(block("a", "no picture")))
    pictured = Block("a", '<p id="a"><img src="one.png" alt=""></p>')
    pane.show_page(page(pictured, files=(PageFile("one.png", "one.png"),)), tmp_path)
    qtbot.waitUntil(lambda: ask(pane, "document.images[0]?.naturalWidth") == 5)


# ---- the mark, and the place on screen


def _top(ask: Ask, pane: PreviewPane, identity: str) -> float:
    top = ask(pane, f"document.getElementById('{identity}').getBoundingClientRect().top")
    assert isinstance(top, float | int)
    return top


def test_a_mark_is_seen_but_is_no_part_of_the_page(pane: PreviewPane, show: Show, dom: Dom, ask: Ask) -> None:
    show(pane, page(*LONG))
    before = dom(pane)
    drawn = "getComputedStyle(document.getElementById('b1')).borderImageSource"
    assert ask(pane, drawn) == "none"
    pane.mark("b1")
    assert "gradient" in str(ask(pane, drawn))
    assert dom(pane) == before
    pane.mark(None)
    assert ask(pane, drawn) == "none"


def test_a_marked_block_off_screen_comes_on_screen_and_one_on_screen_stays(
    pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot
) -> None:
    show(pane, page(*LONG))
    pane.mark("b1")
    assert ask(pane, "scrollY") == 0
    pane.mark("b20")
    qtbot.waitUntil(lambda: 0 <= _top(ask, pane, "b20") < 400)
    qtbot.waitUntil(lambda: bool(ask(pane, "document.getElementById('b20').getBoundingClientRect().bottom <= innerHeight")))
    pane.mark("b10")
    qtbot.waitUntil(lambda: _top(ask, pane, "b10") == 24)


def test_a_block_marked_before_it_is_there_comes_on_screen_with_it(pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot) -> None:
    show(pane, page(*LONG))
    pane.mark("new")
    pane.show_page(page(*LONG, block("new", "A part just added")), web(pane).shown_root)
    qtbot.waitUntil(lambda: 0 <= _top(ask, pane, "new") < 400)


def test_the_place_of_the_caret_in_a_long_block_comes_on_screen(pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot) -> None:
    show(pane, page(block("long", "Words of a part that is longer than the screen. " * 400)))
    pane.mark("long", 0.5)
    share = "(innerHeight / 2 - {0}.top) / {0}.height".format("document.getElementById('long').getBoundingClientRect()")
    qtbot.waitUntil(lambda: abs(float(str(ask(pane, share))) - 0.5) < 0.001)
    shown = ask(pane, "scrollY")
    pane.mark("long", 0.51)
    assert abs(float(str(ask(pane, "scrollY"))) - float(str(shown))) < 10, "it was on screen already"


def test_a_page_loaded_anew_begins_at_the_place_of_the_caret(pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot) -> None:
    pane.mark("long", 1.0)
    show(pane, page(block("long", "Words of a part that is longer than the screen. " * 400)))
    end = "document.getElementById('long').getBoundingClientRect().bottom <= innerHeight"
    qtbot.waitUntil(lambda: ask(pane, end) is True)


def test_what_grows_above_moves_nothing_on_screen(pane: PreviewPane, show: Show, ask: Ask) -> None:
    show(pane, page(*LONG))
    ask(pane, "scrollTo(0, 900)")
    seen = str(ask(pane, "document.elementFromPoint(100, 200).id"))
    top = _top(ask, pane, seen)
    grown = (block("new", "A part put before everything. " * 40), block("b0", "short"), *LONG[1:])
    pane.show_page(page(*grown), web(pane).shown_root)
    assert abs(_top(ask, pane, seen) - top) <= 1
    pane.show_page(page(*LONG), web(pane).shown_root)
    assert abs(_top(ask, pane, seen) - top) <= 1


def test_typing_at_the_end_of_a_long_part_is_followed(pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot) -> None:
    words = "Words of a part that is longer than the screen. " * 200
    show(pane, page(block("part", words)))
    pane.mark("part")
    pane.show_page(page(block("part", words + "typed")), web(pane).shown_root)
    end = "document.getElementById('part').getBoundingClientRect().bottom <= innerHeight"
    qtbot.waitUntil(lambda: ask(pane, end) is True)


# ---- look, width, zoom


def test_the_article_has_a_look_of_its_own(pane: PreviewPane, show: Show, ask: Ask) -> None:
    show(pane, page(block("a", "words")))
    assert ask(pane, BACKGROUND) == PAPER
    pane.set_look("dark")
    assert ask(pane, BACKGROUND) == NIGHT
    assert "dark" in str(ask(pane, "getComputedStyle(document.documentElement).colorScheme"))
    pane.set_look("light")
    assert ask(pane, BACKGROUND) == PAPER
    pane.set_look("system")
    native = NIGHT if ask(pane, "matchMedia('(prefers-color-scheme: dark)').matches") else PAPER
    assert ask(pane, BACKGROUND) == native
    assert ask(pane, "document.styleSheets[0].cssRules[5].conditionText") == "(prefers-color-scheme: dark)"


def test_the_look_survives_a_new_style_sheet_and_a_new_review(pane: PreviewPane, show: Show, ask: Ask) -> None:
    pane.set_look("dark")
    show(pane, page(block("a", "words")))
    assert ask(pane, BACKGROUND) == NIGHT
    changed = replace(page(block("a", "words")), head=("<title>x</title>", SHEET.replace("#101010", "#202020")))
    pane.show_page(changed, web(pane).shown_root)
    assert ask(pane, BACKGROUND) == "rgb(32, 32, 32)"
    show(pane, page(block("a", "words")), review="r2")
    assert ask(pane, BACKGROUND) == NIGHT


def test_a_dark_program_leaves_the_article_light(pane: PreviewPane, show: Show, ask: Ask) -> None:
    show(pane, page(block("a", "words")))
    current_theme().apply("dark", 100)
    pane.mark("a")
    assert ask(pane, BACKGROUND) == PAPER
    accent = current_theme().colour(Colour.ACCENT)
    seen = f"rgb({accent.red()}, {accent.green()}, {accent.blue()})"
    assert seen in str(ask(pane, "getComputedStyle(document.getElementById('a')).borderImageSource"))


def test_a_phone_is_390_pixels_wide_at_every_zoom(pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot) -> None:
    show(pane, page(*LONG))
    assert ask(pane, "innerWidth") == web(pane).width()
    pane.set_width("phone")
    qtbot.waitUntil(lambda: ask(pane, "innerWidth") == 390)
    pane.set_zoom(125)
    qtbot.waitUntil(lambda: ask(pane, "innerWidth") == 390)
    pane.set_width("web")
    qtbot.waitUntil(lambda: ask(pane, "innerWidth") == round(web(pane).width() / 1.25))


def test_zoom_holds_for_the_next_review(pane: PreviewPane, show: Show, ask: Ask) -> None:
    pane.set_zoom(150)
    show(pane, page(block("a", "words")))
    assert web(pane).page.zoomFactor() == 1.5
    show(pane, page(block("a", "words")), review="r2")
    assert web(pane).page.zoomFactor() == 1.5


# ---- crashes


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_killed_renderer_comes_back_where_it_was(pane: PreviewPane, show: Show, dom: Dom, ask: Ask, qtbot: QtBot) -> None:
    show(pane, page(*LONG))
    pane.mark("b2")
    ask(pane, "scrollTo(0, 120)")
    qtbot.waitUntil(lambda: web(pane).page.scrollPosition().y() == 120)
    before = dom(pane)
    view = pane.view
    assert isinstance(view, WebView)
    with qtbot.waitSignal(view.page_ready):
        os.kill(view.page.renderProcessPid(), signal.SIGKILL)
    assert dom(pane) == before
    assert ask(pane, "scrollY") == 120
    pane.show_page(page(*LONG, block("more", "typed after")), web(pane).shown_root)
    assert "typed after" in dom(pane)

"""The preview while somebody types: it follows key by key, stays where the reader is, and lets no text hold the window up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.identity import new_id
from desktop.core.outlet import standard_outlets
from desktop.core.review import Part, PartKind, PartRole
from desktop.core.starting import new_article
from desktop.core.work import Work
from desktop.gui.editor.text_form import TextForm
from desktop.gui.session import ReviewSession
from desktop.services.archive import open_archive
from desktop.services.authoring import Place
from tests.gui.agreeing import PATIENCE_MS, Witness, fresh_pane, web_of
from tests.gui.desk import back_to, real_desk
from tests.gui.typist import Typist

# WebEngine asks for it, and it must be said before the first application object.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

PARAGRAPH = "The keeper climbs the breakwater every evening and lights a lamp that nobody has asked for. " * 4
INTRICATE = "[" * 4000
LONGEST_STALL = 0.5
"""Seconds for which the window may take no event while a text is too slow to render: rendering it itself would take longer."""


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """A window on a review of eight long parts, with its preview begun."""
    archive = open_archive(tmp_path / "library")
    article = new_article(
        standard_outlets()[0], Work(new_id(), title="The Lamplighter", year=1987), created="2026-01-01T00:00:00Z"
    )
    body = "\n\n".join([PARAGRAPH] * 4)
    parts = tuple(Part(f"{at:08x}", PartKind.TEXT, PartRole.CUSTOM, f"Part {at}", body=body) for at in range(8))
    article = article.with_record(replace(article.review, parts=parts))
    archive.store_new([article.work, article.review]).result()
    archive.library.close()
    with real_desk(tmp_path, qtbot) as desk:
        desk.window.library.review_opened.emit(article.review.id)
        qtbot.waitUntil(lambda: desk.window.editor.preview.view is not None, timeout=30_000)
        qtbot.waitUntil(lambda: ask(desk, "document.querySelectorAll('section').length", qtbot) == 8, timeout=PATIENCE_MS)
        back_to(desk.window, qtbot)
        yield desk


def ask(desk: OpenDesk, expression: str, qtbot: QtBot) -> object:
    """Return the value of an expression in the preview's page, after every patch sent before."""
    answers: list[object] = []
    page = web_of(desk.window.editor.preview).page
    page.runJavaScript(expression, QWebEngineScript.ScriptWorldId.ApplicationWorld.value, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    return answers[0]


def session_of(desk: OpenDesk) -> ReviewSession:
    assert desk.window.session is not None
    return desk.window.session


def lengthen(desk: OpenDesk, part_id: str) -> None:
    """Make a part's text longer than the screen."""
    session = session_of(desk)
    review = session.article.review
    parts = tuple(replace(part, body=part.body * 8) if part.id == part_id else part for part in review.parts)
    session.edit("Text", Place(part_id), session.article.with_record(replace(review, parts=parts)))


def write_in(desk: OpenDesk, part_id: str) -> TextForm:
    """Put the caret at the end of a part's text."""
    desk.window.editor.go_to(Place(part_id))
    form = desk.window.editor.form
    assert isinstance(form, TextForm)
    form.body.select(len(form.body.text()))
    return form


def on_screen(part_id: str) -> str:
    """An expression: whether the end of a part's text is within the page's window."""
    return (
        f"(() => {{ const box = [...document.querySelectorAll('#part-{part_id} p')].at(-1).getBoundingClientRect();"
        " return box.bottom > 0 && box.bottom <= innerHeight + 1; })()"
    )


def test_a_review_brought_to_the_front_again_shows_in_the_preview_where_its_caret_is(desk: OpenDesk, qtbot: QtBot) -> None:
    lengthen(desk, "00000003")
    form = write_in(desk, "00000003")
    form.body.select(len(form.body.text()) - 1)
    first = session_of(desk).review_id
    desk.places.open_sample()
    qtbot.waitUntil(lambda: session_of(desk).review_id != first, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: ask(desk, "document.getElementById('part-00000003') === null", qtbot) is True, timeout=PATIENCE_MS)
    desk.window.library.review_opened.emit(first)
    end = "(document.getElementById('part-00000003')?.getBoundingClientRect().bottom ?? 1e9) <= innerHeight"
    qtbot.waitUntil(lambda: ask(desk, end, qtbot) is True, timeout=PATIENCE_MS)


def test_three_hundred_keys_are_followed_where_they_are_typed(desk: OpenDesk, qtbot: QtBot) -> None:
    part_id = session_of(desk).article.review.parts[5].id
    address = web_of(desk.window.editor.preview).page.handler.url
    write_in(desk, part_id)
    qtbot.waitUntil(lambda: float(str(ask(desk, "scrollY", qtbot))) > 500, timeout=PATIENCE_MS)
    ask(desk, "globalThis.lowest = scrollY; addEventListener('scroll', () => { lowest = Math.min(lowest, scrollY); })", qtbot)
    words = ("And so the *sea* answers, in its own time. " * 8)[:300]
    Typist().type(words)
    assert session_of(desk).article.review.parts[5].body.endswith(words)
    witness = Witness(desk, (session_of(desk),), fresh_pane(qtbot), qtbot)
    witness.check_preview()
    qtbot.waitUntil(lambda: ask(desk, on_screen(part_id), qtbot) is True, timeout=PATIENCE_MS)
    assert float(str(ask(desk, "lowest", qtbot))) > 500, "the page jumped towards its top"
    assert web_of(desk.window.editor.preview).page.handler.url == address, "the page was loaded anew"
    drawn = "[...document.querySelectorAll('article > [id]')].filter((e) => getComputedStyle(e).borderImageSource !== 'none')"
    assert ask(desk, f"{drawn}.map((e) => e.id).join()", qtbot) == f"part-{part_id}"
    witness.check_rows()


class Pulse:
    """Notes the longest time between two turns of the event loop, in seconds, and counts them."""

    def __init__(self) -> None:
        self.turns = 0
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.turns += 1
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def stop(self) -> float:
        """End, and return the longest time."""
        self._beat()
        self._timer.stop()
        return self.longest


def paste(form: TextForm, text: str) -> None:
    QApplication.clipboard().setText(text)
    form.body.paste()


@pytest.mark.parametrize("keys", [0, 30])
def test_a_text_too_slow_to_render_pauses_its_own_preview_and_nothing_else(keys: int, desk: OpenDesk, qtbot: QtBot) -> None:
    part = session_of(desk).article.review.parts[1]
    form = write_in(desk, part.id)
    note = form.paused_note
    assert note.isHidden()
    paste(form, "\n\n" + INTRICATE)
    pulse = Pulse()
    qtbot.waitUntil(note.isVisible, timeout=30_000)
    for _ in range(keys):  # each makes the text another one, which is tried anew and found too slow again
        turn = pulse.turns
        Typist().type("[")
        qtbot.waitUntil(lambda: pulse.turns > turn)  # noqa: B023
    qtbot.waitUntil(note.isVisible, timeout=30_000)
    stall = pulse.stop()
    assert note.height() > 0
    assert form.rect().contains(note.mapTo(form, note.rect().center()))
    body = f"document.getElementById('part-{part.id}').textContent.includes('[[[[')"
    qtbot.waitUntil(lambda: ask(desk, body, qtbot) is True, timeout=PATIENCE_MS)
    typed_meanwhile(desk, qtbot)
    desk.window.editor.go_to(Place(session_of(desk).article.review.parts[2].id))
    assert note.isHidden(), "another part is said to be paused"
    desk.window.editor.go_to(Place(part.id))
    assert note.isVisible()
    session_of(desk).undo()
    qtbot.waitUntil(note.isHidden, timeout=30_000)
    Witness(desk, (session_of(desk),), fresh_pane(qtbot), qtbot).check_rows()
    print(f"with {keys} keys: the longest stall was {1000 * stall:.0f} ms")
    assert stall < LONGEST_STALL


def typed_meanwhile(desk: OpenDesk, qtbot: QtBot) -> None:
    """What is typed elsewhere is shown while a part is paused."""
    other = session_of(desk).article.review.parts[4]
    write_in(desk, other.id)
    Typist().type(" Meanwhile, elsewhere.")
    shown = f"document.getElementById('part-{other.id}').textContent.includes('Meanwhile, elsewhere.')"
    qtbot.waitUntil(lambda: ask(desk, shown, qtbot) is True, timeout=PATIENCE_MS)
    session_of(desk).undo()

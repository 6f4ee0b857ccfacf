"""Holds the model, the forms, the preview and the stored rows of a real window against each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.core.fields import FIELD_BY_KEY, value_of
from desktop.core.identity import new_id
from desktop.core.outlet import standard_outlets
from desktop.core.page import Page
from desktop.core.person import Person
from desktop.core.printing import opening_of
from desktop.core.review import BioUse, Card, PartKind
from desktop.core.starting import new_article
from desktop.core.work import Work
from desktop.gui.editor.gallery_form import GalleryForm
from desktop.gui.editor.outline import DETAIL_ROLE, KEY_ROLE, rows_of
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.quote_form import QuoteForm
from desktop.gui.editor.text_form import TextForm
from desktop.gui.people import PeopleForm
from desktop.gui.people.sentences import credit_line
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.preview.probe import ProbeMemory
from desktop.gui.preview.view import Shown
from desktop.gui.preview.web_view import WebView
from desktop.rendering.page import render_page
from desktop.services.archive import open_archive
from desktop.services.formats import Export, Options

if TYPE_CHECKING:
    from desktop.app import OpenDesk
    from desktop.gui.session import ReviewSession

PATIENCE_MS = 20_000


def markup(pane: PreviewPane, qtbot: QtBot) -> str:
    """Return the page's markup, after every patch sent before."""
    answers: list[str] = []
    pane.dom(answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    return answers[0]


def web_of(pane: PreviewPane) -> WebView:
    """Return the faithful view of a pane."""
    assert isinstance(pane.view, WebView), "this machine shows no faithful preview"
    return pane.view


def two_reviews(folder: Path) -> tuple[str, str]:
    """Store two reviews of one film, for two outlets, and somebody whom another review credits; return the reviews' ids."""
    archive = open_archive(folder / "library")
    work = Work(new_id(), title="The Lamplighter", year=1987)
    first, second = (new_article(outlet, work, created="2026-01-01T00:00:00Z") for outlet in standard_outlets()[:2])
    archive.store_new([work, first.review, second.review, Person(new_id(), "Ama Darko")]).result()
    archive.library.close()
    return first.review.id, second.review.id


def fresh_pane(qtbot: QtBot) -> PreviewPane:
    """Return a pane of its own, in which pages are loaded anew."""
    pane = PreviewPane(ProbeMemory(lambda _key: "works without sandbox", lambda _key, _verdict: None))
    qtbot.addWidget(pane)
    pane.resize(632, 480)
    with qtbot.waitSignal(pane.view_started):
        pane.show()
    return pane


class Witness:
    """Looks at a window in which ``sessions`` are open, both of one film; ``fresh`` is a pane that loads pages anew."""

    def __init__(self, desk: OpenDesk, sessions: tuple[ReviewSession, ...], fresh: PreviewPane, qtbot: QtBot) -> None:
        self._desk, self._sessions, self._fresh, self._qtbot = desk, sessions, fresh, qtbot
        self._loads = 0

    def check_model(self) -> None:
        """Every open review is what the desk gathers, and they share one film."""
        desk = self._desk.workspace.reviews.desk
        for session in self._sessions:
            assert desk.gather(session.review_id) == session.article
        assert len({id(session.article.work) for session in self._sessions}) == 1

    def check_forms(self) -> None:
        """The form in front and the parts list show the article."""
        editor, session = self._desk.window.editor, self._desk.window.session
        assert session is not None
        assert editor.session is session
        article = session.article
        rows = [(row.key, row.name, row.detail) for row in rows_of(article)]
        model = editor.outline.view.model()
        indexes = [model.index(row, 0) for row in range(model.rowCount())]
        assert [(index.data(KEY_ROLE), index.data(), index.data(DETAIL_ROLE)) for index in indexes] == rows
        assert editor.outline.view.currentIndex().data(KEY_ROLE) == editor.current_key
        form = editor.form
        for key, field in form.placed().items():
            assert field.value() == value_of(article, FIELD_BY_KEY[key]), key
        if isinstance(form, PartForm):
            assert form.key == editor.current_key
            for name, shown, value in of_part(form, article):
                assert shown == value, name
        elif isinstance(form, PeopleForm):
            check_people(form, article)

    def check_rows(self) -> None:
        """What is stored is what is open."""
        assert self._desk.workspace.autosave.finish()
        for session in self._sessions:
            assert self._desk.workspace.archive.load(session.review_id).article == session.article

    def check_preview(self) -> None:
        """The page shown is the export's, and its markup that of the export's page loaded anew."""
        session = self._desk.window.session
        assert session is not None
        export = self.exported(session.article).main.data
        pane = self._desk.window.editor.preview
        self._qtbot.waitUntil(lambda: shown_page(pane).html().encode() == export, timeout=PATIENCE_MS)
        view = web_of(self._fresh)
        self._loads += 1
        self._fresh.open_review(f"load {self._loads}")
        with self._qtbot.waitSignal(view.page_ready, timeout=PATIENCE_MS):
            self._fresh.show_page(render_page(session.article), self._desk.workspace.archive.root)
        assert view.page_bytes == export
        self._qtbot.waitUntil(lambda: web_of(pane)._ready, timeout=PATIENCE_MS)
        assert markup(pane, self._qtbot) == markup(self._fresh, self._qtbot)

    def exported(self, article: Article) -> Export:
        """Return the export "HTML page, images beside it", made by the window's own rendering child."""
        space = self._desk.workspace
        future = space.child.call("export", (article, "html", Options(library=space.archive.root)))
        self._qtbot.waitUntil(future.done, timeout=PATIENCE_MS)
        export = future.result()
        assert isinstance(export, Export)
        return export


def shown_page(pane: PreviewPane) -> Page:
    """Return the page that a pane's view was given last."""
    shown = web_of(pane)._wanted
    assert isinstance(shown, Shown)
    return shown.page


def of_part(form: PartForm, article: Article) -> list[tuple[str, object, object]]:
    """Return what a part's form shows beside what it must show."""
    part = article.review.part(form.key)
    assert part is not None, "the form in front shows a part that is gone"
    seen: list[tuple[str, object, object]] = [
        ("heading", form.heading.value(), part.heading),
        ("level", form.level.value(), part.level),
        ("spoiler", form.spoiler.value(), part.spoiler),
        ("printed", form.printed.value(), not part.hidden),
    ]
    if isinstance(form, TextForm):
        seen += [
            ("text", form.body.text(), part.body),
            ("role", form.role.value(), part.role),
            ("opening", form.opening.value(), part.opening),
            ("opening sentence", form.opening_text.value(), opening_of(article, part)),
        ]
    if isinstance(form, QuoteForm):
        seen.append(("quote", form.quote.value(), part.body))
    if isinstance(form, TextForm | GalleryForm):
        seen.append(("pictures", form.pictures.value(), part.images))
    assert isinstance(form, TextForm) == (part.kind is PartKind.TEXT)
    return seen


def check_people(form: PeopleForm, article: Article) -> None:
    """The table has a row for each credit, and the panel is of the current one."""
    lines = form.model.lines()
    assert [line.credit for line in lines] == [credit.id for credit in article.work.credits]
    for line, credit in zip(lines, article.work.credits, strict=True):
        assert line == credit_line(article, credit, line.reviews)
    current = article.work.credit(form.table.current_credit())
    if current is None:
        assert form.panel.isHidden()
        return
    person = article.person(current.person)
    assert person is not None
    fields = form.panel.fields()
    card = article.review.card(current.id) or Card(current.id)
    own = card.bio is BioUse.OWN
    expected = {
        "name": person.name,
        "native_name": person.native_name,
        "aliases": person.aliases,
        "credited_as": current.credited_as,
        "job": current.job,
        "characters": current.characters,
        "bio_use": card.bio,
        "bio": card.own_bio if own else person.bio(article.review.language),
    }
    for name, value in expected.items():
        assert fields[name].value() == value, name

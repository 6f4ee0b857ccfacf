"""What an import tells, from real files brought into a real library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.identity import new_id
from desktop.core.printing import slug_of
from desktop.core.review import Status
from desktop.gui.library.importing import ImportReportDialog, needs_showing, summary_of
from desktop.gui.theme import Theme
from desktop.services.archive import Archive
from desktop.services.formats import Options
from desktop.services.importing import Report, bring_in
from desktop.services.publishing import export_files, save_export
from desktop.storage.library import Library
from tests.gui.desk import back_to, real_desk
from tests.gui.library.conftest import Keep, put_on_screen
from tests.gui.open_texts import begin_reviews, open_text, stored_by_now, text_in_front
from tests.gui.typist import Typist


def files(tmp_path: Path, archive: Archive, keep: Keep, *titles: str) -> list[Path]:
    """Return JSON files of reviews that the library keeps."""
    made = []
    for title in titles:
        article = archive.load(keep(title).review.id).article
        made.append(save_export(export_files(article, "json", Options()), tmp_path / title, archive.library)[0])
    return made


def test_each_file_is_told_of(qtbot: QtBot, theme: Theme, tmp_path: Path, archive: Archive, keep: Keep) -> None:
    one, two = files(tmp_path, archive, keep, "Nine Rooms", "Beef")
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    with Library.open(tmp_path / "Other") as other:
        first = bring_in(other, [one])
        assert summary_of(first) == "‘Nine Rooms (2023)’ came in."
        assert not needs_showing(first)
        report = bring_in(other, [one, two, broken])
        assert needs_showing(report)
        dialog = ImportReportDialog(report)
        put_on_screen(qtbot, dialog, 620, 420)
        assert dialog.summary() == "1 review came in; 1 review was there already; 1 file was left alone."
        assert dialog.lines()[:2] == [
            f"Nine Rooms (2023) · was there already · {one.name}",
            f"Beef (2023) · came in · {two.name}",
        ]
        assert dialog.lines()[2].startswith("Left alone · ")
        assert "broken.json" in dialog.lines()[2]
        dialog.list.setFocus()
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        with qtbot.waitSignal(dialog.review_opened) as opened:
            QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        assert opened.args == [report.brought[1].review_id]
        assert not dialog.isVisible()


def test_what_was_left_alone_cannot_be_opened(qtbot: QtBot, theme: Theme, tmp_path: Path, archive: Archive) -> None:
    (tmp_path / "notes.docx").write_text("no")
    report = bring_in(archive.library, [tmp_path / "notes.docx"])
    dialog = ImportReportDialog(report)
    put_on_screen(qtbot, dialog, 620, 420)
    assert dialog.summary() == "1 file was left alone."
    assert not dialog.open_button.isEnabled()
    dialog.close_button.click()


def test_nothing_at_all_is_said_plainly() -> None:
    assert summary_of(Report()) == "There was nothing to bring in."


def test_an_open_draft_that_left_its_slug_to_what_was_published_is_typed_on_in(qtbot: QtBot, tmp_path: Path) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "Nine Rooms")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        archive = desk.workspace.archive
        draft = archive.load(review_id).article
        review = replace(draft.review, id=new_id(), status=Status.PUBLISHED, slug=slug_of(draft))
        export = export_files(draft.with_record(review), "json", Options())
        (file,) = save_export(export, tmp_path / "out", archive.library)
        open_text(desk, review_id)
        assert desk.window.session is not None
        desk.window.library.files_offered.emit([file])
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ImportReportDialog), timeout=10_000)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        back_to(desk.window, qtbot)
        assert desk.window.session.article.review.slug == f"{slug_of(draft)}-2"
        text_in_front(desk).setFocus()
        Typist().type("More.")
        stored_by_now(desk, qtbot)
        stored = archive.load(review_id).article
        assert (slug_of(stored), stored) == (f"{slug_of(draft)}-2", desk.window.session.article)

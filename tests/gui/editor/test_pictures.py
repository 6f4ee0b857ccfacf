from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from desktop.core.edits import add_part
from desktop.core.image import Image, ImageUse
from desktop.core.review import Part, PartKind
from desktop.gui.editor.gallery_form import GalleryForm
from desktop.gui.editor.pictures import PicturesField
from desktop.gui.editor.thumbnails import SIDE, Thumbnails
from desktop.services.authoring import Place
from tests.gui.editor.conftest import Bench, Show, Typist

GALLERY = "gallery1"


class Store:
    """Keeps pictures as the library does, but answers only when told to."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.asked: list[tuple[bytes, str, Callable[[Image], None], Callable[[str], None]]] = []

    def add(self, data: bytes, name: str, done: Callable[[Image], None], refused: Callable[[str], None]) -> None:
        self.asked.append((data, name, done, refused))

    def answer(self, order: list[int] | None = None) -> None:
        asked, self.asked = self.asked, []
        for at in order or range(len(asked)):
            data, name, done, refused = asked[at]
            picture = QImage.fromData(data)
            if picture.isNull():
                refused(f"{name} is no picture.")
                continue
            digest = f"{abs(hash(data)):064x}"[-64:]
            image = Image(digest[-32:], digest, "image/png", picture.width(), picture.height(), len(data), name)
            self.bench.desk.know(image, 1)
            done(image)


@pytest.fixture
def store(bench: Bench) -> Store:
    return Store(bench)


@pytest.fixture
def form(bench: Bench, store: Store, show: Show) -> GalleryForm:
    bench.session.edit("Add", Place(GALLERY), add_part(bench.article, Part(GALLERY, PartKind.GALLERY)))
    form = GalleryForm(PicturesField("Pictures", store.add, lambda _: None))
    form.show_part(bench.session, GALLERY)
    show(form)
    form.reveal("")
    return form


def uses(bench: Bench) -> tuple[ImageUse, ...]:
    part = bench.article.review.part(GALLERY)
    assert part is not None
    return part.images


def captions(bench: Bench) -> list[str]:
    return [use.caption for use in uses(bench)]


def picture_files(folder: Path, *names: str) -> list[Path]:
    files = []
    for number, name in enumerate(names):
        image = QImage(8 + number, 4, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        assert image.save(str(folder / name))
        files.append(folder / name)
    return files


def drop(field: PicturesField, files: list[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    field.dropEvent(event)
    assert event.isAccepted()


def test_a_gallery_of_two_placeholders_costs_two_keys(form: GalleryForm, bench: Bench, typist: Typist) -> None:
    typist.alt("p")
    typist.text("Lanterns")
    typist.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    typist.text("The harbour")
    assert captions(bench) == ["Lanterns", "The harbour"]
    assert typist.commands == 2
    typist.enter()
    assert len(uses(bench)) == 2, "Enter alone adds nothing"


def test_one_caption_for_all(form: GalleryForm, bench: Bench, typist: Typist) -> None:
    for _ in range(3):
        form.pictures.add_placeholder()
    form.pictures.rows()[0].caption.setFocus()
    typist.text("Lanterns")
    form.pictures.rows()[0].spread.setFocus()
    typist.key(Qt.Key.Key_Space)
    assert captions(bench) == ["Lanterns"] * 3
    bench.session.undo()
    assert captions(bench) == ["", "", ""] or captions(bench) == ["Lanterns", "", ""]


def test_dropped_files_come_in_one_step_and_in_their_order(form: GalleryForm, bench: Bench, store: Store, tmp_path: Path) -> None:
    before = bench.article
    drop(form.pictures, picture_files(tmp_path, "a.png", "b.png", "c.png"))
    assert not uses(bench), "nothing is shown before it is kept"
    store.answer([2, 0, 1])
    names = [image.name for use in uses(bench) if (image := bench.article.image(use.image)) is not None]
    assert names == ["a.png", "b.png", "c.png"]
    bench.session.undo()
    assert bench.article == before


def test_what_is_no_picture_is_said_and_the_others_come(form: GalleryForm, bench: Bench, store: Store, tmp_path: Path) -> None:
    files = picture_files(tmp_path, "a.png")
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    drop(form.pictures, [tmp_path / "notes.txt", *files, tmp_path / "gone.png"])
    store.answer()
    assert len(uses(bench)) == 1
    assert form.pictures.problem() == "notes.txt is no picture. gone.png could not be read."


def test_a_picture_that_comes_after_another_part_is_shown_does_not_land_there(
    form: GalleryForm, bench: Bench, store: Store, tmp_path: Path
) -> None:
    bench.session.edit("Add", Place("other"), add_part(bench.article, Part("other1", PartKind.GALLERY)))
    drop(form.pictures, picture_files(tmp_path, "a.png"))
    form.show_part(bench.session, "other1")
    store.answer()
    other = bench.article.review.part("other1")
    assert other is not None
    assert other.images == ()


def test_a_file_replaces_the_placeholder_and_keeps_its_words(
    form: GalleryForm, bench: Bench, store: Store, tmp_path: Path
) -> None:
    form.pictures.add_placeholder()
    row = form.pictures.rows()[0]
    row.caption.setFocus()
    QApplication.clipboard().clear()
    row.well.files_offered.emit(picture_files(tmp_path, "a.png"))
    store.answer()
    (use,) = uses(bench)
    assert use.image is not None
    assert row is form.pictures.rows()[0]
    assert row.credit.isVisible()


def test_a_pasted_picture_is_kept(form: GalleryForm, bench: Bench, store: Store, typist: Typist) -> None:
    form.pictures.add_placeholder()
    image = QImage(6, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    form.pictures.rows()[0].well.setFocus()
    typist.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    store.answer()
    assert uses(bench)[0].image is not None


def test_the_credit_belongs_to_the_picture(form: GalleryForm, bench: Bench, store: Store, typist: Typist, tmp_path: Path) -> None:
    drop(form.pictures, picture_files(tmp_path, "a.png"))
    store.answer()
    form.pictures.rows()[0].credit.setFocus()
    typist.text("The production")
    assert [image.credit for image in bench.article.images] == ["The production"]
    bench.session.undo()
    assert [image.credit for image in bench.article.images] == [""]
    assert form.pictures.rows()[0].credit.value() == ""


def test_a_decorative_picture_has_no_alternative_text(form: GalleryForm, bench: Bench, typist: Typist) -> None:
    form.pictures.add_placeholder()
    row = form.pictures.rows()[0]
    row.alt.setFocus()
    typist.text("A lamp on a wet step")
    assert row.alt.hint() == "Describe what is in it, not what it is for · 20 of 150"
    bench.clock.pause()
    row.decorative.setFocus()
    typist.key(Qt.Key.Key_Space)
    assert (uses(bench)[0].alt, uses(bench)[0].decorative) == ("", True)
    assert not row.alt.isEnabled()
    bench.session.undo()
    assert (uses(bench)[0].alt, uses(bench)[0].decorative) == ("A lamp on a wet step", False)
    assert row.alt.value() == "A lamp on a wet step"


def test_moving_keeps_the_caret_and_is_one_step(form: GalleryForm, bench: Bench, typist: Typist) -> None:
    form.pictures.add_placeholder()
    typist.text("one")
    form.pictures.add_placeholder()
    typist.text("two")
    typist.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert captions(bench) == ["two", "one"]
    typist.text("!")
    assert captions(bench) == ["two!", "one"]
    assert [row.caption.value() for row in form.pictures.rows()] == ["two!", "one"]
    bench.session.undo()
    bench.session.undo()
    assert captions(bench) == ["one", "two"]


def test_delete_on_the_picture_removes_it_and_undo_brings_it_back(form: GalleryForm, bench: Bench, typist: Typist) -> None:
    form.pictures.add_placeholder()
    typist.text("one")
    form.pictures.add_placeholder()
    typist.text("two")
    before = bench.article
    form.pictures.rows()[0].well.setFocus()
    typist.key(Qt.Key.Key_Delete)
    assert captions(bench) == ["two"]
    assert form.pictures.rows()[0].caption.editor().hasFocus()
    bench.session.undo()
    assert bench.article == before


def test_a_caption_is_tidied_when_it_is_left(form: GalleryForm, bench: Bench, typist: Typist) -> None:
    form.pictures.add_placeholder()
    typist.text("  the   harbour ")
    assert captions(bench) == ["  the   harbour "]
    form.heading.setFocus()
    assert captions(bench) == ["the harbour"]


def test_a_caption_is_revealed_by_the_use(form: GalleryForm, bench: Bench) -> None:
    form.pictures.add_placeholder()
    form.pictures.add_placeholder()
    form.heading.setFocus()
    form.reveal(f"pictures.{uses(bench)[1].id}.alt")
    assert form.pictures.rows()[1].alt.editor().hasFocus()


def test_rows_are_named_for_a_screen_reader(form: GalleryForm) -> None:
    form.pictures.add_placeholder()
    form.pictures.add_placeholder()
    row = form.pictures.rows()[1]
    names = [widget.accessibleName() for widget in (row.caption.editor(), row.alt.editor(), row.up, row.down, row.remove)]
    assert names == [
        "Caption, Picture 2",
        "Alternative text, Picture 2",
        "Move picture up, Picture 2",
        "Move picture down, Picture 2",
        "Remove picture, Picture 2",
    ]


def test_a_large_picture_is_read_small_and_once(tmp_path: Path, qapp: QApplication) -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    file = tmp_path / "large.jpg"
    assert image.save(str(file))
    asked: list[str] = []

    def find(image_id: str) -> Path | None:
        asked.append(image_id)
        return file if image_id == "large" else None

    thumbnails = Thumbnails(find)
    first: Any = thumbnails("large")
    assert (first.width(), first.height()) == (SIDE, SIDE // 2)
    assert thumbnails("large") is first
    assert asked == ["large"]
    assert thumbnails("gone") is None
    file.write_bytes(b"no picture")
    assert Thumbnails(find)("large") is None

"""The portraits of a person: the first is the one that cards take by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMargins
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.core.image import Image
from desktop.core.person import Person
from desktop.gui.announcing import announce
from desktop.gui.ledger.session import LedgerSession
from desktop.gui.people.group import Group
from desktop.gui.people.portrait_group import AddPicture, png_of
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.widgets.flow_layout import FlowLayout
from desktop.gui.widgets.image_well import ImageWell

_WIDTH, _HEIGHT = 120, 160


class PortraitsGroup(Group):
    """Every portrait, and a place for another one; a picture that was put in comes back from the library to the same person."""

    def __init__(
        self,
        session: LedgerSession,
        add_picture: AddPicture,
        picture_of: Callable[[str], QImage | None],
        parent: QWidget | None = None,
    ) -> None:
        """Follow ``session``; ``add_picture`` stores a file, ``picture_of`` gives the picture of an id or None."""
        super().__init__("", parent)
        self._session, self._add_picture, self._picture_of = session, add_picture, picture_of
        self.heading.setText(self.tr("Portraits"))
        self.setAccessibleName(self.heading.text())
        self._shown: tuple[str, ...] | None = None
        self.wells: list[ImageWell] = []
        self._frames: list[QWidget] = []
        body = QWidget(self)
        self._row = FlowLayout(body, margins=QMargins(), spacing=12)
        body.setContentsMargins(FIELD_INSET, 0, 0, 0)
        self.column.addWidget(body)

    def show_person(self, person: Person) -> None:
        """Show the portraits of a person."""
        self.say_whom("")
        if person.portraits == self._shown:
            return
        self._shown = person.portraits
        for frame in self._frames:
            self._row.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self.wells, self._frames = [], []
        for image_id in (*person.portraits, ""):
            self._add_well(person, image_id)

    def _add_well(self, person: Person, image_id: str) -> None:
        frame = QWidget(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        number = len(self.wells) + 1
        name = self.tr("Portrait {number}").format(number=number) if image_id else self.tr("Another portrait")
        well = ImageWell(name, frame)
        well.frame().setFixedSize(current_theme().length(_WIDTH), current_theme().length(_HEIGHT))
        if image_id:
            well.set_picture(self._picture_of(image_id), person.name)
        well.files_offered.connect(self._on_well_files_offered)
        well.image_offered.connect(lambda image: self._take(png_of(image), "portrait.png"))
        well.removed.connect(lambda: self._without(image_id))
        column.addWidget(well)
        if image_id and number > 1:
            first = QPushButton(self.tr("Make the first"), frame)
            first.setAccessibleName(f"{first.text()}, {name}")
            set_look(first, "link")
            first.clicked.connect(lambda: self._set((image_id, *(each for each in person.portraits if each != image_id))))
            column.addWidget(first)
        self.wells.append(well)
        self._frames.append(frame)
        self._row.addWidget(frame)

    def _set(self, portraits: tuple[str, ...]) -> None:
        self._session.change_person(self.tr("Portraits"), "portraits", portraits=portraits)

    def _without(self, image_id: str) -> None:
        person = self._session.person
        if person is not None:
            self._set(tuple(each for each in person.portraits if each != image_id))

    def _on_well_files_offered(self, files: list[Path]) -> None:
        for file in files:
            try:
                self._take(file.read_bytes(), file.name)
            except OSError as error:
                self._refuse(self.tr("{name} could not be read: {why}.").format(name=file.name, why=error.strerror))

    def _take(self, data: bytes, name: str) -> None:
        whose = self._session.current

        def arrived(image: Image) -> None:
            person = self._session.person
            if person is not None and person.id == whose:
                self._set(tuple(dict.fromkeys((*person.portraits, image.id))))

        self._add_picture(data, name, arrived, self._refuse)

    def _refuse(self, why: str) -> None:
        self.say_whom(f"▲ {why}")
        announce(self, why)

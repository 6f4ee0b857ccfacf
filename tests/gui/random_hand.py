"""A critic at random: edits two open reviews of one film through the widgets of the one in front and the session of the other."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.edits import (
    add_credit,
    add_part,
    move_credit,
    move_part,
    remove_credit,
    remove_part,
    set_card,
    set_credit,
    set_field,
    set_part,
    with_bio,
)
from desktop.core.fields import FIELD_BY_KEY
from desktop.core.identity import new_id, new_part_id
from desktop.core.image import ImageUse
from desktop.core.person import Person
from desktop.core.rating import SCALES, Rating
from desktop.core.review import BioUse, Card, Opening, Part, PartKind, PartRole
from desktop.core.work import Job, ReleaseDate, Trailer, WatchPlace
from desktop.gui.editor.gallery_form import GalleryForm
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.text_form import TextForm
from desktop.gui.people import PeopleForm
from desktop.gui.widgets.choices import ChoiceField, SegmentedField
from desktop.services.authoring import Place
from tests.gui.typist import Typist

if TYPE_CHECKING:
    from desktop.app import OpenDesk
    from desktop.gui.session import ReviewSession

WORDS = (
    "lamp", "The sea keeps ", "등대", "منارة", "מגדלור", "🎬👩‍🚀", "*soft* ", "**", "[x](", "||hush||",
    "{{Sea}} ", "{title}", "harbour  ", "\n\n", "\n- one\n- two\n", "\n\n> said\n\n", "[^1]\n\n[^1]: below",
    "1917", "# ", "<Tick> & ", "“No”", "l’été", "  ", "| a | b |\n",
)  # fmt: skip
NAMES = (
    "Ama Darko",
    "Kim Ji-hun",
    "김지훈",
    "O’Shea",
    "هيفاء المنصور",
    "d: Lee Chung-hyun",
    "Yaw Boateng*",
    "w: Ng",
    "ama darko",
)
RATINGS = tuple(Rating(scale.id, value) for scale in SCALES for value in scale.values[:4])
RELEASES = (ReleaseDate(PartialDate(2024, 5, 3), "GB"), ReleaseDate(note="re-cut"))
KINDS = ("text", "gall", "pull", "cast", "crew", "direc", "trail", "rating", "where", "rele", "facts", "cont", "plot", "spoil")


class RandomHand:
    """Makes one random step at a time; ``done`` tells what was done, for the failure's message."""

    def __init__(self, desk: OpenDesk, sessions: tuple[ReviewSession, ...], seed: int, qtbot: QtBot) -> None:
        self._desk, self._sessions, self._qtbot = desk, sessions, qtbot
        self._chance = random.Random(seed)
        self._typist = Typist()
        self.done: list[str] = []

    def step(self) -> None:
        """Do something."""
        steps: list[tuple[int, Callable[[], None]]] = [
            (5, self.write_text),
            (3, self.write_field),
            (2, self.write_heading),
            (2, self.use_parts_list),
            (2, self.press_part_command),
            (2, self.add_part),
            (2, self.write_people),
            (2, self.use_people_table),
            (2, self.use_panel),
            (2, self.switch_something),
            (2, self.choose),
            (3, self.undo_or_redo),
            (5, self.edit_other),
            (1, self.undo_other),
            (2, self.go_about),
        ]
        weights, acts = zip(*steps, strict=True)
        (act,) = self._chance.choices(acts, weights)
        self._note(act.__name__)
        act()

    # ---- through the widgets

    def write_text(self) -> None:
        """Type into a text part at a random place, now and then over a selection."""
        form = self._show_part(PartKind.TEXT)
        if not isinstance(form, TextForm):
            return
        form.reveal("body")
        length = len(form.body.text())
        at = self._chance.randint(0, length)
        form.body.select(at, self._chance.randint(at, length) if self._chance.random() < 0.2 else None)
        self._type(self._chance.choice(WORDS) + self._chance.choice(WORDS), erase=0.2)

    def write_field(self) -> None:
        """Type into a metadata field of one of the fixed pages."""
        key, texts = self._chance.choice(
            (
                ("work.title", WORDS[:7]),
                ("work.year", ("1987", "19", "2023x", "")),
                ("work.runtime", ("92", "1:32", "1h", "soon")),
                ("work.countries", ("gha\n", "fran\n", "kor")),
                ("work.genres", ("dram\n", "sea\n", "thr\n")),
                ("work.languages", ("eng\n", "kor\n")),
                ("work.trailer", ("https://youtu.be/dQw4w9WgXcQ", "MUBI", "")),
                ("work.watch", ("mubi\n", "Lantern")),
                ("work.release_dates", ("3 May 2024", "2024", "x")),
                ("work.logline", WORDS[:6]),
                ("review.headline", ("{title} ", "A night ", "등대 ")),
                ("review.standfirst", WORDS[:8]),
                ("review.byline", ("Alice ", "B")),
                ("review.verdict", WORDS[:6]),
                ("review.tags", ("debut\n", "sea\n", "f")),
                ("review.slug", ("a slug", "등대")),
                ("review.description", WORDS[:6]),
                ("review.published_on", ("6 Oct 2023", "yesterday")),
                ("review.word_target", ("350-450", "x")),
                ("review.notes", WORDS),
            )
        )
        group = FIELD_BY_KEY[key].group.value.replace("more_facts", "facts")
        self._note(key)
        self._desk.window.editor.go_to(Place(group, key))
        if self._chance.random() < 0.2:
            self._press("Ctrl+A")
        self._type(self._chance.choice(texts), erase=0.2)

    def write_heading(self) -> None:
        """Type into a part's heading."""
        form = self._show_part()
        if form is not None:
            form.reveal("heading")
            self._type(self._chance.choice(("About “{title}”", "Plot ", "등대", "  ")), erase=0.3)

    def use_parts_list(self) -> None:
        """Move or remove a part with the keys of the parts list."""
        outline = self._desk.window.editor.outline
        outline.view.setFocus()
        for _ in range(self._chance.randint(0, 5)):
            self._press(self._chance.choice(("Down", "Up")))
        self._press(self._chance.choice(("Alt+Up", "Alt+Down", "Alt+Down", "Delete", "Return")))

    def press_part_command(self) -> None:
        """Move or remove the part in front with the menu's commands, or ask for a picture to come."""
        self._show_part()
        name = self._chance.choice(("part_up", "part_down", "remove_part", "placeholder", "bold", "spoiler"))
        self._note(name)
        self._desk.window.actions_by_id[name].trigger()
        if name == "placeholder":
            self._type(self._chance.choice(WORDS[:6]))

    def add_part(self) -> None:
        """Add a part by typing what it is."""
        self._press("Ctrl+Shift+A")
        self._type(self._chance.choice(KINDS))
        self._press("Return")

    def write_people(self) -> None:
        """Type somebody into the line that adds people."""
        self._press("Ctrl+Shift+J")
        self._type(self._chance.choice(NAMES))
        self._press("Return")

    def use_people_table(self) -> None:
        """Star, move, remove somebody, or type a character into the table."""
        self._press("Ctrl+Shift+J")
        form = self._desk.window.editor.form
        assert isinstance(form, PeopleForm)
        if not form.model.rowCount():
            return
        form.table.setFocus()
        for _ in range(self._chance.randint(0, 3)):
            self._press("Down")
        for _ in range(self._chance.randint(1, 2)):
            self._press(self._chance.choice(("*", "Alt+Up", "Alt+Down", "Delete", "Space", "F2")))
            if form.table.state() == form.table.State.EditingState:
                self._type(self._chance.choice(("Adwoa", "The Keeper / Ama", "")))
                self._press(self._chance.choice(("Return", "Escape", "Tab")))
            if not form.table.hasFocus():
                return

    def use_panel(self) -> None:
        """Type into the panel of the current person."""
        self._press("Ctrl+Shift+J")
        form = self._desk.window.editor.form
        assert isinstance(form, PeopleForm)
        credit = form.table.current_credit()
        name = self._chance.choice(("name", "native_name", "credited_as", "bio", "bio", "characters"))
        if not credit:
            return
        field = form.panel.open_field(name)
        if field is None or not field.isVisible():
            return
        form.reveal(f"{credit}.{name}")
        self._note(name)
        self._type(self._chance.choice(WORDS[:8]), erase=0.3)

    def switch_something(self) -> None:
        """Have a part printed or not with the space bar."""
        form = self._show_part()
        if form is not None:
            form.printed.setFocus()
            self._press("Space")

    def choose(self) -> None:
        """Choose another value in a list or a row of segments with the arrows."""
        form = self._show_part()
        if form is None:
            return
        choices = [form.level, *form.findChildren(SegmentedField), *form.findChildren(ChoiceField)]
        field = self._chance.choice([field for field in choices if field.isVisible()])
        field.setFocus()
        self._press(self._chance.choice(("Down", "Up", "Right")))

    def undo_or_redo(self) -> None:
        """Take steps back, and perhaps make some again."""
        for _ in range(self._chance.randint(1, 4)):
            self._press("Ctrl+Z")
        for _ in range(self._chance.randint(0, 3)):
            self._press("Ctrl+Shift+Z")

    def go_about(self) -> None:
        """Bring the other review, another page or another field to the front."""
        self._press(self._chance.choice(("Ctrl+Tab", "Ctrl+Tab", "Ctrl+PgDown", "Ctrl+PgUp", "Tab", "Shift+Tab", "F6")))

    # ---- through the other review's session

    def undo_other(self) -> None:
        """Undo or redo in the review that is not in front."""
        session = self._other()
        (session.undo if self._chance.random() < 0.6 else session.redo)()

    def edit_other(self) -> None:
        """Edit the review that is not in front, mostly what both share."""
        session = self._other()
        article = session.article
        makers = [self._edited_work, self._edited_work, self._edited_review]
        if article.work.credits:
            makers += [self._edited_people, self._edited_people]
        label, place, changed = self._chance.choice(makers)(article)
        self._note(f"{label} at {place}")
        session.edit(label, place, changed, typing=self._chance.random() < 0.5)

    def _edited_work(self, article: Article) -> tuple[str, Place, Article]:
        chance, work = self._chance, article.work
        word = chance.choice(("lamp", "등대", "منارة", "🎬", "harbour", ""))
        key, value = chance.choice(
            (
                ("title", work.title + word),
                ("year", chance.choice((None, 1987, 2024))),
                ("runtime", chance.choice((None, 92, 101))),
                ("countries", chance.choice(((), ("GH",), ("KR", "FR")))),
                ("genres", chance.choice(((), ("drama",), ("thriller", "sea")))),
                ("watch", (*work.watch, WatchPlace("MUBI", "GB"))[-3:]),
                (
                    "release_dates",
                    chance.choice(((), *((date,) for date in RELEASES))),
                ),
                ("trailer", chance.choice((Trailer(), Trailer("https://vimeo.com/76979871", "Vimeo", "Trailer", word)))),
                ("content_notes", chance.choice(((), ("storms", "loss")))),
                ("original_title", word),
                ("logline", work.logline + word),
            )
        )
        field = FIELD_BY_KEY[f"work.{key}"]
        if chance.random() < 0.2:
            return (
                "Add person",
                Place("people"),
                add_credit(article, Person(new_id(), f"Person {word}"), chance.choice([*Job]))[0],
            )
        return field.label, Place("facts", field.key), set_field(article, field, value)

    def _edited_people(self, article: Article) -> tuple[str, Place, Article]:
        chance = self._chance
        credit = chance.choice(article.work.credits)
        person = article.person(credit.person)
        assert person is not None
        word = chance.choice(WORDS[:8])
        card = article.review.card(credit.id) or Card(credit.id)
        own = replace(card, bio=chance.choice([*BioUse]), own_bio=word, printed=chance.random() < 0.8)
        edits: list[tuple[str, Article]] = [
            ("Move person", move_credit(article, credit.id, chance.randint(-2, 2))),
            ("Remove person", remove_credit(article, credit.id)),
            ("Bio", article.with_record(with_bio(person, chance.choice(("en", "de")), word))),
            ("Name", article.with_record(replace(person, name=f"{person.name} {word.strip()}".strip()))),
            ("Star", set_credit(article, replace(credit, top_billed=not credit.top_billed, characters=(word.strip() or "Ama",)))),
            ("Card", set_card(article, own)),
            ("Portrait", set_card(article, replace(card, portrait=ImageUse(new_part_id(), caption=word)))),
        ]
        label, changed = chance.choice(edits)
        return label, Place("people", f"{credit.id}.name"), changed

    def _edited_review(self, article: Article) -> tuple[str, Place, Article]:
        chance, review = self._chance, article.review
        word = chance.choice(WORDS)
        kind = chance.choice([PartKind.TEXT, *PartKind])
        new = Part(new_part_id(), kind, chance.choice([*PartRole]), word.strip(), opening=chance.choice([*Opening]), body=word)
        rating = FIELD_BY_KEY["review.rating"]
        edits: list[tuple[str, Place, Article]] = [
            ("Add part", Place(new.id), add_part(article, new, chance.choice(review.parts).id if review.parts else None)),
            ("Rating", Place("headline", rating.key), set_field(article, rating, chance.choice((None, *RATINGS)))),
        ]
        if review.parts:
            part = chance.choice(review.parts)
            image = ImageUse(new_part_id(), caption=word)
            edits += [
                ("Move part", Place(part.id), move_part(article, part.id, chance.randint(-3, 3))),
                ("Remove part", Place(part.id), remove_part(article, part.id)),
                ("Typing", Place(part.id, "body"), set_part(article, replace(part, body=part.body + word))),
                ("Pictures", Place(part.id, "pictures"), set_part(article, replace(part, images=(*part.images, image)))),
            ]
        return chance.choice(edits)

    # ---- how

    def _other(self) -> ReviewSession:
        front = self._desk.window.session
        return next(session for session in self._sessions if session is not front)

    def _show_part(self, kind: PartKind | None = None) -> PartForm | None:
        """Bring a random part, perhaps of a kind, to the front."""
        session = self._desk.window.session
        assert session is not None
        parts = [part for part in session.article.review.parts if kind in (None, part.kind)]
        if not parts:
            return None
        self._desk.window.editor.go_to(Place(self._chance.choice(parts).id))
        form = self._desk.window.editor.form
        assert isinstance(form, PartForm)
        if isinstance(form, GalleryForm):
            form.reveal("heading")
        return form

    def _type(self, text: str, *, erase: float = 0.0) -> None:
        self._note(repr(text))
        self._typist.type(text)
        if self._chance.random() < erase:
            for _ in range(self._chance.randint(1, 6)):
                self._press("Backspace")

    def _press(self, *names: str) -> None:
        for name in names:
            self._note(name)
            if QApplication.focusWidget() is None:
                self._desk.window.editor.form.reveal("")
            self._typist.press(name)

    def _note(self, words: Any) -> None:
        self.done.append(str(words))

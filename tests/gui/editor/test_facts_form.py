from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core.dates import PartialDate, parse_iso
from desktop.core.fields import FIELD_BY_KEY
from desktop.core.work import Certificate, Identifiers, ReleaseDate, Trailer, WatchPlace, WorkKind
from desktop.gui.editor.facts_form import FactsForm, tidied
from desktop.services.authoring import Place
from tests.gui.editor.conftest import Bench, Show, Typist, today, used

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MOST_KEYS_FOR_FACTS = 20
MENU_LETTERS = set("fevrioh")


@pytest.fixture
def form(bench: Bench, show: Show) -> FactsForm:
    form = FactsForm(used, today)
    form.bind(bench.session)
    show(form)
    form.start_field().setFocus()
    return form


def type_facts(typist: Typist, caption: str) -> None:
    """Type the facts of the scenario, S1 step 3, from wherever the focus is."""
    typist.alt("c")
    typist.text("kor")
    typist.enter()
    typist.alt("g")
    typist.text("act")
    typist.enter()
    typist.text("thr")
    typist.enter()
    typist.alt("d")
    typist.text("6 oct 2023")
    typist.alt("w")
    typist.text("netf")
    typist.enter()
    typist.alt("p")
    typist.text("YouTube")
    typist.tab()
    typist.text("YouTube video")
    typist.tab()
    typist.text(caption)


def test_the_facts_of_an_article_cost_few_keys(form: FactsForm, bench: Bench, typist: Typist, record_property: Any) -> None:
    type_facts(typist, "Lanterns")
    work = bench.article.work
    assert work.countries == ("KR",)
    assert work.genres == ("action", "thriller")
    assert work.release_dates == (ReleaseDate(PartialDate(2023, 10, 6)),)
    assert work.watch == (WatchPlace("Netflix"),)
    assert work.trailer == Trailer("", "YouTube", "YouTube video", "Lanterns")
    record_property("keys that are no text", typist.commands)
    print(f"keys that are no text, for the facts: {typist.commands}")
    assert typist.commands <= MOST_KEYS_FOR_FACTS


def test_the_facts_of_the_seed(form: FactsForm, bench: Bench, typist: Typist) -> None:
    file = Path(__file__).resolve().parents[4] / "shared" / "seed" / "ballerina.yaml"
    if not file.is_file():
        pytest.skip("the seed, which is somebody's copyright, is not on this machine")
    from ruamel.yaml import YAML

    wanted = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["work"]
    type_facts(typist, wanted["trailer"]["caption"])
    work = bench.article.work
    assert list(work.countries) == wanted["countries"]
    assert list(work.genres) == wanted["genres"]
    assert [str(release.date) for release in work.release_dates] == [str(release["date"]) for release in wanted["release_dates"]]
    assert [place.service for place in work.watch] == [place["service"] for place in wanted["where"]]
    trailer = wanted["trailer"]
    assert work.trailer == Trailer("", trailer["provider"], trailer["label"], trailer["caption"])


def test_every_letter_reaches_one_field_and_none_is_the_menus(form: FactsForm, bench: Bench, typist: Typist) -> None:
    reached = {}
    for letter in "lyncgadwtpbu":  # Alt+K opens the menu of kinds
        typist.alt(letter)
        widget = QApplication.focusWidget()
        assert widget is not None
        reached[letter] = widget.accessibleName()
    assert len(set(reached.values())) == len(reached), reached
    assert reached["c"].startswith("Countries")
    assert reached["d"].startswith("Date")
    assert reached["w"].startswith("Service")
    assert not MENU_LETTERS & set(reached)


def test_tab_goes_as_the_eye_does(form: FactsForm, typist: Typist) -> None:
    form.placed()["work.title"].setFocus()
    names = []
    for _ in range(15):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.accessibleName().partition(",")[0])
        typist.tab()
    assert names == [
        "Title", "Year", "Running time", "Kind", "Countries", "Genres", "Languages",
        "Date", "Country", "Kind of release", "",
        "Service", "Way", "Country", "",
    ]  # fmt: skip


def test_a_date_is_said_in_words_at_once(form: FactsForm, typist: Typist) -> None:
    typist.alt("d")
    typist.text("6/10/2023")
    rows: Any = form.placed()["work.release_dates"]
    assert rows.field(0, 0).hint() == "Friday, October 6, 2023"


def test_the_running_time_is_understood_and_tidied(form: FactsForm, bench: Bench, typist: Typist) -> None:
    field: Any = form.placed()["work.runtime"]
    typist.alt("n")
    typist.text("1h32")
    assert field.hint() == "1 h 32 min"
    assert bench.article.work.runtime == 92
    typist.tab()
    assert field.line().text() == "92"
    assert field.problem() is None


def test_what_is_no_running_time_stays_with_a_sentence(form: FactsForm, bench: Bench, typist: Typist) -> None:
    field: Any = form.placed()["work.runtime"]
    typist.alt("n")
    typist.text("long")
    assert field.problem() is None, "no complaint while typing"
    typist.tab()
    assert field.line().text() == "long"
    assert "1:32" in (field.problem() or "")
    assert bench.article.work.runtime is None


def test_the_second_line_of_a_row_comes_with_the_first_word(form: FactsForm, bench: Bench, typist: Typist) -> None:
    rows: Any = form.placed()["work.watch"]
    assert not rows.field(0, 3).isVisible()
    typist.alt("w")
    typist.text("Harbour")
    assert rows.field(0, 3).isVisible()
    typist.tab(3)
    typist.text("example.org/watch")
    typist.tab(2)
    typist.key(Qt.Key.Key_Space)
    assert bench.article.work.watch == (WatchPlace("Harbour", url="https://example.org/watch", affiliate=True),)


def test_an_insecure_address_is_kept_with_a_sentence(form: FactsForm, bench: Bench, typist: Typist) -> None:
    trailer: Any = form.placed()["work.trailer"]
    typist.alt("t")
    typist.text("http://example.org/v")
    typist.tab()
    assert "https://" in (trailer.address.problem() or "")
    assert bench.article.work.trailer.url == "http://example.org/v"


def test_an_address_says_who_provides_the_trailer(form: FactsForm, bench: Bench, typist: Typist) -> None:
    trailer: Any = form.placed()["work.trailer"]
    typist.alt("t")
    typist.text("youtu.be/dQw4w9WgXcQ")
    assert bench.article.work.trailer.provider == "YouTube"
    assert trailer.address.hint() == "YouTube, video dQw4w9WgXcQ"
    typist.tab()
    assert bench.article.work.trailer.url == "https://youtu.be/dQw4w9WgXcQ"


def test_pasted_addresses_become_ids(form: FactsForm, bench: Bench, typist: Typist) -> None:
    form.reveal("work.identifiers")
    assert form.folds["identifiers"].is_open()
    for words in ("https://www.imdb.com/title/tt1234567/", "themoviedb.org/movie/42-lanterns", "wikidata.org/wiki/Q42"):
        typist.text(words)
        typist.tab()
    typist.text("https://letterboxd.com/film/lanterns/")
    typist.tab()
    typist.text("9780306406158")
    typist.tab()
    assert bench.article.work.identifiers == Identifiers("tt1234567", "42", "Q42", "lanterns", "9780306406158")
    field: Any = form.placed()["work.identifiers"]
    assert field.isbn.problem() == "This ISBN’s check digit does not fit; one digit is probably wrong."
    assert field.imdb.line().text() == "tt1234567"


def test_a_year_far_from_the_first_release_is_pointed_out(form: FactsForm, bench: Bench, typist: Typist) -> None:
    year = form.placed()["work.year"]
    typist.alt("d")
    typist.text("6 oct 2022")
    assert year.hint() == ""
    typist.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    typist.text("6 oct 2019")
    assert year.hint() == "The earliest release date below is in 2019."


def test_television_has_its_group_and_films_have_not(form: FactsForm, bench: Bench) -> None:
    assert not form.folds["television"].isVisible()
    bench.session.edit_field(FIELD_BY_KEY["work.kind"], WorkKind.TV_SEASON)
    assert form.folds["television"].isVisible()


def test_groups_open_by_keys_say_what_they_hold_and_tell(form: FactsForm, bench: Bench, typist: Typist, qtbot: QtBot) -> None:
    bench.session.edit_field(FIELD_BY_KEY["work.certificates"], (Certificate("BBFC", "15"),))
    fold = form.folds["certificates"]
    assert fold.header().accessibleDescription() == "closed, BBFC 15"
    fold.header().setFocus()
    with qtbot.waitSignal(form.fold_toggled) as told:
        typist.enter()
    assert told.args == ["certificates", True]
    typist.tab()
    widget = QApplication.focusWidget()
    assert widget is not None
    assert widget.accessibleName().startswith("Board")
    fold.header().setFocus()
    typist.key(Qt.Key.Key_Left)
    assert not fold.is_open()


EDITS: dict[str, tuple[str, str]] = {
    "work.title": ("l", " again"),
    "work.runtime": ("n", "92"),
    "work.release_dates": ("d", "2023"),
    "work.watch": ("w", "Harbour"),
    "work.trailer": ("u", "A clip"),
}


@pytest.mark.parametrize("key", EDITS)
def test_typing_in_a_field_is_one_step_and_comes_back(form: FactsForm, bench: Bench, typist: Typist, key: str) -> None:
    field = form.placed()[key]
    before, shown = bench.article, field.value()
    letter, words = EDITS[key]
    typist.alt(letter)
    typist.key(Qt.Key.Key_End)
    typist.text(words)
    assert bench.article != before
    assert bench.session.can_undo == FIELD_BY_KEY[key].label
    bench.session.undo()
    assert bench.article == before
    assert field.value() == shown
    assert bench.session.can_undo == ""
    bench.session.redo()
    assert bench.article != before


def test_each_chip_is_a_step_of_its_own(form: FactsForm, bench: Bench, typist: Typist) -> None:
    typist.alt("g")
    for words in ("act", "thr"):
        typist.text(words)
        typist.enter()
    bench.session.undo()
    assert bench.article.work.genres == ("action",)
    bench.session.undo()
    assert not bench.article.work.genres


def test_free_text_is_a_genre_too(form: FactsForm, bench: Bench, typist: Typist) -> None:
    typist.alt("g")
    typist.text("harbour film,")
    assert bench.article.work.genres == ("harbour film",)


def test_another_review_of_the_film_refreshes_the_form_and_spares_the_caret(
    form: FactsForm, bench: Bench, typist: Typist
) -> None:
    other = bench.other_review()
    title: Any = form.placed()["work.title"]
    title.line().setFocus()
    title.line().setCursorPosition(3)
    work = replace(other.article.work, runtime=100, title="The Lanterns")
    other.edit("Facts", Place("facts"), other.article.with_record(work))
    assert form.placed()["work.runtime"].value() == 100
    assert title.line().text() == "The Lanterns"
    assert title.line().cursorPosition() == 7
    assert title.line().hasFocus()


def test_texts_in_rows_are_tidied_when_the_field_is_left(form: FactsForm, bench: Bench, typist: Typist) -> None:
    typist.alt("w")
    typist.text("  Harbour   Films ")
    assert bench.article.work.watch == (WatchPlace("  Harbour   Films "),), "nothing is tidied while typing"
    typist.alt("l")
    assert bench.article.work.watch == (WatchPlace("Harbour Films"),)
    bench.session.undo()
    assert not bench.article.work.watch


def test_tidying_leaves_dates_and_numbers_alone() -> None:
    rows = (ReleaseDate(parse_iso("2023-10"), "KR", note=" a  b "),)
    assert tidied(rows) == (ReleaseDate(parse_iso("2023-10"), "KR", note="a b"),)


def test_the_form_begins_with_what_is_missing(form: FactsForm, bench: Bench) -> None:
    assert form.start_field() is form.placed()["work.runtime"]
    bench.session.edit_field(FIELD_BY_KEY["work.title"], "")
    assert form.start_field() is form.placed()["work.title"]
    assert form.placed()["work.title"].hint() == "Needed before the review can be published"


def test_revealing_an_unknown_field_goes_to_the_start(form: FactsForm) -> None:
    form.folds["titles"].header().setFocus()
    form.reveal("nowhere")
    assert form.placed()["work.runtime"].editor().hasFocus()


@pytest.mark.parametrize(
    ("width", "percent", "roomy"), [(658, 100, True), (420, 100, False), (900, 200, False), (1400, 200, True)]
)
def test_two_columns_only_where_there_is_room(
    form: FactsForm, bench: Bench, qtbot: QtBot, width: int, percent: int, roomy: bool
) -> None:
    from desktop.gui.theme import current_theme

    current_theme().apply("light", percent)
    form.resize(width, 900)
    countries, genres = form.placed()["work.countries"], form.placed()["work.genres"]
    qtbot.waitUntil(lambda: (countries.y() == genres.y()) is roomy)
    page = form.widget()
    assert page is not None
    assert page.width() <= form.viewport().width(), "nothing is cut off at the side"

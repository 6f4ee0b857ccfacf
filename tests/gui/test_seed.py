"""A published article, typed through the real window by keys alone, ends up whole and in the structure it must have.

The real article stands outside the project (it is someone's copyright) and is read from there; an invented one of the same shape,
line by line, lies in ``twin`` and is always typed.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ruamel.yaml import YAML

from desktop.app import OpenDesk
from desktop.core.article import Article
from desktop.core.edits import with_bio
from desktop.core.identity import new_id
from desktop.core.outlet import standard_outlets
from desktop.core.person import Person
from desktop.core.printing import cards_of, headline_of, opening_of, word_count
from desktop.core.review import Opening, Part, PartKind
from desktop.core.text import count_words
from desktop.gui.exporting.dialog import ExportDialog
from tests.gui.desk import back_to, real_desk
from tests.gui.typist import Typist

MOST_KEYS = 110
MAGAZINE = standard_outlets()[1]
HERE = Path(__file__).parent
SEED = Path(os.environ.get("MATINEE_SEED", HERE.parents[2] / "shared" / "seed"))


@dataclass(frozen=True)
class Source:
    """An article to type: its lines, the structure it must end up in, and how its facts are typed into completions."""

    lines: list[str]
    structure: dict[str, Any]
    country: str
    genres: tuple[str, str]
    service: str

    def line(self, number: int) -> str:
        """Return a line by its number among those that are not empty, from 1."""
        return self.lines[number - 1]


def source_of(text: Path, structure: Path, country: str, genres: tuple[str, str], service: str) -> Source:
    lines = [line.strip() for line in text.read_text(encoding="utf-8").splitlines() if line.strip()]
    return Source(lines, YAML(typ="safe").load(structure), country, genres, service)


@pytest.fixture(params=["twin", "seed"])
def source(request: pytest.FixtureRequest) -> Source:
    if request.param == "twin":
        return source_of(HERE / "twin" / "article.txt", HERE / "twin" / "structure.yaml", "gha", ("dram", "musical"), "Lantern")
    if not (SEED / "ballerina.txt").exists():
        pytest.skip("the real article is not beside this checkout (MATINEE_SEED names its folder); its twin is typed instead")
    return source_of(SEED / "ballerina.txt", SEED / "ballerina.yaml", "kor", ("act", "thr"), "netf")


def type_article(source: Source, typist: Typist, desk: OpenDesk, qtbot: QtBot) -> None:
    """Type it as scenario S1 says: title, headline, facts, people, parts."""
    work = source.structure["work"]
    typist.press("Ctrl+N")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    typist.type(work["title"])
    typist.press("Tab")
    typist.type(str(work["year"]))
    typist.press("Return")
    qtbot.waitUntil(lambda: desk.window.session is not None)
    qtbot.waitUntil(lambda: desk.window.editor.preview.view is not None, timeout=30_000)
    back_to(desk.window, qtbot)
    type_headline(source, typist)
    type_facts(source, typist)
    type_people(source, typist)
    type_parts(source, typist)


def type_headline(source: Source, typist: Typist) -> None:
    typist.type(source.line(1).partition("Review: ")[2])
    typist.press("Alt+B")
    typist.type(source.line(2))
    typist.press("Ctrl+Shift+H")
    typist.type(source.line(3))


def type_facts(source: Source, typist: Typist) -> None:
    trailer = source.structure["work"]["trailer"]
    typist.press("Ctrl+PgDown", "Alt+C")
    typist.type(source.country)
    typist.press("Return", "Alt+G")
    for genre in source.genres:
        typist.type(genre)
        typist.press("Return")
    typist.press("Alt+D")
    typist.type(source.line(25))
    typist.press("Alt+W")
    typist.type(source.service)
    typist.press("Return", "Alt+P")
    typist.type(trailer["provider"])
    typist.press("Alt+B")
    typist.type(source.line(29))
    typist.press("Alt+U")
    typist.type(source.line(30))


def type_people(source: Source, typist: Typist) -> None:
    typist.press("Ctrl+PgDown")
    typist.type(f"d: {source.line(32).lower()}")
    typist.press("Return")
    for number, typed in ((35, source.line(35)[:5].lower()), (38, source.line(38)[:6].lower())):
        assert source.line(number).lower().startswith(typed)
        typist.type(typed + "*")
        typist.press("Return")
    for number, star in ((41, "*"), (43, ""), (45, "")):
        typist.type(source.line(number) + star)
        typist.press("Return")


def type_parts(source: Source, typist: Typist) -> None:
    typist.press("Ctrl+PgDown", "Ctrl+PgDown")
    typist.type("\n\n".join(source.line(number) for number in (5, 6, 7)))
    typist.press("Ctrl+PgDown")
    typist.type("\n\n".join(source.line(number) for number in (9, 10)))
    typist.press("Ctrl+Shift+A")
    typist.type("gall")
    typist.press("Return", "Ctrl+Shift+H")
    typist.type(source.line(11))
    typist.press("Ctrl+Return")
    typist.type(source.line(12))
    typist.press("Ctrl+PgDown", "Ctrl+Shift+H")
    typist.type(source.line(14))
    typist.press("Ctrl+Return")
    typist.type(source.line(15))
    typist.press("Escape")
    typist.type("\n\n".join(source.line(number) for number in range(16, 21)))
    typist.press("Ctrl+PgDown")
    typist.type("\n\n".join(source.line(number) for number in (22, 23)))


def export(desk: OpenDesk, typist: Typist, folder: Path, qtbot: QtBot) -> BeautifulSoup:
    """Take the article out as an HTML fragment, by keys."""
    typist.press("Ctrl+E")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    typist.press("Down", "Alt+D")
    typist.press("Ctrl+A")
    typist.type(str(folder))
    with qtbot.waitSignal(dialog.saved, timeout=20_000) as saved:
        typist.press("Return")
    (path,) = [path for path in saved.args[0] if path.suffix == ".html"]
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_the_article_typed_by_keys_alone_is_whole_and_in_its_structure(source: Source, tmp_path: Path, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot, outlet=MAGAZINE.id) as desk:
        known = [Person(new_id(), source.line(number), known_as=("actor",)) for number in (35, 38)]
        people = [with_bio(person, "en", source.line(number)) for person, number in zip(known, (37, 40), strict=True)]
        desk.workspace.archive.store_new(people).result()
        typist = Typist()
        type_article(source, typist, desk, qtbot)
        page = export(desk, typist, tmp_path / "out", qtbot)
        assert desk.window.session is not None
        review_id = desk.window.session.review_id
        assert desk.workspace.autosave.finish()
        article = desk.workspace.archive.load(review_id).article
    expected = source.structure
    assert told(structure_of(article)) == told(typed_structure(expected) | {"paragraphs": 13})
    assert {person.id for person in people} < {credit.person for credit in article.work.credits}
    assert word_count(article) == sum(count_words(source.line(n)) for n in (4, 5, 6, 7, 9, 10, *range(16, 21), 22, 23))
    printed = [" ".join(text.split()) for text in page.get_text("\n").split("\n") if text.strip()]
    assert missing_in_order(source.lines[:46], printed) == []
    print(f"{typist.keys} keys that are not text: {' '.join(typist.log)}")
    assert typist.keys <= MOST_KEYS


def typed_structure(expected: dict[str, Any]) -> dict[str, Any]:
    """Return what of an expected structure typing can give; what was dropped and who plays whom is an importer's business."""
    review = {key: value for key, value in expected["review"].items() if key not in ("characters_in_prose", "dropped")}
    return {"outlet": expected["outlet"], "work": expected["work"], "review": review}


def told(structure: dict[str, Any]) -> list[str]:
    """Return a structure line by line, so that a difference is read at a glance."""
    return json.dumps(structure, indent=1, ensure_ascii=False, default=str, sort_keys=True).splitlines()


def missing_in_order(wanted: list[str], printed: list[str]) -> list[str]:
    """Return the lines that do not stand in the text, or not in their order."""
    text = " ".join(printed)
    at = 0
    missing = []
    for line in wanted:
        found = text.find(line, at)
        if found < 0:
            missing.append(line)
        else:
            at = found + len(line)
    return missing


def structure_of(article: Article) -> dict[str, Any]:
    """Return an article in the words of the structure files."""
    work, review, outlet = article.work, article.review, article.outlet
    assert review.hero is not None
    return {
        "outlet": {
            "name": outlet.name,
            "title_style": outlet.title_style.value,
            "ratings": outlet.scale,
            "headline": outlet.headline,
        },
        "work": {
            "kind": work.kind.value,
            "title": work.title,
            "year": work.year,
            "countries": list(work.countries),
            "genres": list(work.genres),
            "release_dates": [
                {"date": str(each.date), "country": each.country or None, "type": each.kind or None}
                for each in work.release_dates
            ],
            "runtime": work.runtime,
            "original_title": work.original_title or None,
            "trailer": {
                "url": work.trailer.url or None,
                "provider": work.trailer.provider,
                "label": work.trailer.label,
                "caption": work.trailer.caption,
            },
            "where": [{"service": each.service, "country": each.country or None, "url": each.url or None} for each in work.watch],
        },
        "review": {
            "lang": review.language,
            "byline": review.byline,
            "headline": headline_of(article),
            "hero": {"placeholder": review.hero.image is None, "caption": review.hero.caption},
            "rating": review.rating.scale if review.rating else None,
            "parts": [_part(article, part) for part in review.parts],
        },
        "paragraphs": sum(_paragraphs(article, part) for part in review.parts if part.kind is PartKind.TEXT),
    }


def _paragraphs(article: Article, part: Part) -> int:
    texts = [block for block in part.body.split("\n\n") if block.strip() and not block.startswith("![")]
    return len(texts) + bool(opening_of(article, part))


def _part(article: Article, part: Part) -> dict[str, Any]:
    if part.kind is PartKind.GALLERY:
        return {"kind": "gallery", "images": [{"caption": use.caption} for use in part.images]}
    if part.kind is PartKind.TEXT:
        told: dict[str, Any] = {"kind": "text", "role": part.role.value, "heading": part.heading or None}
        told["paragraphs"] = _paragraphs(article, part)
        if part.opening is Opening.GENERATED:
            told["first"] = "generated_facts_sentence"
        pictures = [line for line in part.body.split("\n\n")[0].split("\n") if line.startswith("![")]
        return told | ({"gallery_before_text": len(pictures)} if pictures else {})
    told = {"kind": part.kind.value, "heading": part.heading}
    if part.kind not in (PartKind.DIRECTOR, PartKind.CAST):
        return told
    cards = []
    for card in cards_of(article, part.kind):
        assert card.portrait is not None
        shown: dict[str, Any] = {"person": card.name}
        if part.kind is PartKind.CAST:
            shown["top"] = card.credit.top_billed
        shown |= {"portrait": True, "caption": card.portrait.caption}
        shown["bio"] = f"{count_words(card.bio)} words" if card.bio else "none"
        if card.bio and not card.bio.startswith(card.name):
            shown["bio_opens_with"] = " ".join(card.bio.split()[:2])
        cards.append(shown)
    return told | {"cards": cards}

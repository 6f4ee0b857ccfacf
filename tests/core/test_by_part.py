"""What is made of parts is made anew only for what was edited."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.article import Article
from desktop.core.by_part import ByPart
from desktop.core.edits import move_part, remove_part, set_part
from desktop.core.printing import word_count, words_of
from desktop.core.review import Opening, Part, PartKind
from tests.example import example_article


def test_only_the_edited_part_is_made_anew() -> None:
    made: list[str] = []

    def make(_article: Article, part: Part) -> str:
        made.append(part.id)
        return part.body

    article = example_article()
    first, second = article.review.parts[:2]
    bodies = ByPart(make)
    assert bodies.of(article) == tuple(part.body for part in article.review.parts)
    made.clear()
    edited = set_part(article, replace(second, body="Other words."))
    assert bodies.of(edited)[1] == "Other words."
    assert made == [second.id]
    assert bodies.of(move_part(edited, first.id, 1))[:2] == ("Other words.", first.body)
    assert len(bodies.of(remove_part(edited, first.id))) == len(article.review.parts) - 1
    assert made == [second.id], "moving and removing make nothing anew"


def test_an_edit_of_what_parts_print_from_makes_all_anew() -> None:
    article = example_article()
    opened = replace(article.review.parts[0], kind=PartKind.TEXT, opening=Opening.GENERATED, hidden=False)
    article = set_part(article, opened)
    counts = ByPart(words_of)
    before = sum(counts.of(article))
    assert before == word_count(article)
    longer = article.with_record(replace(article.work, genres=("drama", "thriller", "horror", "war")))
    assert sum(counts.of(longer)) == word_count(longer) != before

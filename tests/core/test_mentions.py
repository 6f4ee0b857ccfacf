"""The sentences that name somebody, in every way in which a critic writes of a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.article import Article
from desktop.core.mentions import mentions, sentences
from desktop.core.person import Alias, Person
from desktop.core.plain_sentences import plain_sentence
from desktop.core.review import Part
from tests.storage.builders import an_article


def named(article: Article, body: str, name: str = "Kim Ji-hun") -> list[str]:
    """Return the sentences of ``body`` that name a person of ``article``."""
    (part,) = article.review.parts
    review = replace(article.review, parts=(replace(part, body=body),))
    person = next(each for each in article.people if each.name == name)
    return [found.sentence for found in mentions(replace(article, review=review), person)]


@pytest.fixture
def article() -> Article:
    article = an_article("Ballerina", "Lee Chung-hyun", "Kim Ji-hun", "Jun Jong-seo")
    kim = next(person for person in article.people if person.name == "Kim Ji-hun")
    kim = replace(kim, native_name="김지훈", aliases=(Alias("Kim Ji-hoon"),), family_name_first=True)
    billing = tuple(replace(c, characters=("Choi Pro",)) if c.person == kim.id else c for c in article.work.credits)
    return article.with_record(kim).with_record(replace(article.work, credits=billing))


@pytest.mark.parametrize(
    "sentence",
    [
        "Kim Ji-hun is a find.",
        "A find, KIM JI HUN!",
        "One thinks of Kim Jihoon’s earlier parts.",
        "Choi Pro, despite being an idiot, is dangerous.",
        "여기서 김지훈은 빛난다.",
        "Here Kim is at his best.",
        "Kim never raises his voice.",
        "*Kim Ji-hun* and **others** dance.",
        "Kím Ji‐hün dances.",
    ],
)
def test_a_sentence_is_found_by_any_spelling_a_character_or_the_family_name(article: Article, sentence: str) -> None:
    plain = sentence.replace("*", "")
    assert named(article, f"It rains. {sentence} Nobody else does.") == [plain]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("[Kim](https://example.org/x) Ji-hun!", "Kim Ji-hun"),
        ("Kim[^1] Ji-hun!", "Kim Ji-hun"),
        ("K*i*m Ji-hun!", "Kim Ji-hun"),
        ("Soren Aberg!", "Søren Åberg"),
        ("SØREN ÅBERG!", "Søren Aberg"),
        ("Strauß!", "STRAUSS"),
        ("“R&B”!", "R&B"),
    ],
)
def test_marks_inside_a_name_and_letters_of_other_alphabets_hide_nobody(typed: str, name: str) -> None:
    article = an_article("Ballerina", "Lee Chung-hyun", name)
    assert len(named(article, f"It rains. {typed} Nobody else does.", name)) == 1


@pytest.mark.parametrize("sentence", ["The choi pro shop is shut.", "Jun Jong-seo fights.", "A kimono hangs there.", "Kimono."])
def test_a_sentence_that_only_looks_like_it_is_not(article: Article, sentence: str) -> None:
    assert named(article, sentence) == []


def test_a_mark_names_the_person_it_points_to_and_nobody_else(article: Article) -> None:
    kim = next(person for person in article.people if person.name == "Kim Ji-hun")
    assert named(article, f"@[The villain](person:{kim.id}) smiles.") == ["The villain smiles."]
    assert named(article, f"@[Kim Ji-hun](person:{'9' * 32}) is another one.") == []


def test_the_family_name_alone_counts_only_where_one_person_has_it() -> None:
    article = an_article("Ballerina", "Lee Chung-hyun", "Lee Ji-eun")
    article = replace(article, people=tuple(replace(person, family_name_first=True) for person in article.people))
    assert named(article, "Then Lee turns away.", "Lee Ji-eun") == []


def test_a_family_name_that_is_an_ordinary_word_does_not_begin_a_sentence() -> None:
    article = an_article("Film", "Nobody Else", "Will Young")
    body = "Young people dance. Here Young dances. Young’s dance ends."
    assert named(article, body, "Will Young") == ["Here Young dances.", "Young’s dance ends."]


def test_places_lead_to_the_sentence_in_the_text(article: Article) -> None:
    body = "It rains.\n\nThen {{Parasite}} ends. Kim Ji-hun (*Flower of Evil*) enters; Mr. Kim Ji-hun leaves."
    (part,) = article.review.parts
    review = replace(article.review, parts=(replace(part, body=body),), verdict="Kim Ji-hun!")
    person = next(each for each in article.people if each.name == "Kim Ji-hun")
    verdict, found = mentions(replace(article, review=review), person)
    assert (verdict.form, verdict.field, verdict.marks) == ("headline", "review.verdict", ((0, 10),))
    assert (found.form, found.field) == (part.id, "body")
    assert body[found.start :].startswith("Kim Ji-hun (*Flower")
    assert [found.sentence[start:end] for start, end in found.marks] == ["Kim Ji-hun", "Kim Ji-hun"]


def test_sentences_end_where_readers_take_a_breath() -> None:
    text = "Mr. T. came. “Really?” he said… Yes!\n\n- No 1.5 litres"
    assert [words for _, words in sentences(text)] == ["Mr. T. came.", "“Really?” he said…", "Yes!", "- No 1.5 litres"]
    assert all(text[start:].startswith(words) for start, words in sentences(text))


def test_marks_are_taken_off_a_sentence() -> None:
    raw = "> See {{Burning}}, [this](https://example.org/a(b)) and ||that|| by @[Lee](person:abc)[^1] \\*"
    shown, marked = plain_sentence(raw)
    assert shown.startswith("See Burning, this")
    assert [(shown[start:end], person) for (start, end), person in marked] == [("Lee", "abc")]


def test_somebody_without_a_name_is_named_nowhere(article: Article) -> None:
    assert mentions(article, Person("f" * 32, "")) == ()


def test_a_text_of_nothing_has_no_sentences() -> None:
    assert list(sentences("")) == list(sentences(" \n\n ")) == []
    assert Part("p").body == ""

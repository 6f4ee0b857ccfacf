"""Words that are typed in other forms than they stand in a text, and the sentences that are shown for them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.finding import parse_query
from desktop.core.person import Alias
from desktop.core.text import fold
from desktop.storage.library import Library
from desktop.storage.other_forms import around, parted, with_other_forms
from tests.storage.builders import keep, kept

_LONG = "It rains in the harbour, and nobody says a word. " * 20


@pytest.mark.parametrize(
    ("typed", "marked", "sentence"),
    [
        ("lodz ", "Łódź", "He is from Łódź, they say."),
        ("lod", "Łódź", "He is from Łódź, they say."),
        ("jihun ", "Ji-hun", "Then Ji-hun walks in."),
        ("bronte-lodz ", "Brontë-Łódź", "A Brontë-Łódź wedding ends it."),
        ("brontelodz ", "Brontë-Łódź", "A Brontë-Łódź wedding ends it."),
        ("smorrebrod ", "smørre-brød", "Some smørre-brød."),
    ],
)
def test_the_sentence_of_the_word_that_was_meant_is_shown_and_marked(
    library: Library, typed: str, marked: str, sentence: str
) -> None:
    many = " ".join(f"a-{number}b" for number in range(30))
    said = "He is from Łódź, they say. Then Ji-hun walks in. A Brontë-Łódź wedding ends it. Some smørre-brød."
    kept(library, "Film", body=f"{_LONG}{said}\n\n{_LONG}{many}")
    (found,) = library.find(parse_query(typed)).found
    assert [found.sentence[start:end] for start, end in found.marks] == [marked]
    assert sentence in found.sentence
    assert "\x1f" not in found.sentence


def test_words_found_as_they_stand_are_marked_and_no_other_form_is_shown(library: Library) -> None:
    kept(library, "Film", body="The harbour of Łódź.")
    (found,) = library.find(parse_query("harbour lodz ")).found
    assert found.sentence.endswith("The harbour of Łódź.")
    assert [found.sentence[start:end] for start, end in found.marks] == ["harbour"]


@pytest.mark.parametrize(
    ("typed", "sentence", "marked"),
    [
        ("hoon ", "Kim Ji-hun · 김지훈 · Kim Ji-hoon", "hoon"),
        ("jihoon ", "Kim Ji-hun · 김지훈 · Kim Ji-hoon", "Ji-hoon"),
        ('actor:"kim jihoon"', "Kim Ji-hun · 김지훈 · Kim Ji-hoon", "Ji-hoon"),
        ("lasander ", "Viktor Łasander", "Łasander"),
    ],
)
def test_names_are_shown_as_they_are_written_with_a_dot_between_them(
    library: Library, typed: str, sentence: str, marked: str
) -> None:
    article = kept(library, "Film", "Viktor Łasander", "Kim Ji-hun", body="")
    keep(library, replace(article.people[1], native_name="김지훈", aliases=(Alias("Kim Ji-hoon"),)), base=1)
    (found,) = library.find(parse_query(typed)).found
    assert found.sentence == sentence
    assert [found.sentence[start:end] for start, end in found.marks] == [marked]


def test_a_library_that_is_older_than_the_other_forms_gets_them_when_it_is_opened(root: Path) -> None:
    older = ("UPDATE search_text SET words = 'Then Ji-hun walks in.', directors = 'Viktor Łasander'", "PRAGMA user_version = 10")
    with Library.open(root) as library:
        kept(library, "Film", "Viktor Łasander", body="Then Ji-hun walks in.")
        assert library._writer is not None
        for statement in older:
            library._writer.submit(partial(peewee.Database.execute_sql, sql=statement)).result(timeout=20)
        assert library.find(parse_query("jihun ")).found == ()
    with Library.open(root) as library:
        assert library.verify() == []
        assert len(library.find(parse_query("jihun lasander ")).found) == 1


@given(st.text(alphabet="aøŁ-‐ .,\n\x1f", max_size=60))
def test_a_text_comes_back_from_its_other_forms_and_each_of_them_is_in_it(text: str) -> None:
    itself, forms = parted(with_other_forms(text))
    assert itself == text.replace("\x1f", " ")
    for form in forms.split("\x1f") if forms else []:
        found = around(with_other_forms(text), [form])
        assert found is not None
        sentence, (start, end) = found
        assert fold(form).replace(" ", "") in fold(sentence[start:end]).replace(" ", "")

"""What the forms offer while typing: countries, languages, genres, services and words used before; and fields of codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.countries import country_name, find_countries
from desktop.core.languages import find_languages, language_name, normal_tag
from desktop.core.text import fold
from desktop.core.vocabulary import find_content_notes, find_genres, find_services
from desktop.core.words.language_names import DIALECT_ROWS
from desktop.gui.widgets.completing import CompletingField
from desktop.gui.widgets.completion import Complete, Completion

INTERFACE_LANGUAGE = "en"
"""The language that names are shown in; the article prints them in its own."""

Used = Callable[[str], Sequence[str]]
"""Returns the values used before in a column (``service``, ``genre``, ``tag``, ``byline``), most used first."""


def complete_countries(text: str) -> list[Completion]:
    """Return the countries that a text may mean; the value is the code."""
    found = find_countries(text, INTERFACE_LANGUAGE)
    return [Completion(each.code, country_name(each.code, INTERFACE_LANGUAGE), each.code) for each in found]


def say_country(code: str) -> str:
    """Return a country's name."""
    return country_name(code, INTERFACE_LANGUAGE)


def complete_languages(text: str) -> list[Completion]:
    """Return the languages that a text may mean, with regional kinds of them; the value is the tag."""
    tags = [each.tag for each in find_languages(text, INTERFACE_LANGUAGE)]
    wanted = fold(text)
    tags += [tag for tag, name, _spanish in DIALECT_ROWS if wanted and fold(name).startswith(wanted) and tag not in tags]
    typed = read_tag(text)
    if typed and typed not in tags:
        tags.insert(0, typed)
    return [Completion(tag, language_name(tag, INTERFACE_LANGUAGE), tag) for tag in tags]


def say_language(tag: str) -> str:
    """Return a language's name."""
    return language_name(tag, INTERFACE_LANGUAGE)


def read_tag(text: str) -> str | None:
    """Return a language tag of more than one piece (``en-GB``) that was typed as such; single words are names to complete."""
    try:
        return normal_tag(text) if "-" in text else None
    except ValueError:
        return None


def complete_genres(text: str) -> list[Completion]:
    """Return the genres that a text may mean."""
    return [Completion(each.key, each.key) for each in find_genres(text, INTERFACE_LANGUAGE)]


def complete_content_notes(text: str) -> list[Completion]:
    """Return the house's content notes that a text may mean."""
    return [Completion(note, note) for note in find_content_notes(text, INTERFACE_LANGUAGE)]


def completing_services(used: Used) -> Complete:
    """Return what completes a service: those used before first."""
    return lambda text: [Completion(name, name) for name in find_services(text, used("services"))]


def completing_used(used: Used, column: str) -> Complete:
    """Return what completes a value from those used before in ``column``."""
    return lambda text: [Completion(value, value) for value in _matching(text, used(column))]


def completing_known(used: Used, column: str, words: Sequence[str]) -> Complete:
    """Return what completes a value from those used before in ``column``, then from some words of the house."""
    return lambda text: [Completion(each, each) for each in _matching(text, dict.fromkeys((*used(column), *words)))]


def completing_words(*words: str) -> Complete:
    """Return what completes one of some words; an empty text offers them all."""
    return lambda text: [Completion(word, word) for word in _matching(text, words)]


def _matching(text: str, words: Iterable[str]) -> list[str]:
    """Return the words in which a word begins with ``text``, those that begin with it themselves first."""
    wanted = fold(text)
    found = [word for word in words if f" {fold(word)}".find(f" {wanted}") >= 0]
    return sorted(found, key=lambda word: not fold(word).startswith(wanted))


class CodeField(CompletingField):
    """One value picked by typing a part of its name; its value is a ``str``, empty for none."""

    def value(self) -> Any:
        """Return the code picked, or an empty text."""
        return super().value() or ""

    def _show_value(self, value: Any) -> None:
        super()._show_value(value or None)


class LanguageField(CodeField):
    """A language that cannot be empty: emptied, it shows the last one again when it is left."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make a field for a language; its value is the tag."""
        super().__init__(label, complete_languages, parent, say=say_language, read=read_tag)
        self._last = ""

    def value(self) -> Any:
        """Return the tag picked last."""
        return super().value() or self._last

    def set_value(self, value: Any) -> None:
        """Show a tag, which must not be empty."""
        super().set_value(value)
        self._last = value

    def _tell(self) -> None:
        if self.value() != self._last:
            self._last = self.value()
            super()._tell()

    def _on_line_left(self) -> None:
        if self.is_empty() and self._last:
            self._show_value(self._last)
        super()._on_line_left()


def free_text_field(label: str, complete: Complete, parent: QWidget | None = None) -> CodeField:
    """Return a field that offers words and takes any other as well."""
    return CodeField(label, complete, parent, read=lambda text: text)


def country_field(label: str, parent: QWidget | None = None) -> CodeField:
    """Return a field for one country."""
    return CodeField(label, complete_countries, parent, say=say_country)


def language_field(label: str, parent: QWidget | None = None) -> CodeField:
    """Return a field for one language, which may be none."""
    return CodeField(label, complete_languages, parent, say=say_language, read=read_tag)

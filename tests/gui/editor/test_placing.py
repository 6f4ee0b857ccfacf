"""Every metadata field stands in exactly one form, where a person has put it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from desktop.core.fields import FIELDS, Group
from desktop.gui.editor.facts_form import FactsForm
from desktop.gui.editor.form import Form
from desktop.gui.editor.headline_form import HeadlineForm
from desktop.gui.editor.publishing_form import PublishingForm
from tests.gui.editor.conftest import Bench, Show, today, used

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def make_forms(bench: Bench) -> tuple[Form, ...]:
    return (
        FactsForm(used, today),
        HeadlineForm(used, lambda *_: None, lambda _: None),
        PublishingForm(used, lambda: [bench.outlet], lambda _: None, today),
    )


@pytest.fixture
def forms(bench: Bench, qtbot: QtBot) -> tuple[Form, ...]:
    made = make_forms(bench)
    for form in made:
        qtbot.addWidget(form)
        form.bind(bench.session)
    return made


def test_every_field_is_placed_in_one_form(forms: tuple[Form, ...]) -> None:
    placed = Counter(key for form in forms for key in form.placed())
    assert placed == Counter(field.key for field in FIELDS), "place the field by hand in the form of its group"


def test_every_field_stands_in_the_form_of_its_group(forms: tuple[Form, ...]) -> None:
    groups = {"facts": {Group.FACTS, Group.MORE_FACTS}, "headline": {Group.HEADLINE}, "publishing": {Group.PUBLISHING}}
    for form in forms:
        assert {field.group for field in FIELDS if field.key in form.placed()} == groups[form.key]


def test_every_field_is_named_and_can_be_reached(forms: tuple[Form, ...]) -> None:
    for form in forms:
        for key, field in form.placed().items():
            assert field.label(), key
            assert field.editor().accessibleName() or field.accessibleName(), key


def test_every_field_can_be_revealed(bench: Bench, show: Show) -> None:
    for form in make_forms(bench):
        form.bind(bench.session)
        show(form)
        for key, field in form.placed().items():
            if field.isHidden() or key in {"work.season", "work.episode_count", "review.tagline"}:
                continue
            form.reveal(key)
            focused = form.focusWidget()
            assert focused is not None
            assert field is focused or field.isAncestorOf(focused), key
        form.hide()


def test_letters_are_unique_in_each_form_and_none_is_the_menus(forms: tuple[Form, ...]) -> None:
    for form in forms:
        texts = [label.text().replace("&&", "") for label in form.findChildren(QLabel) if label.buddy() is not None]
        letters = Counter(text[text.index("&") + 1].lower() for text in texts if "&" in text)
        assert letters
        assert all(count == 1 for count in letters.values()), letters
        assert not set(letters) & set("fevrioh"), letters

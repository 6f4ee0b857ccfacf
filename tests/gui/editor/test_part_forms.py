from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.core.dates import PartialDate
from desktop.core.edits import add_credit, add_part
from desktop.core.person import Bio, Person
from desktop.core.printing import is_printed
from desktop.core.rating import Rating
from desktop.core.review import Part, PartKind
from desktop.core.work import Job, ReleaseDate, Trailer, WatchPlace
from desktop.gui.editor.data_form import PAGES, DataForm
from desktop.gui.editor.part_forms import FORMS_BY_PART_KIND
from desktop.gui.editor.printed_lines import printed_lines
from desktop.gui.editor.quote_form import QuoteForm, is_excerpt
from desktop.services.authoring import Place
from tests.gui.editor.conftest import Bench, Show, Typist

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GENERATED = tuple(kind for kind, form in FORMS_BY_PART_KIND.items() if form is DataForm)


def with_part(bench: Bench, part: Part) -> Part:
    bench.session.edit("Add", Place(part.id), add_part(bench.article, part))
    return part


def fill(bench: Bench) -> None:
    article = bench.article
    people = (("3", "Ida Brückner", Job.DIRECTOR), ("4", "Marta Oyelaran", Job.CAST), ("5", "Ola Falk", Job.EDITOR))
    for digit, name, job in people:
        bios = (Bio("en", "Acts and sings."),) if job is Job.CAST else ()
        article, _ = add_credit(article, Person(digit * 32, name, bios=bios), job)
    work = replace(
        article.work,
        runtime=92,
        release_dates=(ReleaseDate(PartialDate(2023, 10, 6), "KR", "cinema"),),
        watch=(WatchPlace("Netflix", way="subscription"),),
        trailer=Trailer(provider="YouTube", label="YouTube video", caption="Lanterns"),
        content_notes=("flashing lights",),
    )
    review = replace(article.review, rating=Rating("stars5half", "3.5"))
    bench.session.edit("Fill", Place("facts"), article.with_record(work).with_record(review))


def test_every_kind_of_part_has_its_form() -> None:
    assert set(FORMS_BY_PART_KIND) == set(PartKind)
    assert set(PAGES) == set(GENERATED)


@pytest.mark.parametrize("kind", GENERATED)
def test_the_lines_say_whether_anything_is_printed(bench: Bench, kind: PartKind) -> None:
    part = with_part(bench, Part("p1", kind))
    empty = kind is not PartKind.FACTS  # the year is a fact already
    assert bool(printed_lines(bench.article, part)) is is_printed(bench.article, part) is not empty
    fill(bench)
    assert printed_lines(bench.article, part)
    assert is_printed(bench.article, part)


def test_the_lines_are_what_the_article_says(bench: Bench) -> None:
    fill(bench)
    lines = {kind: printed_lines(bench.article, Part("p1", kind)) for kind in GENERATED}
    assert lines[PartKind.RELEASE] == ("October 6, 2023 (South Korea, cinema)",)
    assert lines[PartKind.TRAILER] == ("YouTube video", "Lanterns")
    assert lines[PartKind.RATING] == ("★★★½☆ · 3 and a half out of 5",)
    assert lines[PartKind.CAST] == ("Marta Oyelaran · bio of 3 words",)
    assert lines[PartKind.DIRECTOR] == ("Ida Brückner",)
    assert lines[PartKind.CREW][0].startswith("Ola Falk · ")


@pytest.mark.parametrize(
    ("kind", "page"), [(PartKind.RELEASE, "facts"), (PartKind.CAST, "people"), (PartKind.RATING, "headline")]
)
def test_a_generated_part_leads_to_where_its_data_is_typed(
    bench: Bench, show: Show, typist: Typist, qtbot: QtBot, kind: PartKind, page: str
) -> None:
    with_part(bench, Part("p1", kind, heading="A heading"))
    form = DataForm()
    form.show_part(bench.session, "p1")
    show(form)
    assert form.lines.text() == "Nothing yet, not even its heading."
    fill(bench)
    assert form.lines.text() == "\n".join(printed_lines(bench.article, Part("p1", kind)))
    form.reveal("")
    with qtbot.waitSignal(form.page_requested) as asked:
        typist.text(" ")
    assert asked.args == [page]


def test_a_pull_quote_is_counted_and_compared_with_the_text(bench: Bench, show: Show, typist: Typist) -> None:
    with_part(bench, Part("t1", body="She climbs, *every evening*, and lights “a lamp” for [nobody](https://example.org)."))
    with_part(bench, Part("q1", PartKind.PULL_QUOTE))
    form = QuoteForm()
    form.show_part(bench.session, "q1")
    show(form)
    form.reveal("body")
    typist.text('every evening, and lights "a lamp" for nobody')
    assert form.quote.hint() == "45 of 200 characters; an exact excerpt of the text"
    typist.text("!")
    assert form.quote.hint() == "46 of 200 characters; not word for word in the text"
    typist.text("x" * 200)
    assert form.quote.hint() == "246 characters, 46 too many; not word for word in the text"
    bench.session.undo()
    assert form.quote.value() == ""


def test_nothing_is_no_excerpt(bench: Bench) -> None:
    with_part(bench, Part("t1", body="Some words."))
    assert not is_excerpt(bench.article, "  ")
    assert is_excerpt(bench.article, "Some  words.")
    with_part(bench, Part("t2", body="Hidden words.", hidden=True))
    assert not is_excerpt(bench.article, "Hidden words.")

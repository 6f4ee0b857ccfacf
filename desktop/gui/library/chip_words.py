"""What a chip of the search line says: a field term in words, such as ``rating at least 4``."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from desktop.core.chips import parted
from desktop.core.countries import country_name
from desktop.core.finding import Key, Operator, Query, Term
from desktop.core.finding_values import Gap, names_of
from desktop.core.languages import language_name
from desktop.core.rating import scale_of
from desktop.core.review import ReviewKind, Status
from desktop.core.work import WorkKind
from desktop.gui.words import kind_of_piece, kind_of_work, status_name

_DATED = {Key.YEAR, Key.SEEN, Key.PUBLISHED, Key.CREATED, Key.CHANGED, Key.DUE}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Chips", text)


def query_words(query: Query) -> str:
    """Return what a query asks for, its finished terms in words."""
    terms, text = parted(query)
    return ", ".join([*map(term_words, terms), *filter(None, [text.strip()])])


def term_words(term: Term) -> str:
    """Return what a term asks for, in words."""
    words = _words(term)
    return _tr("not {words}").format(words=words) if term.negated else words


def gap_name(gap: Gap) -> str:
    """Return what a review is without."""
    names = {
        Gap.ALT: _tr("alt text"),
        Gap.BIO: _tr("bio"),
        Gap.RATING: _tr("rating"),
        Gap.DATE: _tr("release date"),
        Gap.YEAR: _tr("year"),
        Gap.DIRECTOR: _tr("director"),
        Gap.CAST: _tr("cast"),
        Gap.TAGS: _tr("tags"),
        Gap.BYLINE: _tr("byline"),
        Gap.VERDICT: _tr("verdict"),
        Gap.STANDFIRST: _tr("standfirst"),
        Gap.DESCRIPTION: _tr("description"),
        Gap.TITLE: _tr("title"),
        Gap.PICTURE: _tr("picture"),
        Gap.PUBLISHED: _tr("publication date"),
    }
    return names[gap]


def kind_name(name: str) -> str:
    """Return the name of a kind of piece or of work."""
    if name in {kind.value for kind in ReviewKind}:
        return kind_of_piece(ReviewKind(name))
    return kind_of_work(WorkKind(name))


def _words(term: Term) -> str:
    if not term.value:
        return _tr("{field}: …").format(field=_field_names().get(term.key, term.key.value))
    match term.key:
        case Key.MISSING:
            return _tr("missing {what}").format(what=_any(gap_name(Gap[name.upper()]) for name in names_of(term.key, term.value)))
        case Key.IS:
            states = {"trashed": _tr("in the trash"), "rated": _tr("with a rating"), "unrated": _tr("without a rating")}
            states |= {"embargoed": _tr("under embargo")}
            return _any(states[name] for name in names_of(term.key, term.value))
        case Key.DUE if term.operator is Operator.BEGINS:
            due = {"overdue": _tr("overdue"), "today": _tr("due today"), "week": _tr("due this week")}
            return _any(due[name] for name in names_of(term.key, term.value))
        case Key.SCALE:
            return _any(scale_of(name).name for name in names_of(term.key, term.value))
        case Key.RATING:
            return _measured(term, _rating_words())
        case Key.WORDS:
            return _measured(term, _length_words())
        case key if key in _DATED:
            return _measured(term, _dated_words(key))
        case _:
            return _tr("{field}: {value}").format(field=_field_names()[term.key], value=_named(term))


def _named(term: Term) -> str:
    match term.key:
        case Key.STATUS:
            return _any(status_name(Status(name)) for name in names_of(term.key, term.value))
        case Key.KIND:
            return _any(kind_name(name) for name in names_of(term.key, term.value))
        case Key.LANGUAGE:
            return language_name(term.value)
        case Key.COUNTRY:
            return country_name(term.value)
        case _:
            return term.value if term.operator is Operator.IS else f"{term.value}…"


def _any(names: Iterable[str]) -> str:
    return _tr(" or ").join(dict.fromkeys(names))


def _measured(term: Term, words: dict[Operator, str]) -> str:
    first, last = (_number(term, value) for value in (term.value, term.upto))
    return words[term.operator].format(value=first, last=last)


def _number(term: Term, value: str) -> str:
    return value.removesuffix(".5") + "½" if term.key is Key.RATING and value.endswith(".5") else value


def _rating_words() -> dict[Operator, str]:
    return {
        Operator.IS: _tr("rating {value}"),
        Operator.LEAST: _tr("rating at least {value}"),
        Operator.MOST: _tr("rating at most {value}"),
        Operator.ABOVE: _tr("rating above {value}"),
        Operator.BELOW: _tr("rating below {value}"),
        Operator.BETWEEN: _tr("rating {value} to {last}"),
    }


def _length_words() -> dict[Operator, str]:
    return {
        Operator.IS: _tr("{value} words"),
        Operator.LEAST: _tr("at least {value} words"),
        Operator.MOST: _tr("at most {value} words"),
        Operator.ABOVE: _tr("more than {value} words"),
        Operator.BELOW: _tr("fewer than {value} words"),
        Operator.BETWEEN: _tr("{value} to {last} words"),
    }


def _dated_words(key: Key) -> dict[Operator, str]:
    what = _field_names()[key]
    bound = _tr("film") if key is Key.YEAR else what
    return {
        Operator.IS: f"{what} {{value}}",
        Operator.LEAST: _tr("{what} {from_} or later").format(what=what, from_="{value}"),
        Operator.MOST: _tr("{what} {until} or earlier").format(what=what, until="{value}"),
        Operator.ABOVE: _tr("{what} after {moment}").format(what=bound, moment="{value}"),
        Operator.BELOW: _tr("{what} before {moment}").format(what=bound, moment="{value}"),
        Operator.BETWEEN: _tr("{what} {from_} to {until}").format(what=what, from_="{value}", until="{last}"),
    }


def _field_names() -> dict[Key, str]:
    return {
        Key.TITLE: _tr("title"),
        Key.PERSON: _tr("person"),
        Key.ACTOR: _tr("actor"),
        Key.DIRECTOR: _tr("director"),
        Key.ROLE: _tr("role"),
        Key.TAG: _tr("tag"),
        Key.OUTLET: _tr("outlet"),
        Key.STATUS: _tr("status"),
        Key.KIND: _tr("kind"),
        Key.LANGUAGE: _tr("language"),
        Key.COUNTRY: _tr("country"),
        Key.YEAR: _tr("film of"),
        Key.SEEN: _tr("seen"),
        Key.PUBLISHED: _tr("published"),
        Key.CREATED: _tr("begun"),
        Key.CHANGED: _tr("changed"),
        Key.DUE: _tr("due"),
    }

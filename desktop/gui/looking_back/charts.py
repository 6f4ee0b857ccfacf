"""The charts of the page: the figures as bars with words, each with the query that finds what is behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.core.countries import country_name
from desktop.core.looking_back import Figure, LookingBack, Mean, RatingFigures, mean_words
from desktop.core.rating import Rating, Scale, ScaleKind, glyphs, scale_of
from desktop.gui.looking_back.cutting import MOST_MONTHS, MOST_YEARS, Turn, cut_names, cut_times, time_name, time_term

_PUBLISHED = "status:published"
"""The term of those reviews that were published; a draft may have its day of publication already.

What tells one bar from the next stands last: in a narrow window the search line shows the last of its terms.
"""
_SLIVER = 0.01
"""How long the bar of the worst mean is: a year without ratings has none."""
_BIN = 10
"""Percent in one bar; a hundred bars would be none."""

Turned = Mapping[str, int]
"""How far charts are widened, by their titles: 0, as they are at first, for those that are not here."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its ``label`` on the axis, its length, the number ``shown``, and the sentence ``said`` of it.

    ``query`` is what the library's search line takes to find the reviews behind it; ``seen`` is, instead, the year of the watch
    log, or the first digits of a decade (empty for viewings without a date), in which the films behind it are.
    """

    label: str
    value: float
    shown: str
    said: str
    query: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: upright bars on an axis of time or of ratings, or else lying ones with a name each.

    ``note`` says what of the figures the bars are where they are not all of them; ``turn`` leads to the others.
    """

    title: str
    bars: tuple[Bar, ...]
    upright: bool = True
    note: str = ""
    turn: Turn | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Charts", text)


def _n(number: float) -> str:
    return f"{round(number):,}"


def _films(number: float) -> str:
    return _tr("1 film") if number == 1 else _tr("{n} films").format(n=_n(number))


def _words(number: float) -> str:
    return _tr("1 word") if number == 1 else _tr("{n} words").format(n=_n(number))


def _reviews(number: float) -> str:
    return _tr("1 review") if number == 1 else _tr("{n} reviews").format(n=_n(number))


def _films_in(figure: Figure) -> str:
    """Say how many films, and how many reviews are found where some have more than one."""
    films = _films(figure.number)
    return films if figure.number == figure.reviews else f"{films}, {_reviews(figure.reviews)}"


def _words_in(figure: Figure) -> str:
    words = _words(figure.number)
    return f"{words}, {_reviews(figure.reviews)}" if figure.reviews else words


def charts_of(figures: LookingBack, turned: Turned = {}) -> tuple[Chart, ...]:  # noqa: B006 - only read
    """Return the charts that there is something to show in."""
    charts = [
        *(chart for ratings in figures.ratings for chart in _rating_charts(ratings, turned)),
        _words_chart(figures.words_by_month, turned),
        _years_chart(figures.films_by_year, turned),
        _countries_chart(figures.films_by_country, turned),
        _directors_chart(figures.films_by_director, turned),
        _unwritten_chart(figures.unwritten_by_year, turned),
    ]
    return tuple(chart for chart in charts if chart.bars)


def _rating_charts(ratings: RatingFigures, turned: Turned) -> tuple[Chart, Chart]:
    scale = scale_of(ratings.scale)
    binned = _binned(ratings.spread) if scale.kind is ScaleKind.PERCENT else None
    bars = binned or tuple(_rating_bar(scale, figure) for figure in ratings.spread)
    return Chart(_tr("Ratings, drafts too: {scale}").format(scale=scale.name), bars), _means_chart(scale, ratings.by_year, turned)


def _rating_bar(scale: Scale, figure: Figure) -> Bar:
    shown = glyphs(Rating(scale.id, figure.name)).replace("☆", "")
    share = f"{figure.name}/{scale.best}" if scale.kind is not ScaleKind.LETTERS else figure.name
    label = figure.name.replace("-", "−")
    return Bar(label, figure.number, _n(figure.number), f"{shown}: {_reviews(figure.number)}", f"scale:{scale.id} rating:{share}")


def _binned(spread: tuple[Figure, ...]) -> tuple[Bar, ...]:
    bars = []
    for low in range(0, 100, _BIN):
        high = 100 if low + _BIN == 100 else low + _BIN - 1
        number = sum(figure.number for figure in spread if low <= float(figure.name) <= high)
        name = f"{low}–{high}"
        bars.append(Bar(name, number, _n(number), f"{name} %: {_reviews(number)}", f"scale:percent rating:{low}%..{high}%"))
    return tuple(bars)


def _means_chart(scale: Scale, means: tuple[Mean, ...], turned: Turned) -> Chart:
    title = _tr("Mean rating of what is published, by year: {scale}").format(scale=scale.name)
    rated = tuple(Figure(mean.name, mean.reviews) for mean in means)
    cut = cut_times(
        rated, MOST_YEARS, turned.get(title, 0), lambda n: _tr("{reviews} of earlier years").format(reviews=_reviews(n))
    )

    def bar(figure: Figure) -> Bar:
        name, when = time_name(figure.name), f"{_PUBLISHED} scale:{scale.id} {time_term('published', figure.name)}"
        if not figure.number:
            return Bar(name, 0, "", _tr("{year}: nothing rated").format(year=name), when)
        mean = sum(mean.number * mean.reviews for mean in means if mean.name.startswith(figure.name)) / figure.number
        words = mean_words(scale.id, mean)
        said = _tr("{year}: {mean} in the mean, {reviews}").format(year=name, mean=words, reviews=_reviews(figure.number))
        return Bar(name, max(mean, _SLIVER), words, said, when)

    return Chart(title, tuple(map(bar, cut.figures)), note=cut.note, turn=cut.turn)


def _words_chart(figures: tuple[Figure, ...], turned: Turned) -> Chart:
    known = all("-" in figure.name for figure in figures)
    left = _tr("{n} of earlier months") if known else _tr("{n} of earlier or unknown months")
    title = _tr("Words published, by month")
    said = (_words, _words_in, left)
    return _times_chart(title, figures, MOST_MONTHS, turned, said, f"{_PUBLISHED} {{}}", "published")


def _years_chart(figures: tuple[Figure, ...], turned: Turned) -> Chart:
    title = _tr("Films by year of release")
    said = (_films, _films_in, _tr("{n} of earlier years"))
    return _times_chart(title, figures, MOST_YEARS, turned, said, "{}", "year")


def _times_chart(
    title: str,
    figures: tuple[Figure, ...],
    most: int,
    turned: Turned,
    said: tuple[Callable[[float], str], Callable[[Figure], str], str],
    query: str,
    field: str,
) -> Chart:
    """Return a chart by months or years: what is in each is found by ``query`` with a term of ``field``.

    ``said`` are how a number is told, how a bar is, and the words for what is left out.
    """
    count, tell, left = said

    def bar(figure: Figure) -> Bar:
        name = time_name(figure.name)
        said, asked = f"{name}: {tell(figure)}", query.format(time_term(field, figure.name))
        return Bar(name, figure.number, _n(figure.number), said, asked)

    cut = cut_times(figures, most, turned.get(title, 0), lambda number: left.format(n=count(number)))
    return Chart(title, tuple(map(bar, cut.figures)), note=cut.note, turn=cut.turn)


def _countries_chart(figures: tuple[Figure, ...], turned: Turned) -> Chart:
    title = _tr("Films by country")
    return _names_chart(title, figures, "country:{}", country_name, _tr("{shown} of {n} countries"), turned)


def _directors_chart(figures: tuple[Figure, ...], turned: Turned) -> Chart:
    title = _tr("Films by director")
    return _names_chart(title, figures, 'director:"{}"', str, _tr("{shown} of {n} directors"), turned)


def _names_chart(
    title: str, figures: tuple[Figure, ...], query: str, say: Callable[[str], str], note: str, turned: Turned
) -> Chart:
    def bar(figure: Figure) -> Bar:
        name = say(figure.name)
        asked = query.format(figure.name.replace('"', " "))
        return Bar(name, figure.number, _n(figure.number), f"{name}: {_films_in(figure)}", asked)

    cut = cut_names(figures, turned.get(title, 0), note)
    return Chart(title, tuple(map(bar, cut.figures)), upright=False, note=cut.note, turn=cut.turn)


def _unwritten_chart(figures: tuple[Figure, ...], turned: Turned) -> Chart:
    def bar(figure: Figure) -> Bar:
        label = time_name(figure.name) if figure.name else _tr("No date")
        said = _tr("{year}: {films} seen and never written up").format(year=label, films=_films(figure.number))
        return Bar(label, figure.number, _n(figure.number), said, seen=figure.name)

    title = _tr("Seen and never written up, by year")
    dated = tuple(figure for figure in figures if figure.name)
    undated = tuple(figure for figure in figures if not figure.name)
    cut = cut_times(dated, MOST_YEARS, turned.get(title, 0), lambda n: _tr("{films} of earlier years").format(films=_films(n)))
    return Chart(title, tuple(map(bar, (*cut.figures, *undated))), note=cut.note, turn=cut.turn)

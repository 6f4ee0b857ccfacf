"""The charts of the page: the figures as bars with words, each with the query that finds what is behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.core.countries import country_name
from desktop.core.looking_back import Figure, LookingBack, RatingFigures, mean_words, without_gaps
from desktop.core.rating import Rating, Scale, ScaleKind, glyphs, scale_of
from desktop.gui.watch_log.words import day_words

_MOST_YEARS, _MOST_MONTHS = 60, 36
_BIN = 10
"""Percent in one bar; a hundred bars would be none."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its ``label`` on the axis, its length, the number ``shown``, and the sentence ``said`` of it.

    ``query`` is what the library's search line takes to find the reviews behind it; ``seen`` is, instead, the year of the watch
    log (empty for viewings without a date) in which the films behind it are.
    """

    label: str
    value: float
    shown: str
    said: str
    query: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: upright bars on an axis of time or of ratings, or else lying ones with a name each."""

    title: str
    bars: tuple[Bar, ...]
    upright: bool = True


def _tr(text: str) -> str:
    return QCoreApplication.translate("Charts", text)


def _n(number: float) -> str:
    return f"{round(number):,}"


def _films(number: float) -> str:
    return _tr("1 film") if number == 1 else _tr("{n} films").format(n=_n(number))


def _reviews(number: float) -> str:
    return _tr("1 review") if number == 1 else _tr("{n} reviews").format(n=_n(number))


def charts_of(figures: LookingBack) -> tuple[Chart, ...]:
    """Return the charts that there is something to show in."""
    charts = [
        *(chart for ratings in figures.ratings for chart in _rating_charts(ratings)),
        _words_chart(figures.words_by_month),
        _years_chart(figures.films_by_year),
        _names_chart(_tr("Films by country"), figures.films_by_country, "country:{}", country_name),
        _names_chart(_tr("Films by director"), figures.films_by_director, 'director:"{}"', str),
        _unwritten_chart(figures.unwritten_by_year),
    ]
    return tuple(chart for chart in charts if chart.bars)


def _rating_charts(ratings: RatingFigures) -> tuple[Chart, Chart]:
    scale = scale_of(ratings.scale)
    binned = _binned(ratings.spread) if scale.kind is ScaleKind.PERCENT else None
    bars = binned or tuple(_rating_bar(scale, figure) for figure in ratings.spread)
    rated = {figure.name for figure in ratings.by_year}
    years = tuple(_mean_bar(scale, figure, figure.name in rated) for figure in without_gaps(ratings.by_year, _MOST_YEARS))
    return (
        Chart(_tr("Ratings: {scale}").format(scale=scale.name), bars),
        Chart(_tr("Mean rating by year of publication: {scale}").format(scale=scale.name), years),
    )


def _rating_bar(scale: Scale, figure: Figure) -> Bar:
    shown = glyphs(Rating(scale.id, figure.name)).replace("☆", "")
    share = f"{figure.name}/{scale.best}" if scale.kind is not ScaleKind.LETTERS else figure.name
    label = figure.name.replace("-", "−")
    return Bar(label, figure.number, _n(figure.number), f"{shown}: {_reviews(figure.number)}", f"rating:{share}")


def _binned(spread: tuple[Figure, ...]) -> tuple[Bar, ...]:
    bars = []
    for low in range(0, 100, _BIN):
        high = 100 if low + _BIN == 100 else low + _BIN - 1
        number = sum(figure.number for figure in spread if low <= float(figure.name) <= high)
        name = f"{low}–{high}"
        bars.append(Bar(name, number, _n(number), f"{name} %: {_reviews(number)}", f"rating:{low}%..{high}%"))
    return tuple(bars)


def _mean_bar(scale: Scale, figure: Figure, rated: bool) -> Bar:
    if not rated:
        return Bar(figure.name, 0, "", _tr("{year}: nothing rated").format(year=figure.name), f"published:{figure.name}")
    mean = mean_words(scale.id, figure.number)
    said = _tr("{year}: {mean} in the mean").format(year=figure.name, mean=mean)
    return Bar(figure.name, figure.number, mean, said, f"published:{figure.name} is:rated")


def _words_chart(figures: tuple[Figure, ...]) -> Chart:
    def bar(figure: Figure) -> Bar:
        said = _tr("{month}: {n} words").format(month=day_words(figure.name), n=_n(figure.number))
        return Bar(day_words(figure.name), figure.number, _n(figure.number), said, f"published:{figure.name}")

    return Chart(_tr("Words published, by month"), tuple(map(bar, without_gaps(figures, _MOST_MONTHS))))


def _years_chart(figures: tuple[Figure, ...]) -> Chart:
    def bar(figure: Figure) -> Bar:
        said = f"{figure.name}: {_films(figure.number)}"
        return Bar(figure.name, figure.number, _n(figure.number), said, f"year:{figure.name}")

    return Chart(_tr("Films by year of release"), tuple(map(bar, without_gaps(figures, _MOST_YEARS))))


def _names_chart(title: str, figures: tuple[Figure, ...], query: str, say: Callable[[str], str]) -> Chart:
    def bar(figure: Figure) -> Bar:
        name = say(figure.name)
        asked = query.format(figure.name.replace('"', " "))
        return Bar(name, figure.number, _n(figure.number), f"{name}: {_films(figure.number)}", asked)

    return Chart(title, tuple(map(bar, figures)), upright=False)


def _unwritten_chart(figures: tuple[Figure, ...]) -> Chart:
    def bar(figure: Figure) -> Bar:
        label = figure.name or _tr("No date")
        said = _tr("{year}: {films} seen and never written up").format(year=label, films=_films(figure.number))
        return Bar(label, figure.number, _n(figure.number), said, seen=figure.name)

    dated = without_gaps(tuple(figure for figure in figures if figure.name), _MOST_YEARS)
    undated = tuple(figure for figure in figures if not figure.name)
    return Chart(_tr("Seen and never written up, by year"), tuple(map(bar, (*dated, *undated))))

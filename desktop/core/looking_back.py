"""Looking back: the figures of a critic's archive, as values that pictures and the command line are made from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop.core.rating import ScaleKind, scale_of


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing counted: its name (a year, a month ``2023-10``, an ISO country, a director, a rating as written) and how much.

    ``reviews`` says in how many reviews it is; what was never written up is in none.
    """

    name: str
    number: float
    reviews: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Mean(Figure):
    """A mean of the ratings of its reviews: its ``number`` is 0 for the worst value of the scale and 1 for the best."""


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """The ratings on one scale.

    ``spread`` says for every value of the scale, worst first, how many reviews have it; ``by_year`` is the mean of each year in
    which rated reviews were published.
    """

    scale: str
    spread: tuple[Figure, ...]
    by_year: tuple[Mean, ...] = ()

    @property
    def reviews(self) -> int:
        """How many reviews are rated on the scale."""
        return int(sum(figure.number for figure in self.spread))


@dataclass(frozen=True, slots=True)
class LookingBack:
    """Everything that is counted; what lies in the trash is not.

    ``ratings`` are the scales in use, most used first. ``words_by_month`` are words published, by year where the month is not
    known. Films count once, however many reviews they have: ``films_by_year`` by year of release, ``films_by_country`` once for
    each of their countries and ``films_by_director`` once for each name of a director, most first. ``unwritten_by_year`` are
    films seen and never written up, by the year in which they were seen last (empty where that is not known).
    """

    reviews: int = 0
    words: int = 0
    films: int = 0
    viewings: int = 0
    ratings: tuple[RatingFigures, ...] = ()
    words_by_month: tuple[Figure, ...] = ()
    films_by_year: tuple[Figure, ...] = ()
    films_by_country: tuple[Figure, ...] = ()
    films_by_director: tuple[Figure, ...] = ()
    unwritten_by_year: tuple[Figure, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look back on."""
        return not self.reviews and not self.viewings


def mean_words(scale_id: str, mean: float) -> str:
    """Return a mean (0 worst to 1 best) in the values of its scale: ``3.6``, or for letters the nearest one."""
    scale = scale_of(scale_id)
    if scale.kind is ScaleKind.LETTERS:
        return scale.values[round(mean * (len(scale.values) - 1))].replace("-", "−")
    worst, best = float(scale.values[0]), float(scale.values[-1])
    return f"{worst + mean * (best - worst):.0f}" if scale.kind is ScaleKind.PERCENT else f"{worst + mean * (best - worst):.1f}"


def without_gaps(figures: tuple[Figure, ...], most: int | None = None) -> tuple[Figure, ...]:
    """Return years, months or decades in order with none left out, 0 where nothing was counted; of many the last ``most``."""
    if not figures:
        return ()
    known = {figure.name: figure for figure in figures}
    first, last = min(known), max(known)
    names = [last]
    while names[-1] > first and (most is None or len(names) < most):
        names.append(_before(names[-1]))
    return tuple(known.get(name) or Figure(name, 0) for name in reversed(names))


def widened(figures: tuple[Figure, ...], most: int) -> tuple[Figure, ...]:
    """Return months or years summed up by year or decade, as far as all of them need it to be no more than ``most``.

    A decade is named by its first three digits. Where not even decades are few enough, those without anything are left out.
    """
    summed: dict[str, Figure] = {}
    known = min((len(figure.name) for figure in figures), default=0)
    for digits in (each for each in (len("2023-10"), len("2023"), len("202")) if each <= known):
        summed = {}
        for figure in figures:
            name = figure.name[:digits]
            so_far = summed.get(name, Figure(name, 0))
            number, reviews = so_far.number + figure.number, so_far.reviews + figure.reviews
            summed[name] = replace(so_far, number=number, reviews=reviews)
        names = tuple(summed[name] for name in sorted(summed))
        if len(without_gaps(names, most + 1)) <= most:
            return without_gaps(names)
    return tuple(summed[name] for name in sorted(summed))


def _before(name: str) -> str:
    year, _, month = name.partition("-")
    if not month:
        return f"{int(year) - 1:0{len(year)}d}"
    return f"{year}-{int(month) - 1:02d}" if int(month) > 1 else f"{int(year) - 1:04d}-12"

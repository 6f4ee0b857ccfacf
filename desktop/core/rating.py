"""Ratings on their native scale, for ever; conversions are shown at export and never stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ScaleKind(StrEnum):
    """How a scale is written."""

    STARS = "stars"
    POINTS = "points"
    LETTERS = "letters"
    PERCENT = "percent"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale: ``values`` are every allowed value as written, worst first; ``best`` is the maximum as a number."""

    id: str
    name: str
    kind: ScaleKind
    values: tuple[str, ...]
    best: int = 0

    @property
    def worst(self) -> float:
        """The lowest value as a number, 0 for letters (schema.org ``worstRating``; its default is 1, wrong for half stars)."""
        return float(self.values[0]) if self.values and self.kind is not ScaleKind.LETTERS else 0.0


def _steps(first: int, last: int, per_unit: int = 2) -> tuple[str, ...]:
    return tuple(f"{step / per_unit:g}" for step in range(first, last * per_unit + 1))


SCALES: tuple[Scale, ...] = (
    Scale("stars5half", "Stars out of 5, with halves", ScaleKind.STARS, _steps(1, 5), 5),
    Scale("stars5", "Stars out of 5", ScaleKind.STARS, _steps(1, 5, 1), 5),
    Scale("stars4half", "Stars out of 4, with halves", ScaleKind.STARS, _steps(1, 4), 4),
    Scale("points10", "Points out of 10", ScaleKind.POINTS, _steps(0, 10), 10),
    Scale(
        "letters",
        "Letters A+ to F",
        ScaleKind.LETTERS,
        ("F", "D-", "D", "D+", "C-", "C", "C+", "B-", "B", "B+", "A-", "A", "A+"),
    ),
    Scale("percent", "Percent", ScaleKind.PERCENT, _steps(0, 100, 1), 100),
    Scale("none", "No rating", ScaleKind.NONE, ()),
)
"""Every scale Matinee knows; add one here and every form, export and import has it."""

_BY_ID = {scale.id: scale for scale in SCALES}


def scale_of(scale_id: str) -> Scale:
    """Return the scale with this id; raises ``ValueError`` for an unknown one."""
    try:
        return _BY_ID[scale_id]
    except KeyError:
        raise ValueError(f"{scale_id!r} is not a rating scale") from None


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating: the id of its scale and the value as written (``3.5``, ``B+``, ``87``).

    ``Rating("none", "")`` says "no rating" on purpose; a review not yet rated has no Rating at all. Raises ``ValueError`` for a
    value that its scale does not have.
    """

    scale: str
    value: str = ""

    def __post_init__(self) -> None:
        """Refuse a value that the scale does not have."""
        scale = scale_of(self.scale)
        if scale.kind is ScaleKind.NONE:
            if self.value:
                raise ValueError("the scale “No rating” takes no value")
        elif self.value not in scale.values:
            raise ValueError(f"{self.value!r} is not on the scale “{scale.name}”")

    @property
    def printed(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.value)


NO_RATING = Rating("none")
"""The critic has decided to print none."""


def understand_rating(text: str, scale: Scale) -> Rating | None:
    """Return the rating that a person means by ``text`` (``3,5``, ``3½``, ``★★★½``, ``b+``, ``87 %``), or None."""
    typed = text.strip().replace(",", ".").replace("½", ".5").replace("−", "-").rstrip("% ").upper()
    stars = typed.count("★")
    if stars:
        typed = f"{stars + (0.5 if '.5' in typed else 0):g}"
    elif typed.startswith("."):
        typed = f"0{typed}"
    if scale.kind is not ScaleKind.LETTERS:
        try:
            typed = f"{float(typed):g}"
        except ValueError:
            return None
    return Rating(scale.id, typed) if typed in scale.values else None


def glyphs(rating: Rating) -> str:
    """Return the rating as it is drawn: ``★★★½☆``, ``7.5/10``, ``B+``, ``87%``; empty where nothing is printed."""
    scale = scale_of(rating.scale)
    if not rating.printed:
        return ""
    if scale.kind is ScaleKind.STARS:
        whole, half = divmod(float(rating.value), 1)
        drawn = "★" * int(whole) + ("½" if half else "")
        return drawn + "☆" * (scale.best - len(drawn))
    if scale.kind is ScaleKind.POINTS:
        return f"{rating.value}/{scale.best}"
    return f"{rating.value}%" if scale.kind is ScaleKind.PERCENT else rating.value.replace("-", "−")


def position(rating: Rating) -> float | None:
    """Return where the rating stands on its own scale, 0 worst to 1 best, for sorting only; None where nothing is printed."""
    if not rating.printed:
        return None
    values = scale_of(rating.scale).values
    return values.index(rating.value) / (len(values) - 1)


def out_of_five(rating: Rating) -> float | None:
    """Return the rating in stars out of five, for comparing across scales only; None where nothing is printed.

    Numbers are shares of the best one; letters are steps from F, 0, to A+, 5.
    """
    if not rating.printed:
        return None
    scale = scale_of(rating.scale)
    if scale.kind is ScaleKind.LETTERS:
        return 5 * scale.values.index(rating.value) / (len(scale.values) - 1)
    return 5 * float(rating.value) / scale.best

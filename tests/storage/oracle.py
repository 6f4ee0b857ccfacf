"""What a query must find, told by going over all records in plain Python; and queries of every kind, drawn by chance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from desktop.core.article import Article
from desktop.core.finding import Query, Term, Word
from desktop.core.finding_values import Key, Operator
from desktop.core.gaps import gaps_of
from desktop.core.rating import SCALES, out_of_five
from desktop.core.viewing import Viewing

WORDS = ("dancer", "Café", "Łódź", "발레리나", "Ji-hun", "noir", "red shoes")
"""What texts and names of the libraries are made of."""

QUERIES = (
    *("%", "🎬 …", "status:draft 🎬", "Tom & Jerry"),
    *("dancer", "danc", "caf", "lodz ", "łódź ", "jihun ", "ji-hun ", '"red shoes"', '"red noir"', "-dancer", "-noir cafe"),
    *("title:dancer", 'title:"red shoes"', "person:ji", 'director:"Ji-hun"', "actor:cafe", "-director:jihun", "role:noir"),
    *('director:"Café"', 'person:"noir"', 'actor:"Café"', 'actor:"cafe"', '-director:"dancer"', 'person:"ji-hun" noir'),
    *("tag:noir", 'tag:"red shoes"', "-tag:noir", "outlet:evening", 'outlet:"post"', "kind:film", "kind:essay", "lang:es"),
    *("status:dr", "-status:published", "is:trashed", "is:trashed noir", "-is:rated", "is:unrated", "country:kr", "-country:fr"),
    *("year:2019", "year:201", "year:2010s", "year:>=2020", "year:<2020", "year:2018..2020", "missing:year", "missing:alt"),
    *("rating:4", "rating:8/10", "rating:>=B", "-rating:>4", "rating:<4.8", "missing:tags", "-missing:rating", "lang:es-mx"),
    *("words:0", "words:>2", "words:1..2", "created:2026-01", "published:2024", "published:>2023-05", "published:<=2023"),
    *("-published:2023..2024", "dancer status:draft rating:>=4", "noir -tag:noir", "danc -is:rated year:>2018", "seen:2024"),
    *("due:today", "due:week", "due:overdue", "-due:week", "due:w status:draft", "is:embargoed", "-is:embargoed noir", "is:e"),
    *("scale:stars5half", "scale:s", "scale:letters rating:>=3", "-scale:percent is:rated"),
    *("due:2030", "due:<=2030-06-01", "due:>2030-06-01", "-due:2029..2030", "due:2030-06", "due:>=1999"),
)

_PEOPLE = (Key.PERSON, Key.ACTOR, Key.DIRECTOR)
_MEASURED = {
    "year": ("2019", "2020", "2024", "201", "2010s", "2020s"),
    "rating": ("4", "4.75", "8/10", "9.5/10", "80%", "B", "0"),
    "words": ("0", "1", "2", "3"),
    "published": ("2023", "2024", "2023-06", "2024-02", "2023-06-01", "2024-02-03"),
    "created": ("2026", "2025-12", "2026-01-02", "2026-01"),
    "due": ("2030", "2029", "2030-06", "2030-06-01", "2030-05-31"),
    "seen": ("2023", "2024", "2024-02", "2024-02-03"),
}
"""Values at the very bounds of what the libraries hold."""

_bounds = st.sampled_from(sorted(_MEASURED)).flatmap(
    lambda key: st.builds(
        lambda sign, value: f"{key}:{sign}{value}",
        st.sampled_from(("", ">=", "<=", ">", "<", "=")),
        st.sampled_from(_MEASURED[key]),
    )
)
_ranges = (
    st.sampled_from(sorted(_MEASURED))
    .flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(_MEASURED[key]), st.sampled_from(_MEASURED[key])))
    .map(lambda told: f"{told[0]}:{told[1]}..{told[2]}")
)
_pieces = st.one_of(_bounds, _ranges, st.sampled_from([text for text in QUERIES if " " not in text.strip()]))


def queries() -> st.SearchStrategy[str]:
    """Queries of one to three pieces, each perhaps turned round; the bounds of what the libraries hold among them."""
    turned = st.builds(
        lambda dash, piece: piece if piece.startswith("-") else dash + piece, st.sampled_from(("", "", "-")), _pieces
    )
    return st.lists(turned, min_size=1, max_size=3).map(" ".join)


def _turned(dash: str, piece: str) -> str:
    return piece if piece.startswith("-") else dash + piece


def _tokens(text: str) -> list[str]:
    """The words of a text as people compare them: no case, no accents, ø as o."""
    plain = text.translate(str.maketrans("łŁøØ", "lLoO"))
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare).casefold())


def _ways(text: str) -> list[list[str]]:
    return [_tokens(text), _tokens(text.replace("-", ""))]


def _stands(wanted: str, texts: list[str], *, begun: bool = False, as_typed: bool = False, quoted: bool = False) -> bool:
    """Say whether words stand together, in order, in one of the texts, the last of them perhaps only begun.

    Names are written without hyphens too; ``as_typed`` texts, the critic's own sentences, are not. Words that are ``quoted`` are
    wanted as they were typed.
    """
    for words in (way for text in texts for way in (_ways(text)[:1] if as_typed else _ways(text))):
        for way in filter(None, _ways(wanted)[: 1 if quoted else None]):
            for start in range(len(words) - len(way) + 1):
                part = words[start : start + len(way)]
                if part[:-1] == way[:-1] and (part[-1] == way[-1] or (begun and part[-1].startswith(way[-1]))):
                    return True
    return False


def _texts_of(article: Article) -> dict[str, list[str]]:
    by_person = {person.id: list(person.spellings()) for person in article.people}
    names = {
        job: [n for c in article.work.credits if c.job.value == job for n in by_person[c.person]] for job in ("director", "cast")
    }
    joined = [
        word.replace("-", "")
        for text in (article.work.title, *(part.body for part in article.review.parts))
        for word in re.findall(r"\w+(?:-\w+)+", text)
    ]
    return {
        "title": [article.work.title],
        "director": names["director"],
        "actor": names["cast"],
        "person": names["director"] + names["cast"],
        "role": [role for credit in article.work.credits for role in credit.characters],
        "tag": list(article.review.tags),
        "words": [part.body for part in article.review.parts] + [f"{article.work.title} ({article.work.year or ''})", *joined],
    }


def _compared(value: Any, term: Term, low: Any, high: Any, last: Any) -> bool:
    """Say whether a value is where the term wants it; ``low`` to ``high`` is all that its first value means, up to ``last``."""
    if value is None or value == "":
        return False
    match term.operator:
        case Operator.LEAST:
            return bool(value >= low)
        case Operator.ABOVE:
            return bool(value > high)
        case Operator.MOST:
            return bool(value <= high)
        case Operator.BELOW:
            return bool(value < low)
        case _:
            return bool(low <= value <= last)


def _stars(text: str) -> float:
    return {"4": 4.0, "4.75": 4.75, "4.8": 4.8, "8/10": 4.0, "9.5/10": 4.75, "80%": 4.0, "B": round(10 / 3, 4), "0": 0.0}[text]


def _years(text: str) -> tuple[int, int]:
    digits = text[:3] if text.endswith("s") else text
    return int(digits.ljust(4, "0")), int(digits.ljust(4, "9"))


def _days(text: str) -> tuple[str, str]:
    """Return a year, month or day, which stands before every day in it, and its last day."""
    return text, (text + "-12-31"[len(text) - 4 :])[:10]


def _due_holds(article: Article, term: Term) -> bool:
    """By the days of this computer's own clock; the words ask for what is still to be filed."""
    review = article.review
    if review.deadline is None:
        return False
    moment = review.deadline.moment()
    if term.operator is not Operator.BEGINS:
        day = moment.astimezone().date().isoformat()
        first, last = term.value, term.upto or term.value
        return _compared(day, term, *_days(first), _days(last)[1])
    now = datetime.now(UTC)
    days = (moment.astimezone().date() - now.astimezone().date()) // timedelta(days=1)
    holds = {"overdue": moment <= now, "today": days == 0, "week": days < 7}
    awaited = review.status.value in {"idea", "draft", "ready"}
    return awaited and any(fits for name, fits in holds.items() if name.startswith(term.value))


def _number_holds(article: Article, term: Term, seen: Iterable[str]) -> bool:
    first, last = term.value, term.upto or term.value
    match term.key:
        case Key.RATING:
            stars = out_of_five(article.review.rating) if article.review.rating else None
            return _compared(None if stars is None else round(stars, 4), term, _stars(first), _stars(first), _stars(last))
        case Key.SCALE:
            scale = article.review.rating.scale if article.review.rating else ""
            known = [each.id for each in SCALES if each.values]
            return scale == first or (first not in known and scale in known and scale.startswith(first))
        case Key.WORDS:
            words = sum(len(re.findall(r"[^\W_]+(?:-[^\W_]+)*", part.body)) for part in article.review.parts)
            return _compared(words, term, int(first), int(first), int(last))
        case Key.YEAR:
            return _compared(article.work.year, term, *_years(first), _years(last)[1])
        case Key.SEEN:
            return any(_compared(day, term, *_days(first), _days(last)[1]) for day in seen)
        case _:
            value = article.review.published_on if term.key is Key.PUBLISHED else article.review.created[:10]
            return _compared(value, term, *_days(first), _days(last)[1])


def _is_own_name(article: Article, term: Term) -> bool:
    """Say whether it is the house spelling of somebody who did such a job, letter for letter."""
    jobs = {Key.DIRECTOR: ("director",), Key.ACTOR: ("cast",)}.get(term.key, ("director", "cast"))
    names = {person.id: person.name for person in article.people}
    return any(names[credit.person] == term.value for credit in article.work.credits if credit.job.value in jobs)


def _is_spelling(article: Article, term: Term) -> bool:
    return any(_tokens(name) == _tokens(term.value) for name in _texts_of(article)[term.key.value])


def _fits(article: Article, piece: Word | Term, seen: Iterable[str], there: Sequence[Article]) -> bool:
    """Say whether an article has what a piece asks for; ``there`` are all articles among which it is looked for."""
    if isinstance(piece, Term) and piece.key in _PEOPLE and piece.operator is Operator.IS:
        for is_called in (_is_own_name, _is_spelling):
            if any(is_called(each, piece) for each in there):
                return is_called(article, piece)
    return _holds(article, piece, seen)


def _holds(article: Article, piece: Word | Term, seen: Iterable[str]) -> bool:
    texts = _texts_of(article)
    review = article.review
    if isinstance(piece, Word):
        return any(
            _stands(piece.text, some, begun=piece.begun, as_typed=kind == "words", quoted=piece.together)
            for kind, some in texts.items()
        )
    begun = piece.operator is Operator.BEGINS
    match piece.key:
        case Key.TITLE | Key.PERSON | Key.ACTOR | Key.DIRECTOR | Key.ROLE:
            return _stands(piece.value, texts[piece.key.value], begun=begun)
        case Key.TAG | Key.OUTLET:
            names = texts["tag"] if piece.key is Key.TAG else [article.outlet.name]
            if begun:
                return any(_stands(piece.value, [name], begun=True) for name in names)
            return any(_tokens(name) == _tokens(piece.value) for name in names)
        case Key.STATUS:
            return review.status.value.startswith(piece.value)
        case Key.KIND:
            return piece.value in {review.kind.value, article.work.kind.value}
        case Key.LANGUAGE:
            return f"{review.language}-".lower().startswith(f"{piece.value}-".lower())
        case Key.COUNTRY:
            return piece.value in article.work.countries
        case Key.IS:
            rated = review.rating is not None and review.rating.printed
            held = review.embargo is not None and review.embargo.moment() > datetime.now(UTC)
            states = {"trashed": bool(review.trashed_at), "rated": rated, "unrated": not rated, "embargoed": held}
            return any(fits for name, fits in states.items() if name.startswith(piece.value))
        case Key.DUE:
            return _due_holds(article, piece)
        case Key.MISSING:
            return piece.value.upper() in str(gaps_of(article).name).split("|")
        case _:
            return _number_holds(article, piece, seen)


def expected(articles: Iterable[Article], query: Query, viewings: Iterable[Viewing] = ()) -> set[str]:
    """The ids of the reviews that fit, by going over all of them."""
    days: dict[str, list[str]] = {}
    for viewing in viewings:
        if not viewing.trashed_at:
            days.setdefault(viewing.work, []).append(str(viewing.date or ""))
    known = list(articles)
    return {
        article.review.id
        for article in known
        if bool(article.review.trashed_at) == query.in_trash
        and all(
            _fits(article, piece, days.get(article.work.id, []), known) != piece.negated for piece in query.pieces if _asks(piece)
        )
    }


def _asks(piece: Word | Term) -> bool:
    return isinstance(piece, Word) or bool(piece.value)

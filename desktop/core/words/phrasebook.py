"""What a printed article says in its own words, as one value a language.

:class:`Phrases` holds the words and patterns; the modules ``english``, ``spanish``, ``german`` and ``french`` fill it and add
the grammar of their facts sentence. Dates, quotation marks and lists follow the customs that CLDR records for the language.
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# Up to this best mark halves are said in words: "3 and a half out of 5", but "7.5 out of 10".
_LARGEST_BEST_IN_HALVES = 5


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Phrases(ABC):
    """The words of one language (``language`` is its BCP 47 tag).

    Words begin with a capital where they stand alone as a label. A field that holds a pair is (one, several); a field with
    ``{}`` in it is a pattern for a method below.
    """

    language: str

    month_names: tuple[str, ...]
    weekday_names: tuple[str, ...]
    day_pattern: str
    month_pattern: str
    weekday_pattern: str
    first_day: str = "1"

    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    and_word: str
    last_comma: bool = False
    decimal_mark: str = ","

    headings: Mapping[str, str]

    by: str
    original_title: str
    year: str
    running_time: str
    release_date: str
    certificate: str
    based_on: str
    companies: str
    content_notes: str
    rating: str
    not_rated: str
    trailer: str
    watch_trailer: str
    spoiler_show: str
    remote_image: str
    picture_missing: str
    in_the_cinema: str
    uncredited: str
    affiliate_note: str
    published: str
    updated: str
    see_also: str
    earlier_review: str
    earlier_review_pattern: str
    correction: str
    clarification: str
    update: str
    misspelled_pattern: str
    footnotes: str
    back_to_text: str

    country_words: tuple[str, str]
    language_words: tuple[str, str]
    genre_words: tuple[str, str]
    minute_words: tuple[str, str]
    photograph_pattern: str
    character_pattern: str
    reading_pattern: str
    out_of_pattern: str
    percent_pattern: str
    half_pattern: str
    half_alone: str

    def date(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """Return a date as far as it is known: "October 6, 2023", "October 2023" or "2023" (0 and ``None`` are unknown).

        Raises ``IndexError`` for a month beyond the twelfth.
        """
        if not month:
            return str(year)
        name = self.month_names[month - 1]
        if not day:
            return self.month_pattern.format(month=name, year=year)
        return self.day_pattern.format(day=self.first_day if day == 1 else day, month=name, year=year)

    def date_with_weekday(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """Return a date with its day of the week; a partial date has none.

        Raises ``ValueError`` for a day that does not exist.
        """
        if not month or not day:
            return self.date(year, month, day)
        weekday = self.weekday_names[datetime.date(year, month, day).weekday()]
        return self.weekday_pattern.format(weekday=weekday, date=self.date(year, month, day))

    def quote(self, text: str, *, inner: bool = False) -> str:
        """Return ``text`` between quotation marks; ``inner`` for those inside others."""
        opening, closing = self.inner_quotes if inner else self.quotes
        return f"{opening}{text}{closing}"

    def join(self, names: Sequence[str]) -> str:
        """Return names as running text: "A", "A and B", "A, B, and C" (the last comma as the language has it)."""
        given = [name for name in names if name]
        if len(given) < 2:
            return "".join(given)
        *others, last = given
        comma = "," if self.last_comma and len(others) > 1 else ""
        return f"{', '.join(others)}{comma} {self.and_before(last)} {last}"

    def and_before(self, word: str) -> str:  # noqa: ARG002 (Spanish asks the word)
        """Return the word for "and" as it is before ``word``."""
        return self.and_word

    def article_before(self, word: str) -> str:  # noqa: ARG002 (English asks the word)
        """Return the indefinite article that goes before ``word``; empty where the language needs more than the word to tell."""
        return ""

    def heading(self, part: str) -> str:
        """Return the usual heading of a text part's role or another part's kind; empty where it has none.

        The heading may hold the token ``{title}``.
        """
        return self.headings.get(part, "").replace("{quoted_title}", self.quote("{title}"))

    @abstractmethod
    def facts_sentence(
        self,
        title: str,
        nationalities: Sequence[str] = (),
        genres: Sequence[str] = (),
        kind: str = "film",
        directors: Sequence[str] = (),
        top_billed: Sequence[str] = (),
    ) -> str:
        """Return one sentence made of the facts; empty while nothing but title and kind is known.

        ``nationalities`` are country codes (or ready adjectives), ``genres`` keys of the house vocabulary (or free words),
        ``kind`` a kind of work; of a book, ``directors`` are its authors and ``top_billed`` is not said.
        """

    def countries(self, count: int) -> str:
        """Return the label of ``count`` countries."""
        return self.country_words[count != 1]

    def languages(self, count: int) -> str:
        """Return the label of ``count`` languages."""
        return self.language_words[count != 1]

    def genres(self, count: int) -> str:
        """Return the label of ``count`` genres."""
        return self.genre_words[count != 1]

    def minutes(self, count: int) -> str:
        """Return a running time: "97 minutes"."""
        return f"{count} {self.minute_words[count != 1]}"

    def reading_time(self, minutes: int) -> str:
        """Return how long the article takes to read: "2 min read"."""
        return self.reading_pattern.format(minutes)

    def byline(self, names: Sequence[str]) -> str:
        """Return the byline: "By Ann Lee and Bo Ek"; empty without a name."""
        joined = self.join(names)
        return f"{self.by} {joined}" if joined else ""

    def earlier_review_of(self, year: int | None) -> str:
        """Return what an earlier review by the same hand is called: "my 2013 review"; without a year, "my earlier review"."""
        return self.earlier_review_pattern.format(year) if year else self.earlier_review

    def misspelled(self, name: str) -> str:
        """Return the note that owns up to a name that was printed wrong."""
        return self.misspelled_pattern.format(name)

    def photograph_credit(self, credit: str) -> str:
        """Return the credit of a picture: "Photograph: Ann Lee"; empty without one."""
        return self.photograph_pattern.format(credit) if credit else ""

    def as_character(self, characters: Sequence[str]) -> str:
        """Return whom somebody plays: "as Ok Ju and Min Hee"; empty without a character."""
        joined = self.join(characters)
        return self.character_pattern.format(joined) if joined else ""

    def rating_words(self, value: str | float | Decimal, best: float = 0, kind: str = "") -> str:
        """Return a rating in words, as its text alternative.

        "3 and a half out of 5", "7.5 out of 10", "87 percent", "B+". ``kind`` is that of the scale (stars, points, letters,
        percent); without it a best of 100 means percent and no best means letters. An empty value is "not rated".
        """
        written = str(value).strip()
        if not written:
            return self.not_rated
        try:
            number = Decimal(written)
        except InvalidOperation:
            return written.replace("-", "−")
        if kind == "percent" or (not kind and best == 100):
            return self.percent_pattern.format(self._number(number))
        if not best:
            return self._number(number)
        whole, rest = divmod(number, 1)
        if rest == Decimal("0.5") and best <= _LARGEST_BEST_IN_HALVES:
            said = self.half_pattern.format(whole) if whole else self.half_alone
        else:
            said = self._number(number)
        return self.out_of_pattern.format(said, self._number(Decimal(str(best))))

    def _number(self, number: Decimal) -> str:
        """Return a number without needless noughts, with the decimal mark of the language."""
        digits = f"{number:f}"
        return (digits.rstrip("0").rstrip(".") if "." in digits else digits).replace(".", self.decimal_mark)


def finished(sentence: str) -> str:
    """Return a sentence with its full stop, which a last "Jr." has already."""
    return sentence if sentence.endswith(".") else f"{sentence}."

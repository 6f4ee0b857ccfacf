"""English: American, and British for the day before the month and no comma before the last "and" (CLDR en-001)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.countries import country_adjective
from desktop.core.vocabulary import genre
from desktop.core.words.phrasebook import Phrases, finished
from desktop.core.words.ranking import fold

_KINDS = {
    "film": "film",
    "short": "short film",
    "tv_series": "series",
    "tv_season": "television season",
    "tv_episode": "television episode",
    "book": "book",
    "stage": "stage production",
}
# A vowel letter with the sound of a consonant (a European film), and a silent h (an honest one).
_CONSONANT_SOUND = re.compile(
    r"eu|ewe|on(ce|e)\b|u\b|ub[io]|ufo|ug[ao]|uk|uni(?![mn])|uran|uru|us[aeiou]|ut[aeio]", re.IGNORECASE
)
_SILENT_H = re.compile(r"heir|honou?r|honest|hour", re.IGNORECASE)
_VOWEL_NUMBER = re.compile(r"8|1[18](?!\d)|1[18]\d\d(?!\d)")
_SPELLED = re.compile(r"[A-Z]{2,}s?\b|[A-Z]\b")
_SAID_AS_WORDS = {"NASA", "NATO", "LEGO", "SARS", "SWAT", "NORAD", "RADA", "FIFA", "NIMBY", "MASH"}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EnglishPhrases(Phrases):
    """English words with English grammar."""

    def article_before(self, word: str) -> str:
        """Return "a" or "an" by the sound that ``word`` begins with: letters, abbreviations and numbers as they are read."""
        start = word.lstrip("“”‘’\"'([")
        abbreviation = _SPELLED.match(start)
        if start[:1].isdigit():
            vowel = _VOWEL_NUMBER.match(start) is not None
        elif abbreviation and abbreviation[0].rstrip("s") not in _SAID_AS_WORDS:
            vowel = start[0] in "AEFHILMNORSX"
        else:
            vowel_letter = fold(start)[:1] in set("aeiou")
            vowel = bool(_SILENT_H.match(start)) or (vowel_letter and not _CONSONANT_SOUND.match(start))
        return "an" if vowel else "a"

    def facts_sentence(
        self,
        title: str,
        nationalities: Sequence[str] = (),
        genres: Sequence[str] = (),
        kind: str = "film",
        directors: Sequence[str] = (),
        top_billed: Sequence[str] = (),
    ) -> str:
        """Return "Ballerina is a South Korean action thriller film directed by …, starring …"; see the base class."""
        billed = "" if kind == "book" else self.join(top_billed)
        made_by = self.join(directors)
        if not title or not (nationalities or genres or made_by or billed):
            return ""
        noun = _KINDS.get(kind, "work")
        described = [genre(key).attributive or key for key in genres]
        if described and {noun, "movie"} & set(described[-1].split()):
            noun = ""
        nationality = "-".join(country_adjective(code, "en") for code in nationalities)
        phrase = " ".join(filter(None, (nationality, *described, noun)))
        sentence = f"{title} is {self.article_before(phrase)} {phrase}"
        if made_by:
            sentence += f" {'written' if kind == 'book' else 'directed'} by {made_by}"
        if billed:
            verb = "featuring" if "documentary" in genres else "starring"
            sentence += f"{',' if made_by else ''} {verb} {billed}"
        return finished(sentence)


ENGLISH = EnglishPhrases(
    language="en",
    month_names=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    weekday_names=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    day_pattern="{month} {day}, {year}",
    month_pattern="{month} {year}",
    weekday_pattern="{weekday}, {date}",
    quotes=("“", "”"),
    inner_quotes=("‘", "’"),
    and_word="and",
    last_comma=True,
    decimal_mark=".",
    headings={
        "plot": "Plot",
        "analysis": "About {quoted_title}",
        "verdict": "Our Opinion",
        "spoiler": "Spoilers",
        "facts": "The Facts",
        "release": "Release Date",
        "where": "Where to Watch {title}",
        "trailer": "Movie Trailer",
        "director": "Director",
        "cast": "The Cast",
        "crew": "The Crew",
        "rating": "Our Rating",
        "content_notes": "Content Notes",
    },
    by="By",
    original_title="Original title",
    year="Year",
    running_time="Running time",
    release_date="Release date",
    certificate="Certificate",
    based_on="Based on",
    companies="Companies",
    content_notes="Content notes",
    rating="Rating",
    not_rated="Not rated",
    trailer="Trailer",
    watch_trailer="Watch the trailer",
    spoiler_show="Spoiler: show",
    remote_image="Remote image not loaded",
    picture_missing="Picture to come",
    in_the_cinema="in the cinema",
    uncredited="uncredited",
    affiliate_note="Some links earn us a commission.",
    published="Published",
    updated="Updated",
    see_also="See also:",
    earlier_review="my earlier review",
    earlier_review_pattern="my {} review",
    correction="Correction",
    clarification="Clarification",
    update="Update",
    misspelled_pattern="An earlier version of this review misspelled {}’s name.",
    footnotes="Notes",
    back_to_text="Back to the text",
    country_words=("Country", "Countries"),
    language_words=("Language", "Languages"),
    genre_words=("Genre", "Genres"),
    minute_words=("minute", "minutes"),
    photograph_pattern="Photograph: {}",
    character_pattern="as {}",
    reading_pattern="{} min read",
    out_of_pattern="{} out of {}",
    percent_pattern="{} percent",
    half_pattern="{} and a half",
    half_alone="a half",
)

BRITISH_ENGLISH = replace(
    ENGLISH,
    language="en-GB",
    day_pattern="{day} {month} {year}",
    weekday_pattern="{weekday} {date}",
    last_comma=False,
    percent_pattern="{} per cent",
)

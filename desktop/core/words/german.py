"""German words and grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.words.phrasebook import Phrases, finished

_KINDS = {
    "film": "ein Film",
    "short": "ein Kurzfilm",
    "tv_series": "eine Serie",
    "tv_season": "eine Staffel",
    "tv_episode": "eine Folge",
    "book": "ein Buch",
    "stage": "eine Inszenierung",
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GermanPhrases(Phrases):
    """German words with German grammar."""

    def facts_sentence(
        self,
        title: str,
        nationalities: Sequence[str] = (),  # noqa: ARG002 (no German names of countries and genres in the house lists)
        genres: Sequence[str] = (),  # noqa: ARG002
        kind: str = "film",
        directors: Sequence[str] = (),
        top_billed: Sequence[str] = (),
    ) -> str:
        """Return "Ballerina ist ein Film von … mit …"; see the base class.

        Countries and genres are left out: the house lists have no German words for them, and English ones would not decline.
        """
        billed = "" if kind == "book" else self.join(top_billed)
        made_by = self.join(directors)
        if not title or not (made_by or billed):
            return ""
        by = f" von {made_by}" if made_by else ""
        starring = f" mit {billed}" if billed else ""
        return finished(f"{title} ist {_KINDS.get(kind, 'ein Werk')}{by}{starring}")


GERMAN = GermanPhrases(
    language="de",
    month_names=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    weekday_names=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    day_pattern="{day}. {month} {year}",
    month_pattern="{month} {year}",
    weekday_pattern="{weekday}, {date}",
    quotes=("„", "“"),
    inner_quotes=("‚", "‘"),
    and_word="und",
    headings={
        "plot": "Handlung",
        "analysis": "Über {quoted_title}",
        "verdict": "Unsere Meinung",
        "spoiler": "Spoiler",
        "facts": "Die Fakten",
        "release": "Starttermin",
        "where": "Wo {title} zu sehen ist",
        "trailer": "Trailer",
        "director": "Regie",
        "cast": "Die Besetzung",
        "crew": "Der Stab",
        "rating": "Unsere Wertung",
        "content_notes": "Inhaltshinweise",
    },
    by="Von",
    original_title="Originaltitel",
    year="Jahr",
    running_time="Laufzeit",
    release_date="Starttermin",
    certificate="Altersfreigabe",
    based_on="Nach",
    companies="Firmen",
    content_notes="Inhaltshinweise",
    rating="Wertung",
    not_rated="Ohne Wertung",
    trailer="Trailer",
    watch_trailer="Trailer ansehen",
    spoiler_show="Spoiler: anzeigen",
    remote_image="Bild aus dem Netz nicht geladen",
    picture_missing="Bild folgt",
    in_the_cinema="im Kino",
    uncredited="nicht genannt",
    affiliate_note="Für einige Links erhalten wir eine Provision.",
    published="Veröffentlicht",
    updated="Aktualisiert",
    see_also="Siehe auch:",
    earlier_review="meine frühere Besprechung",
    earlier_review_pattern="meine Besprechung von {}",
    correction="Berichtigung",
    clarification="Klarstellung",
    update="Nachtrag",
    misspelled_pattern="In einer früheren Fassung dieser Besprechung war der Name {} falsch geschrieben.",
    footnotes="Anmerkungen",
    back_to_text="Zurück zum Text",
    country_words=("Land", "Länder"),
    language_words=("Sprache", "Sprachen"),
    genre_words=("Genre", "Genres"),
    minute_words=("Minute", "Minuten"),
    photograph_pattern="Foto: {}",
    character_pattern="als {}",
    reading_pattern="{} Min. Lesezeit",
    out_of_pattern="{} von {}",
    percent_pattern="{} Prozent",
    half_pattern="{},5",
    half_alone="0,5",
)

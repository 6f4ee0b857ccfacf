"""French words and grammar; the spaces inside the guillemets are narrow and do not break (U+202F)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.words.phrasebook import Phrases, finished

# The noun with its article, and how it was made.
_KINDS = {
    "film": ("un film", "réalisé"),
    "short": ("un court métrage", "réalisé"),
    "tv_series": ("une série", "réalisée"),
    "tv_season": ("une saison", "réalisée"),
    "tv_episode": ("un épisode", "réalisé"),
    "book": ("un livre", "écrit"),
    "stage": ("un spectacle", "mis en scène"),
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FrenchPhrases(Phrases):
    """French words with French grammar."""

    def facts_sentence(
        self,
        title: str,
        nationalities: Sequence[str] = (),  # noqa: ARG002 (no French names of countries and genres in the house lists)
        genres: Sequence[str] = (),  # noqa: ARG002
        kind: str = "film",
        directors: Sequence[str] = (),
        top_billed: Sequence[str] = (),
    ) -> str:
        """Return "Ballerina est un film réalisé par …, avec …"; see the base class.

        Countries and genres are left out: the house lists have no French words for them, and English ones would not agree.
        """
        billed = "" if kind == "book" else self.join(top_billed)
        made_by = self.join(directors)
        if not title or not (made_by or billed):
            return ""
        noun, made = _KINDS.get(kind, ("une œuvre", "réalisée"))
        by = f" {made} par {made_by}" if made_by else ""
        starring = f"{',' if made_by else ''} avec {billed}" if billed else ""
        return finished(f"{title} est {noun}{by}{starring}")


FRENCH = FrenchPhrases(
    language="fr",
    month_names=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    weekday_names=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    day_pattern="{day} {month} {year}",
    month_pattern="{month} {year}",
    weekday_pattern="{weekday} {date}",
    first_day="1er",
    quotes=("«\u202f", "\u202f»"),
    inner_quotes=("“", "”"),
    and_word="et",
    headings={
        "plot": "Synopsis",
        "analysis": "À propos de {quoted_title}",
        "verdict": "Notre avis",
        "spoiler": "Révélations",
        "facts": "Fiche technique",
        "release": "Date de sortie",
        "where": "Où voir {title}",
        "trailer": "Bande-annonce",
        "director": "Réalisation",
        "cast": "La distribution",
        "crew": "L’équipe",
        "rating": "Notre note",
        "content_notes": "Avertissements",
    },
    by="Par",
    original_title="Titre original",
    year="Année",
    running_time="Durée",
    release_date="Date de sortie",
    certificate="Classification",
    based_on="D’après",
    companies="Sociétés",
    content_notes="Avertissements",
    rating="Note",
    not_rated="Sans note",
    trailer="Bande-annonce",
    watch_trailer="Voir la bande-annonce",
    spoiler_show="Révélation\u00a0: afficher",
    remote_image="Image distante non chargée",
    picture_missing="Image à venir",
    in_the_cinema="au cinéma",
    uncredited="non crédité",
    affiliate_note="Certains liens nous rapportent une commission.",
    published="Publié",
    updated="Mis à jour",
    see_also="Voir aussi :",
    earlier_review="ma critique précédente",
    earlier_review_pattern="ma critique de {}",
    correction="Rectification",
    clarification="Précision",
    update="Mise à jour",
    misspelled_pattern="Une version antérieure de cette critique contenait une erreur dans l’orthographe d’un nom : {}.",
    footnotes="Notes",
    back_to_text="Retour au texte",
    country_words=("Pays", "Pays"),
    language_words=("Langue", "Langues"),
    genre_words=("Genre", "Genres"),
    minute_words=("minute", "minutes"),
    photograph_pattern="Photo\u00a0: {}",
    character_pattern="dans le rôle de {}",
    reading_pattern="{} min de lecture",
    out_of_pattern="{} sur {}",
    percent_pattern="{} pour cent",
    half_pattern="{} et demi",
    half_alone="un demi",
)

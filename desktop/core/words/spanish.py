"""Spanish: of Spain, and of the Americas for the quotation marks (CLDR es-419)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.countries import country, country_adjective
from desktop.core.vocabulary import GENRES, Genre, genre
from desktop.core.words.phrasebook import Phrases, finished

# The noun with its article, and whether it is masculine.
_KINDS = {
    "film": ("una película", False),
    "short": ("un cortometraje", True),
    "tv_series": ("una serie", False),
    "tv_season": ("una temporada", False),
    "tv_episode": ("un episodio", True),
    "book": ("un libro", True),
    "stage": ("una obra de teatro", False),
}
_BY_SPANISH_WORD = {each.spanish: each for each in GENRES}
# "Y" becomes "e" before the sound i, though not before a diphthong (hielo) or a y (Ortografía de la lengua española, RAE).
_SOUND_I = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SpanishPhrases(Phrases):
    """Spanish words with Spanish grammar."""

    def and_before(self, word: str) -> str:
        """Return "y", or "e" before a word that begins with the sound i ("Kim e Ignacio")."""
        return "e" if _SOUND_I.match(word.lstrip("«“‘¿¡")) else self.and_word

    def facts_sentence(
        self,
        title: str,
        nationalities: Sequence[str] = (),
        genres: Sequence[str] = (),
        kind: str = "film",
        directors: Sequence[str] = (),
        top_billed: Sequence[str] = (),
    ) -> str:
        """Return "Ballerina es una película surcoreana de acción y thriller dirigida por …"; see the base class.

        Of several nationalities all but the last stay masculine ("franco-belga" being written "francés-belga"), as in
        compound adjectives with a hyphen (Ortografía de la lengua española, RAE).
        """
        billed = "" if kind == "book" else self.join(top_billed)
        made_by = self.join(directors)
        if not title or not (nationalities or genres or made_by or billed):
            return ""
        noun, masculine = _KINDS.get(kind, ("una obra", False))
        ending = "o" if masculine else "a"
        kinds = [_genre(word) for word in genres]
        adjectives = [_agreeing(each.spanish_attributive, masculine) for each in kinds if each.spanish_attributive]
        nouns = self.join([each.spanish for each in kinds if not each.spanish_attributive])
        nationality = _nationality(nationalities, masculine)
        phrase = " ".join(filter(None, (noun, *adjectives, nationality, f"de {nouns}" if nouns else "")))
        sentence = f"{title} es {phrase}"
        if made_by:
            sentence += f" {'escrito' if kind == 'book' else f'dirigid{ending}'} por {made_by}"
        if billed:
            verb = "con la participación de" if "documental" in adjectives else f"protagonizad{ending} por"
            sentence += f"{',' if made_by else ''} {verb} {billed}"
        return finished(sentence)


def _genre(word: str) -> Genre:
    """Return the genre of a key or of a Spanish printed word."""
    return _BY_SPANISH_WORD.get(word) or genre(word)


def _agreeing(adjective: str, masculine: bool) -> str:
    """Return a feminine adjective of genre in the gender of the noun."""
    return adjective[:-1] + "o" if masculine and adjective.endswith("a") else adjective


def _nationality(codes: Sequence[str], masculine: bool) -> str:
    """Return the nationalities as one adjective; those given as ready words stay as they are."""
    last = len(codes) - 1
    words = [
        country_adjective(code, "es", masculine=masculine or place < last) if country(code) else code
        for place, code in enumerate(codes)
    ]
    return "-".join(words)


SPANISH = SpanishPhrases(
    language="es",
    month_names=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    weekday_names=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    day_pattern="{day} de {month} de {year}",
    month_pattern="{month} de {year}",
    weekday_pattern="{weekday}, {date}",
    quotes=("«", "»"),
    inner_quotes=("“", "”"),
    and_word="y",
    headings={
        "plot": "Argumento",
        "analysis": "Sobre {quoted_title}",
        "verdict": "Nuestra opinión",
        "spoiler": "Destripes",
        "facts": "Ficha",
        "release": "Fecha de estreno",
        "where": "Dónde ver {title}",
        "trailer": "Tráiler",
        "director": "Dirección",
        "cast": "El reparto",
        "crew": "El equipo",
        "rating": "Nuestra valoración",
        "content_notes": "Advertencias de contenido",
    },
    by="Por",
    original_title="Título original",
    year="Año",
    running_time="Duración",
    release_date="Fecha de estreno",
    certificate="Clasificación",
    based_on="Basada en",
    companies="Productoras",
    content_notes="Advertencias de contenido",
    rating="Valoración",
    not_rated="Sin valoración",
    trailer="Tráiler",
    watch_trailer="Ver el tráiler",
    spoiler_show="Destripe: mostrar",
    remote_image="Imagen remota no cargada",
    picture_missing="Imagen pendiente",
    in_the_cinema="en cines",
    uncredited="sin acreditar",
    affiliate_note="Algunos enlaces nos reportan una comisión.",
    published="Publicado",
    updated="Actualizado",
    see_also="Véase también:",
    earlier_review="mi crítica anterior",
    earlier_review_pattern="mi crítica de {}",
    correction="Corrección",
    clarification="Aclaración",
    update="Actualización",
    misspelled_pattern="En una versión anterior de esta crítica, el nombre de {} estaba mal escrito.",
    footnotes="Notas",
    back_to_text="Volver al texto",
    country_words=("País", "Países"),
    language_words=("Idioma", "Idiomas"),
    genre_words=("Género", "Géneros"),
    minute_words=("minuto", "minutos"),
    photograph_pattern="Fotografía: {}",
    character_pattern="como {}",
    reading_pattern="{} min de lectura",
    out_of_pattern="{} de {}",
    percent_pattern="{} por ciento",
    half_pattern="{} y medio",
    half_alone="medio",
)

AMERICAN_SPANISH = replace(SPANISH, language="es-419", quotes=("“", "”"), inner_quotes=("‘", "’"), decimal_mark=".")

"""Countries and territories that films come from: their names, their adjectives, and finding one while typing.

Codes are ISO 3166-1 alpha-2. A country that is no more keeps its ISO 3166-3 code of four letters (``SUHH`` Soviet Union,
``CSHH`` Czechoslovakia, ``YUCS`` Yugoslavia, ``DDDE`` East Germany), because ISO has given some of the two-letter codes to
others since. West Germany never had a code of its own and is found as Germany. English and Spanish are written out; another
language prints English.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.words.country_names import CURRENT, HISTORICAL, LIKELY
from desktop.core.words.ranking import rank
from desktop.core.words.tags import base_language

_WITHOUT_ACCENT = str.maketrans("áéíóú", "aeiou")


@dataclass(frozen=True, slots=True)
class Country:
    """One country: its code, its names and adjectives, and what else a critic may call it.

    ``spanish_adjective`` is masculine singular; :func:`country_adjective` makes it agree.
    """

    code: str
    name: str
    adjective: str
    spanish_name: str
    spanish_adjective: str
    aliases: tuple[str, ...] = ()
    historical: bool = False


def _country(row: tuple[str, str, str, str, str, str], historical: bool) -> Country:
    """Return the country of one table row."""
    code, name, adjective, spanish_name, spanish_adjective, others = row
    aliases = tuple(filter(None, others.split("|")))
    return Country(code, name, adjective, spanish_name, spanish_adjective, aliases, historical)


COUNTRIES: tuple[Country, ...] = tuple([_country(row, False) for row in CURRENT] + [_country(row, True) for row in HISTORICAL])
_BY_CODE = {country.code: country for country in COUNTRIES}
_LIKELIHOOD = {code: place for place, code in enumerate(LIKELY)}


def country(code: str) -> Country | None:
    """Return the country with this code, in whatever case it is written, or ``None``."""
    return _BY_CODE.get(code.upper())


def country_name(code: str, language: str = "en") -> str:
    """Return the printed name ("South Korea", "Corea del Sur"); an unknown code prints as it is."""
    found = country(code)
    if found is None:
        return code
    return found.spanish_name if base_language(language) == "es" else found.name


def country_adjective(code: str, language: str = "en", *, masculine: bool = False) -> str:
    """Return the adjective of nationality ("South Korean"); an unknown code prints as it is.

    Spanish agrees with the feminine "película" ("surcoreana") unless ``masculine`` is asked for.
    """
    found = country(code)
    if found is None:
        return code
    if base_language(language) != "es":
        return found.adjective
    return found.spanish_adjective if masculine else feminine(found.spanish_adjective)


def feminine(adjective: str) -> str:
    """Return the feminine of a Spanish adjective of nationality given in the masculine.

    The rule of the Spanish grammars: -o becomes -a; a final -l, -n, -s or -z adds -a and loses the accent of the last
    syllable (francés, francesa), but -al serves both, as does every other ending (belga, iraní, canadiense, kosovar).
    """
    if adjective.endswith("o"):
        return adjective[:-1] + "a"
    if adjective.endswith(("n", "s", "z")) or (adjective.endswith("l") and not adjective.endswith("al")):
        return adjective[:-2] + adjective[-2].translate(_WITHOUT_ACCENT) + adjective[-1] + "a"
    return adjective


def find_countries(text: str, language: str = "en") -> list[Country]:
    """Return the countries that ``text`` may mean, the likeliest first; an empty text finds none.

    Ranked by exact code, whole name, beginning of a name, of a word, of the adjective, and the inside of a word, in
    ``language`` and in English; among equals living countries before past ones, then the great producers of films, then
    by name.
    """
    ranked = []
    for each in COUNTRIES:
        names, adjectives = [each.name, *each.aliases], [each.adjective]
        if base_language(language) == "es":
            names.append(each.spanish_name)
            adjectives.append(each.spanish_adjective)
        found = rank(text, names, (each.code,), adjectives)
        if found is not None:
            likelihood = _LIKELIHOOD.get(each.code, len(_LIKELIHOOD))
            ranked.append((found, each.historical, likelihood, country_name(each.code, language), each))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:4])]

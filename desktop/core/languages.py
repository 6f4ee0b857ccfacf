"""Languages that films are in and that texts are written in: names, direction of writing, and finding one while typing.

A language is a BCP 47 tag. Names of tags with script or region follow the custom of CLDR: a name of their own where they have
one ("British English"), else the language with script and region in brackets ("Korean (Latin)"). English and Spanish are
written out; another language prints English. The scripts and languages that run from right to left are those of CLDR.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.core.countries import country_name
from desktop.core.words.language_names import DIALECT_ROWS, LANGUAGE_ROWS, LIKELY_LANGUAGES, SCRIPT_ROWS
from desktop.core.words.ranking import rank
from desktop.core.words.tags import base_language, normal_tag, subtags

__all__ = [
    "LANGUAGES",
    "Language",
    "base_language",
    "direction",
    "find_languages",
    "language_name",
    "normal_tag",
]

_RIGHT_TO_LEFT_SCRIPTS = {"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
_RIGHT_TO_LEFT = {
    "acm", "aeb", "ajp", "apc", "apd", "ar", "arc", "arq", "ars", "ary", "arz", "bal", "bqi", "ckb", "dv", "fa", "glk",
    "he", "ks", "lrc", "mzn", "nqo", "prs", "ps", "sam", "sd", "skr", "syr", "ug", "ur", "yi",
}  # fmt: skip
_RIGHT_TO_LEFT_THERE = {("az", "IR"), ("ku", "IQ"), ("ku", "IR"), ("pa", "PK"), ("uz", "AF"), ("kk", "CN"), ("ky", "CN")}
_REGIONS = {"419": ("Latin America", "Latinoamérica"), "001": ("world", "mundo"), "150": ("Europe", "Europa")}


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its tag, its names in English and Spanish, its own name, and what else a critic may call it."""

    tag: str
    name: str
    spanish_name: str
    native: str = ""
    aliases: tuple[str, ...] = ()


LANGUAGES: tuple[Language, ...] = tuple(
    Language(tag, name, spanish, native, tuple(filter(None, others.split("|"))))
    for tag, name, spanish, native, others in LANGUAGE_ROWS
)
_NAMES = {each.tag: (each.name, each.spanish_name) for each in LANGUAGES} | {
    tag: (name, spanish) for tag, name, spanish in DIALECT_ROWS
}
_SCRIPTS = {script: (name, spanish) for script, name, spanish in SCRIPT_ROWS}
_LIKELIHOOD = {tag: place for place, tag in enumerate(LIKELY_LANGUAGES)}


def language_name(tag: str, language: str = "en") -> str:
    """Return the printed name of a language ("Korean", "coreano", "Korean (Latin)"); an unknown one prints as it is."""
    spanish = base_language(language) == "es"
    try:
        wanted = normal_tag(tag)
    except ValueError:
        return tag
    if wanted in _NAMES:
        return _NAMES[wanted][spanish]
    base, script, region = subtags(wanted)
    if base not in _NAMES:
        return tag
    stem, details = base, []
    if script and f"{base}-{script}" in _NAMES:
        stem = f"{base}-{script}"
    elif script:
        details.append(_SCRIPTS[script][spanish] if script in _SCRIPTS else script)
    if region:
        details.append(_REGIONS[region][spanish] if region in _REGIONS else country_name(region, language))
    name = _NAMES[stem][spanish]
    return f"{name} ({', '.join(details)})" if details else name


def find_languages(text: str, language: str = "en") -> list[Language]:
    """Return the languages that ``text`` may mean, the likeliest first; an empty text finds none.

    Tags, names in ``language`` and in English, and own names count; ranked as everywhere (see ``desktop.core.words.ranking``),
    among equals the great languages of film first, then by name.
    """
    spanish = base_language(language) == "es"
    ranked = []
    for each in LANGUAGES:
        names = [each.name, each.native, *each.aliases, *([each.spanish_name] if spanish else [])]
        found = rank(text, names, (each.tag,))
        if found is not None:
            likelihood = _LIKELIHOOD.get(each.tag, len(_LIKELIHOOD))
            ranked.append((found, likelihood, language_name(each.tag, language), each))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:3])]


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction of writing, as the HTML attribute ``dir`` takes it; a script in the tag decides first."""
    base, script, region = subtags(tag)
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if base in _RIGHT_TO_LEFT or (base, region) in _RIGHT_TO_LEFT_THERE else "ltr"

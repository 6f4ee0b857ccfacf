"""One key for the ways in which a name is written in Latin letters, to find people who may be the same.

The key forgets accents, hyphens, the order of the family name, and the differences between the common romanisations: Revised,
McCune-Reischauer and everyday spellings of Korean, scholarly and everyday ones of Slavic names, ``ue`` for ``ü``. It forgets too
much rather than too little: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.text import fold

_KOREAN = {
    "kim": "kim gim",
    "i": "lee yi rhee rhie ree i",
    "bak": "park bak pak",
    "choe": "choi choe choy",
    "jeong": "jung jeong chung joung cheong chong",
    "jeon": "jun jeon chun chon",
    "jo": "cho jo joe",
    "gang": "kang gang",
    "yun": "yoon yun youn",
    "no": "noh roh no",
    "yu": "yoo yu you",
    "u": "woo u wu",
    "seo": "seo suh so",
    "im": "lim im rim",
    "an": "ahn an",
    "o": "oh o",
    "go": "ko go koh goh",
    "bae": "bae pae",
    "mun": "moon mun",
    "sin": "shin sin",
    "gwon": "kwon gwon",
    "hwang": "hwang",
    "song": "song",
    "han": "han",
    "yang": "yang",
    "ha": "ha",
    "gwak": "kwak gwak",
    "seong": "sung seong",
    "cha": "cha",
    "ju": "joo ju",
    "ryu": "ryu ryoo",
    "na": "na ra",
    "min": "min",
    "gu": "koo gu ku",
    "won": "won",
    "cheon": "chun cheon",
    "bong": "bong pong",
    "ma": "ma",
}
"""Family names of the Korean peninsula, each with the ways in which its bearers write it."""

_FAMILY = {way: key for key, ways in _KOREAN.items() for way in ways.split()}
_KOREAN_LETTERS = "yeo:yu you:yu eo:u eu:u oo:u ou:u wu:u ui:i ee:i ch:j sh:s g:k d:t b:p l:r"
_LETTERS = (
    "ph:f kh:h zh:j dz:z ij:i ej:ei aj:ai oj:oi iy:i yi:i yu:u ju:u ya:a ja:a ee:i oo:u ou:u ue:u oe:o ae:a y:i w:v ck:k ks:x"
)
"""What is written, and what it is heard as, in the order in which it is replaced."""

_DOUBLED = re.compile(r"(.)\1+")
_MUTE = re.compile(r"(?<=[aeiou])h(?![aeiou])")
_WORDS = re.compile(r"[^\W_]+")


def name_keys(name: str) -> frozenset[str]:
    """Return the keys of a name; two names that share one may be written for one person.

    A name has several where its given name may be one word or two: ``Kim Ji Hun`` shares one with ``Ji-hun Kim``.
    """
    joined = [fold(word.replace("-", "").replace("‐", "")).replace(" ", "") for word in name.split()]
    words = [word for word in ("".join(_WORDS.findall(each)) for each in joined) if word]
    if len(words) < 2:
        return frozenset(_plain(word) for word in words)
    return frozenset(_pair_key(*pair) for pair in _pairs(words))


def leads_with_family(name: str) -> bool:
    """Say whether a name reads as one with the family name first, as ``Kim Ji-hun`` and ``Wong Kar-wai`` do."""
    first, _, rest = name.partition(" ")
    _, hyphen, second = rest.partition("-")
    return bool(hyphen) and " " not in rest and (second[:1].islower() or fold(first) in _FAMILY)


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the name as two words: the first or the last one against all the others joined."""
    yield words[0], "".join(words[1:])
    if len(words) > 2:
        yield words[-1], "".join(words[:-1])


def _pair_key(one: str, other: str) -> str:
    families = [word for word in (one, other) if word in _FAMILY]
    if len(families) == 2:
        return " ".join(sorted(f"={_FAMILY[word]}" for word in families))
    if families:
        given = other if families[0] == one else one
        return " ".join(sorted((f"={_FAMILY[families[0]]}", _respelled(given, _KOREAN_LETTERS))))
    return " ".join(sorted((_plain(one), _plain(other))))


def _plain(word: str) -> str:
    return _respelled(word, _LETTERS)


def _respelled(word: str, letters: str) -> str:
    for written, heard in (rule.split(":") for rule in letters.split()):
        word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", _MUTE.sub("", word))

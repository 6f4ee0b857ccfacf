"""Language tags: whether one is well formed, how it is written, and its parts (BCP 47, that is RFC 5646)."""

from __future__ import annotations

import re
from functools import lru_cache

# RFC 5646 section 2.1. Of the language subtag only the registered lengths (2 and 3 letters) are taken: the four to eight
# letters that the grammar leaves room for have never been used, and would let plain words such as "korean" pass as tags.
_TAG = re.compile(
    r"""
    (?:
        [a-z]{2,3} (?:-[a-z]{3}){0,3}                 # language and extended language
        (?:-[a-z]{4})?                                # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?                   # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*      # variants
        (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*          # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                    # private use
      | x(?:-[a-z0-9]{1,8})+
    )
    """,
    re.VERBOSE | re.ASCII,
)
# Withdrawn codes of ISO 639-1 with the values that the IANA registry prefers.
_WITHDRAWN = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro"}


def normal_tag(text: str) -> str:
    """Return a language tag in its usual writing: ``en-GB``, ``ko-Latn``, ``zh-Hant-TW``, ``sl-rozaj``.

    Case follows RFC 5646 section 2.1.1: all lower, but a region upper and a script title case, unless after a singleton.
    An underscore counts as a hyphen, white space around is dropped, and withdrawn codes become their successors
    (``iw`` to ``he``).

    Raises ``ValueError`` when the text is not a well-formed tag.
    """
    lower = text.strip().replace("_", "-").lower()
    if not _TAG.fullmatch(lower):
        raise ValueError(f"“{text}” is not a language tag such as en, en-GB or ko-Latn")
    first, *others = lower.split("-")
    written = [_WITHDRAWN.get(first, first)]
    singleton = len(first) == 1
    for subtag in others:
        singleton = singleton or len(subtag) == 1
        if not singleton and len(subtag) == 2:
            written.append(subtag.upper())
        elif not singleton and len(subtag) == 4 and subtag.isalpha():
            written.append(subtag.capitalize())
        else:
            written.append(subtag)
    return "-".join(written)


@lru_cache(maxsize=256)
def subtags(tag: str) -> tuple[str, str, str]:
    """Return the language, script and region of a tag, each empty where it has none; an ill-formed tag has only itself."""
    try:
        first, *others = normal_tag(tag).split("-")
    except ValueError:
        return tag.lower(), "", ""
    script = region = ""
    for subtag in others:
        if len(subtag) == 1:
            break
        if len(subtag) == 4 and subtag.istitle():
            script = subtag
        elif subtag.isupper() or (len(subtag) == 3 and subtag.isdigit()):
            region = subtag
    return first, script, region


def base_language(tag: str) -> str:
    """Return the language alone: ``es`` for ``es-MX``."""
    return subtags(tag)[0]

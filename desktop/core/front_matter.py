"""The front matter of a review's own Markdown file: what sites read under the keys they know, the rest under ``matinee``.

Every field that :mod:`desktop.core.fields` gives a key stands under that key and nowhere else, so that a value mended by hand is
taken over. ``matinee`` holds what has no key of a site: ids, parts, cards, people, pictures, outlet; and, by their keys under
``matinee.addresses``, the addresses that are none of the web, of which no site shall make a link. A value that is its field's
default is left out, unless the default itself says something (``lang``, ``status``). What a file tells of viewings is in
:mod:`desktop.core.front_viewings`, and when things were changed, in readable copies alone, in :mod:`desktop.core.front_moments`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

from desktop.core.addresses import unfit_addresses, with_fit_addresses
from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.errors import FormatError
from desktop.core.fields import FIELDS, Field, Owner, value_of
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.records import field_types, to_plain
from desktop.core.review import Review
from desktop.core.review_file import PictureBeside
from desktop.core.work import Work

VERSION = 1
OWN_KEY = "matinee"
SCALE_KEY = "rating_scale"
"""Beside ``rating``, which is the value alone, as sites want it."""
DERIVED_KEYS = ("title", "slug", "draft", "rating_max", "cover", "film.director", "film.cast", "film.release_date", "film.imdb")
"""Keys that are made of other fields for the sake of sites; a change of them is not taken over."""

_OWNERS: dict[Owner, type[Any]] = {Owner.WORK: Work, Owner.REVIEW: Review}
_FRONT = tuple(field for field in FIELDS if field.front)
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class Bare(str):
    """A date or a number that front matter shows without quotation marks, as sites expect it."""

    __slots__ = ()


def compact(value: object) -> Any:
    """Return a value of the domain as plain values, without the fields that hold their defaults."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type | PartialDate):
        given = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        defaults = {field.name: field.default for field in dataclasses.fields(value)}
        return {name: compact(inner) for name, inner in given.items() if defaults[name] != inner}
    return [compact(item) for item in value] if isinstance(value, tuple) else to_plain(value)


def site_values(article: Article) -> dict[str, Any]:
    """Return the fields that have a key, by their dotted keys; addresses that are none of the web stay out."""
    values: dict[str, Any] = {}
    fit = with_fit_addresses(article)
    for field in _FRONT:
        value = value_of(fit, field)
        plain = compact(value)
        if field.name == "rating":
            values |= _rating_values(article)
        elif plain or value != _default(field):
            values[field.front] = plain
    if "date" in values and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", values["date"]):
        values["date"] = Bare(values["date"])
    return values


def _rating_values(article: Article) -> dict[str, Any]:
    rating = article.review.rating
    if rating is None:
        return {}
    number = _DECIMAL.fullmatch(rating.value)
    shown = {"rating": Bare(rating.value) if number else rating.value} if rating.value else {}
    return shown | {SCALE_KEY: rating.scale}


def own_values(article: Article, written: frozenset[str], pictures: tuple[PictureBeside, ...], derived: str) -> dict[str, Any]:
    """Return what stands under ``matinee``; ``written`` are the parts whose text the body of the file holds exactly."""
    review, work = (_without_keys(record) for record in (article.review, article.work))
    for part in review.get("parts", []):
        if part["id"] in written:
            part.pop("body", None)
    own = {"version": VERSION, "derived": derived, "review": review, "work": work, "outlet": compact(article.outlet)}
    lists = {"people": article.people, "images": article.images, "pictures": pictures}
    unfit = unfit_addresses(article)
    return own | {name: compact(records) for name, records in lists.items() if records} | ({"addresses": unfit} if unfit else {})


def _without_keys(record: Review | Work) -> dict[str, Any]:
    keyed = {field.name for field in _FRONT if _OWNERS[field.owner] is type(record)}
    return {name: value for name, value in compact(record).items() if name not in keyed}


def _default(field: Field) -> Any:
    return next(each.default for each in dataclasses.fields(_OWNERS[field.owner]) if each.name == field.name)


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return dotted keys as mappings inside mappings, in order of first use."""
    tree: dict[str, Any] = {}
    for key, value in values.items():
        *groups, name = key.split(".")
        place = tree
        for group in groups:
            place = place.setdefault(group, {})
        place[name] = value
    return tree


def take(tree: dict[str, Any], key: str) -> Any:
    """Remove the value of a dotted key from a tree and return it; None where there is none. Empty groups go with it."""
    group, _, rest = key.partition(".")
    if not rest:
        return tree.pop(group, None)
    inner = tree.get(group)
    if not isinstance(inner, dict):
        return None
    value = take(inner, rest)
    if not inner:
        del tree[group]
    return value


def put_back(tree: dict[str, Any], addresses: Any) -> None:
    """Put the addresses of ``matinee.addresses`` into a tree of texts again, where there is a place for them that is empty.

    Raises :class:`FormatError` where they are no group of named texts.
    """
    for key, address in ({} if addresses is None else addresses if isinstance(addresses, dict) else {"": None}).items():
        if not isinstance(address, str):
            raise FormatError(f"“{OWN_KEY}.addresses” must be a group of named texts.")
        *groups, name = key.split(".")
        place: Any = tree
        for group in groups:
            if isinstance(place, dict):
                place = place.setdefault(group, {})
            elif isinstance(place, list) and group.isdecimal() and int(group) < len(place):
                place = place[int(group)]
        if isinstance(place, dict):
            place.setdefault(name, address)


def derived_digest(values: Mapping[str, Any]) -> str:
    """Return eight hexadecimal digits of derived values by dotted key, numbers and texts alike as they are written."""
    written = {key: _texts(value) for key, value in sorted(values.items()) if value is not None}
    return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()[:8]


def _texts(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _texts(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(item) for item in value]
    return json.dumps(value) if isinstance(value, bool | int | float) else str(value)


def site_plain(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Take the fields that have keys out of a tree of texts; return them as plain values by ``work`` and ``review``."""
    plain: dict[str, dict[str, Any]] = {"work": {}, "review": {}}
    for field in _FRONT:
        value = take(tree, field.front)
        if field.name == "rating":
            scale = take(tree, SCALE_KEY)
            value = None if value is None and scale is None else {"scale": scale or "stars5half", "value": value or ""}
        if value is not None:
            kind = field_types(_OWNERS[field.owner])[field.name]
            plain[field.owner.value][field.name] = coerced(kind, value)
    return plain


def coerced(kind: Any, tree: Any) -> Any:
    """Return a tree of texts with numbers, true/false and empty lists where ``kind`` has them; the rest is left to be refused."""
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        (inner,) = (option for option in get_args(kind) if option is not type(None))
        return None if tree is None else coerced(inner, tree)
    if origin is tuple:
        items = get_args(kind)
        return [coerced(items[0], item) for item in tree] if isinstance(tree, list) else [] if tree is None else tree
    if kind is int:
        return int(tree) if isinstance(tree, str) and _WHOLE_NUMBER.fullmatch(tree) else tree
    if kind is bool:
        return {"true": True, "false": False}.get(tree.lower(), tree) if isinstance(tree, str) else tree
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind is not PartialDate:
        return _coerced_record(kind, tree)
    return "" if tree is None and kind is str else tree


def _coerced_record(kind: type[Any], tree: Any) -> Any:
    expected = field_types(kind)
    if isinstance(tree, dict):
        return {name: coerced(expected[name], value) if name in expected else value for name, value in tree.items()}
    return {} if tree is None else tree


def own_plain(tree: Any) -> dict[str, Any]:
    """Return what stands under ``matinee`` as plain values.

    Raises :class:`FormatError` where it is missing, of a newer version, or no group of named values.
    """
    if not isinstance(tree, dict) or not isinstance(tree.get("review"), dict) or not isinstance(tree.get("work"), dict):
        raise FormatError("This Markdown file was not written by Matinee: its front matter has no “matinee”.")
    version = coerced(int, tree.get("version"))
    if version != VERSION:
        raise FormatError(f"This file was written by another version of Matinee (version {version} of the format).")
    kinds = {"review": Review, "work": Work, "outlet": Outlet}
    lists = {"people": tuple[Person, ...], "images": tuple[Image, ...], "pictures": tuple[PictureBeside, ...]}
    unknown = sorted(tree.keys() - kinds.keys() - lists.keys() - {"version", "derived", "addresses", "viewings", "moments"})
    if unknown:
        raise FormatError(f"“{OWN_KEY}.{unknown[0]}” is not a name that this version of Matinee knows.")
    return {name: coerced(kind, tree.get(name)) for name, kind in (kinds | lists).items()}

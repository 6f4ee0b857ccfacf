"""Frozen dataclasses to plain JSON values and back, without loss.

The plain form is the documented one (``resources/schema/``): a dataclass is an object with every field, in order; a
tuple is an array; a partial date, an enumeration or a time is a string; None is null.
"""

from __future__ import annotations

import dataclasses
import enum
import json
import types
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from desktop.core.dates import PartialDate, parse_iso
from desktop.core.errors import FormatError

Value = TypeVar("Value")
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


_PLAIN = frozenset({str, int, float, bool, type(None)})
"""What is plain as it is, which most values are."""


def to_plain(value: object) -> Any:
    """Return ``value``, made of dataclasses, tuples, enumerations and partial dates, as plain JSON values."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, PartialDate):
        return str(value)
    if type(value) in _FIELD_TYPES or (dataclasses.is_dataclass(value) and not isinstance(value, type)):
        plain: dict[str, Any] = {}
        for name in field_types(type(value)):
            each = getattr(value, name)
            plain[name] = each if type(each) in _PLAIN else to_plain(each)
        return plain
    return value


def to_json(value: object) -> str:
    """Return ``value`` as compact JSON text of what it says: a field that has its default is left out.

    :func:`from_plain` gives it back. A default that was released is therefore never another one (a test holds them all).
    """
    return _COMPACT.encode(value)


def _one_level_plainer(value: Any) -> Any:
    """Return what the encoder, written in C, does not know by itself; tuples and named texts it does."""
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.value
    return {
        name: each
        for name, default in defaults_of(type(value)).items()
        if (each := getattr(value, name)) is not default and each != default
    }


_DEFAULTS: dict[type[Any], dict[str, Any]] = {}


def defaults_of(kind: type[Any]) -> dict[str, Any]:
    """Return the default of each field of a dataclass, ``dataclasses.MISSING`` for one that must be given."""
    known = _DEFAULTS.get(kind)
    if known is None:
        known = _DEFAULTS[kind] = {field.name: field.default for field in dataclasses.fields(kind)}
    return known


_COMPACT = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_one_level_plainer)


def from_plain(kind: type[Value], plain: object, where: str = "") -> Value:
    """Return the ``kind`` that ``plain`` describes; fields that are missing take their defaults, unknown ones are refused.

    Raises :class:`FormatError`, naming the place, for anything that does not fit.
    """
    built: Value = _built(kind, plain, where)
    return built


_FIELD_TYPES: dict[type[Any], dict[str, Any]] = {}


def field_types(kind: type[Any]) -> dict[str, Any]:
    """Return the fields of a dataclass, in order, each with its resolved type."""
    known = _FIELD_TYPES.get(kind)
    if known is None:
        hints = get_type_hints(kind)
        known = _FIELD_TYPES[kind] = {field.name: hints[field.name] for field in dataclasses.fields(kind)}
    return known


def _built(kind: Any, plain: object, where: str) -> Any:
    return _builder(kind)(plain, where)


@cache
def _builder(kind: Any) -> Callable[[object, str], Any]:
    """Return what makes a value of a kind out of a plain one and the words for its place."""
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        (inner,) = (option for option in get_args(kind) if option is not type(None))
        return partial(_optional, _builder(inner))
    if origin is tuple:
        items = get_args(kind)
        return partial(_many, _builder(items[0])) if items[-1] is Ellipsis else partial(_tuple, items)
    if kind is PartialDate:
        return lambda plain, where: _checked(parse_iso, _expected(str, plain, where), where)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return partial(_dataclass, kind)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return partial(_checked, kind)
    return partial(_expected, kind)


def _optional(build: Callable[[object, str], Any], plain: object, where: str) -> Any:
    return None if plain is None else build(plain, where)


def _many(build: Callable[[object, str], Any], plain: object, where: str) -> tuple[Any, ...]:
    values = _expected(list, plain, where)
    return tuple(build(value, f"{where}[{index}]") for index, value in enumerate(values)) if values else ()


def _tuple(items: Sequence[Any], plain: object, where: str) -> tuple[Any, ...]:
    values = _expected(list, plain, where)
    if len(values) != len(items):
        raise FormatError(f"“{where}” needs exactly {len(items)} values.")
    return tuple(_built(item, value, f"{where}[{index}]") for index, (item, value) in enumerate(zip(items, values, strict=True)))


def _dataclass(kind: type[Any], plain: object, where: str) -> Any:
    if not isinstance(plain, Mapping):
        raise FormatError(f"“{where or kind.__name__}” must be a group of named values.")
    expected = field_types(kind)
    unknown = sorted(str(name) for name in plain if name not in expected)
    if unknown:
        raise FormatError(f"“{_place(where, unknown[0])}” is not a name that this version of Matinee knows.")
    given = {
        name: value if type(value) is expected[name] else _built(expected[name], value, _place(where, name))
        for name, value in plain.items()
    }
    try:
        return kind(**given)
    except TypeError:
        required = [f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING and f.name not in given]
        raise FormatError(f"“{_place(where, required[0])}” is missing.") from None
    except ValueError as error:
        raise FormatError(f"“{where}”: {error}.") from error


def _expected(kind: Any, plain: object, where: str) -> Any:
    if not isinstance(plain, kind) or (kind is int and isinstance(plain, bool)):
        names = {str: "text", int: "a whole number", bool: "true or false", list: "a list"}
        raise FormatError(f"“{where}” must be {names.get(kind, kind)}.")
    return plain


def _checked(read: Any, plain: object, where: str) -> Any:
    try:
        return read(plain)
    except ValueError:
        raise FormatError(f"“{where}” cannot be {plain!r}.") from None


def _place(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name

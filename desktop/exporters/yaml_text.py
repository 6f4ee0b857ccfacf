"""YAML of our own front matter: plain mappings and lists in, one fixed spelling out.

A dumper of a library changes its folding and quoting from version to version; an export must not. The subset is small: block
mappings and lists, numbers and true/false as they are, and every text in double quotes, where YAML 1.2 reads what JSON writes
(YAML 1.2.2, 7.3.1), or as a literal block where it has lines and nothing a block could alter. So ``1917``, ``No``, ``2:22`` and
``Yes: A Film`` stay texts in every reader. The importer reads it with ``ruamel.yaml``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from desktop.core.front_matter import Bare

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What JSON leaves as it is and YAML wants escaped (YAML 1.2.2, 5.1 and 5.4)."""
_BLOCK = re.compile("(?!\\s)[^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]+")


def yaml_text(values: Mapping[str, Any]) -> str:
    """Return a mapping of texts, numbers, true/false, lists and mappings as YAML lines, each ended by a line feed."""
    return "".join(f"{line}\n" for line in _mapping(values))


def _mapping(values: Mapping[str, Any]) -> list[str]:
    lines = []
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            lines += [f"{name}:", *_indented(_mapping(value))]
        elif _is_nested(value):
            lines += [f"{name}:", *_indented(_items(value))]
        else:
            first, *rest = _scalar(value)
            lines += [f"{name}: {first}", *_indented(rest)]
    return lines


def _items(values: Sequence[Any]) -> list[str]:
    lines = []
    for value in values:
        is_group = isinstance(value, Mapping) and value
        first, *rest = _mapping(value) if is_group else _items(value) if _is_nested(value) else _scalar(value)
        lines += [f"- {first}", *_indented(rest)]
    return lines


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _is_nested(value: object) -> bool:
    """Say whether a value is a list that needs lines of its own."""
    return _is_list(value) and any(isinstance(item, Mapping) or _is_list(item) for item in value)


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _scalar(value: Any) -> list[str]:
    """Return the lines of a value that starts on the line of its name."""
    if isinstance(value, Bare):
        return [str(value)]
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return ["{}"]
    if _is_list(value):
        return [f"[{', '.join(_scalar(item)[0] if not isinstance(item, str) else _quoted(item) for item in value)}]"]
    return [json.dumps(value)]


def _text(text: str) -> list[str]:
    inside = text.removesuffix("\n")
    if "\n" in inside and not inside[-1].isspace() and _BLOCK.fullmatch(inside):
        return ["|-" if inside == text else "|", *inside.split("\n")]
    return [_quoted(text)]


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", json.dumps(text, ensure_ascii=False))

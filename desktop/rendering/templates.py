"""The Jinja environment of the article's templates (``resources/templates``): strict, escaping, and sealed."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from desktop import paths
from desktop.rendering.markdown import well_formed
from desktop.rendering.memory import Memory
from desktop.rendering.pictures import PictureView

__all__ = ["Markup", "compile_all", "rendered"]

_MEMORY: Memory[Hashable, Markup] = Memory(1024)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(paths.resource("templates"), encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_printable,
    )


def _printable(value: Any) -> Any:
    """Drop from a plain string what no page may hold; ready HTML went through the sanitiser."""
    return well_formed(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def rendered(template: str, **values: Any) -> Markup:
    """Return a template with its values, without surrounding white space; an unknown name in it raises ``UndefinedError``."""
    return _MEMORY.recall((template, _frozen(values)), lambda: _rendered(template, values))


def compile_all() -> None:
    """Read and compile every template, which the first page would otherwise wait for."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def _rendered(template: str, values: dict[str, Any]) -> Markup:
    return Markup(_environment().get_template(template).render(values).strip())  # noqa: S704 - escaped by the environment


def _frozen(value: Any) -> Hashable:
    """Return a key that is equal only for values that render equally; ready HTML equals no plain text."""
    if isinstance(value, dict):
        return tuple((name, _frozen(each)) for name, each in value.items())
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, PictureView):  # its caption is HTML, which a dataclass compares as text
        return (value, _frozen(value.caption))
    assert isinstance(value, Hashable)
    return (type(value), value)

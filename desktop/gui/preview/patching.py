"""From two pages to the patch that makes the one from the other: only what differs is sent to the page shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.page import Page

Patch = dict[str, object]
"""JSON for ``matinee.patch`` in ``resources/preview/patch.js``; every key may be missing.

``root``: language and direction of the document. ``head``: ``at``, ``remove``, ``insert`` (a splice of its elements).
``attributes``: the attribute text of the article. ``changed``: block id to HTML, new blocks among them. ``order``: all block ids.
"""


def can_patch(old: Page, new: Page) -> bool:
    """Tell whether a patch leads from ``old`` to ``new``; where not, the page must be loaded anew.

    Blocks are found by their ids, so every id must be there and be there once; and a picture's address that now means another
    file would show the old picture, because its element does not change.
    """
    ids = [block.id for block in new.blocks]
    if "" in ids or len(set(ids)) != len(ids) or len({block.id for block in old.blocks}) != len(old.blocks):
        return False
    stored = {file.address: file.stored for file in old.files}
    return all(stored.get(file.address, file.stored) == file.stored for file in new.files)


def patch_between(old: Page, new: Page) -> Patch:
    """Return the patch from ``old`` to ``new``; empty when they look the same. ``can_patch`` must hold."""
    patch: Patch = {}
    if (old.language, old.direction) != (new.language, new.direction):
        patch["root"] = {"language": new.language, "direction": new.direction}
    if old.head != new.head:
        patch["head"] = _splice(old.head, new.head)
    if old.article_attributes != new.article_attributes:
        patch["attributes"] = new.article_attributes
    before = {block.id: block.html for block in old.blocks}
    changed = {block.id: block.html for block in new.blocks if before.get(block.id) != block.html}
    if changed:
        patch["changed"] = changed
    order = [block.id for block in new.blocks]
    if order != [block.id for block in old.blocks]:
        patch["order"] = order
    return patch


def _splice(old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, object]:
    """Return the shortest run of ``old`` to replace by a run of ``new``."""
    shorter = min(len(old), len(new))
    first = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    last = next((i for i in range(shorter - first) if old[-1 - i] != new[-1 - i]), shorter - first)
    return {"at": first, "remove": len(old) - last - first, "insert": new[first : len(new) - last]}

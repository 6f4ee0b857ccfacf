"""Puts `resources/` into the wheel as `desktop/resources`, where `desktop/paths.py` looks for it first.

The pictures of `resources/screenshots` are for the README alone and stay out.

An editable installation gets none: there the source tree's own folder is used, and a copy would grow old.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[Any]):
    """The hook that hatchling finds in this file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folder to what goes into the wheel; ``version`` is ``standard`` or ``editable``."""
        if version != "editable":
            resources = Path(self.root, "resources")
            for part in sorted(resources.iterdir()):
                if part.name != "screenshots":
                    build_data["force_include"][f"resources/{part.name}"] = f"desktop/resources/{part.name}"

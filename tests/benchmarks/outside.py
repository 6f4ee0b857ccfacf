"""Measuring a window from outside: the tools beside the checkout, a display of their own, and a home for each family."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.gui.preview.graphics import Graphics, choose
from desktop.gui.settings import Settings
from tests.benchmarks.figures import CannotMeasureError

PROJECT = Path(__file__).resolve().parents[2]
_TOOLS = Path(os.environ.get("MATINEE_BENCH", PROJECT.parent / "shared" / "bench"))
_SCREEN = "1600x1000x24"
_LONGEST = 600


def tool(name: str) -> Path:
    """Return one of the measuring tools; raises CannotMeasureError where they are not."""
    path = _TOOLS / name
    if not path.exists():
        raise CannotMeasureError(f"{name} is not in {_TOOLS.name}/ beside this checkout (MATINEE_BENCH names their folder)")
    return path


Runs = list[dict[str, Any]]
"""What a tool printed in each round."""


def median_of(runs: Runs, key: str) -> tuple[float, float, float]:
    """Return the median of the rounds' medians under ``key``, and the least and the greatest of them."""
    medians = [float(run[key]["median"]) for run in runs]
    return statistics.median(medians), min(medians), max(medians)


@dataclass(frozen=True, slots=True)
class Screen:
    """A display of its own with a light window manager, and the environment that programs on it are started with."""

    environment: Mapping[str, str]

    def run(self, name: str, *arguments: str, **more: str) -> dict[str, Any]:
        """Run a measuring tool and return the JSON object it prints; ``more`` is added to the environment."""
        done = subprocess.run(
            [sys.executable, str(tool(name)), *arguments],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if not lines:
            raise CannotMeasureError(f"{name} ended without a figure: {done.stderr.strip()[-300:]}")
        answer: dict[str, Any] = json.loads(lines[-1])
        return answer

    @property
    def graphics(self) -> Graphics:
        """Who draws Matinee's window on this screen, once it was started there."""
        return choose(Settings(settings_of(self.environment)).recall, self.environment).graphics

    def same_path(self) -> dict[str, str]:
        """Return what puts another program of Qt on the same graphics path as Matinee."""
        return {"QT_QUICK_BACKEND": "software"} if self.graphics is Graphics.SOFTWARE else {"QT_WIDGETS_RHI": "1"}


def settings_of(environment: Mapping[str, str]) -> Path:
    """Return the file in which Matinee keeps its settings under an environment."""
    code = "from desktop import paths; print(paths.settings_file())"
    said = subprocess.check_output([sys.executable, "-c", code], env=dict(environment), cwd=PROJECT, text=True)
    return Path(said.strip())


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """Start a display with a window manager; both end with the block. Raises CannotMeasureError where they are missing."""
    missing = [name for name in ("Xvfb", "openbox") if shutil.which(name) is None]
    if missing:
        raise CannotMeasureError(f"{' and '.join(missing)} not installed (Debian: apt-get install xvfb openbox)")
    home = folder / "home"
    home.mkdir()
    taken = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "MATINEE_"))}
    environment = taken | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PYTHONPATH": str(PROJECT)}
    if os.geteuid() == 0:
        environment["QTWEBENGINE_CHROMIUM_FLAGS"] = "--no-sandbox"
    reading, writing = os.pipe()
    display = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    manager: subprocess.Popen[bytes] | None = None
    try:
        with os.fdopen(reading) as told:
            environment["DISPLAY"] = f":{told.readline().strip()}"
        manager = subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        yield Screen(environment)
    finally:
        for process in filter(None, (manager, display)):
            process.terminate()
            process.wait()


def matinee(library: Path) -> str:
    """Return the command that opens a library in the window."""
    return f"{sys.executable} -P -m desktop --library {library} open"


def floor(mode: str) -> str:
    """Return the command of a floor program: ``label``, ``web``, ``window``, ``webview``."""
    return f"{sys.executable} {tool('floor_app.py')} {mode}"


def written(folder: Path, words: int) -> str:
    """Return an invented Markdown text of about so many words."""
    path = folder / f"text-{words}.md"
    if not path.exists():
        subprocess.check_output([sys.executable, str(tool("make_corpus.py")), "text", str(words), str(path)])
    return path.read_text(encoding="utf-8")

"""For everybody but root the preview's renderer runs in Chromium's sandbox, as Chromium itself says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the page about the sandbox is Linux's")
ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65534


def _run(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as this user, or as nobody where this user is root; at home in ``home``."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        try:
            os.chown(home, NOBODY, NOBODY)
        except OSError:
            pytest.skip("there is no other user here that root could become")
        prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    at_home = ("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    surroundings = os.environ | dict.fromkeys(at_home, str(home)) | {"PYTHONWARNINGS": ""}
    surroundings["QTWEBENGINE_CHROMIUM_FLAGS"] = "--disable-gpu --disable-dev-shm-usage"
    return subprocess.run(
        [*prefix, *command], env=surroundings, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="matinee-nobody-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


def test_the_sandbox_is_on(home: Path) -> None:
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root cannot become another user here")
    if shutil.which("unshare") is None or _run(["unshare", "--user", "true"], home).returncode:
        pytest.skip("user namespaces are forbidden here, and the sandbox needs them")
    if _run([sys.executable, "-c", "import desktop"], home).returncode:
        pytest.skip("other users may not read this folder")
    said = _run([sys.executable, "-m", "tests.gui.preview.sandbox_child"], home)
    assert "You are adequately sandboxed." in said.stdout, said.stderr
    assert "Seccomp-BPF sandbox\tYes" in said.stdout

"""Only one copy of SQLite is in the process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def test_a_working_library_loads_no_second_sqlite(root: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from desktop.storage.library import Library\n"
        "from tests.storage.builders import found_in, kept\n"
        "with Library.open(Path(sys.argv[1])) as library:\n"
        "    kept(library); print(len(found_in(library, 'dancer')))\n"
        "print('sqlite3' in sys.modules, '_sqlite3' in sys.modules)\n"
        "import sqlite3\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)], capture_output=True, text=True, cwd=PROJECT, timeout=60, check=False
    )
    assert done.stdout.split() == ["1", "False", "False"], done.stderr
    assert done.returncode == 0, "the rest of the program may still import it"

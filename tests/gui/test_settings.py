"""What the window remembers about itself survives a program that is killed while it writes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile

from desktop.gui.settings import Settings


def test_what_a_kill_left_beside_the_settings_goes_but_not_what_is_being_written(tmp_path: Path) -> None:
    place = tmp_path / "desk.ini"
    settings = Settings(place)
    settings.text_percent = 150
    settings.flush()
    left, other = tmp_path / "desk.ini.aB3dEf", tmp_path / "desk.ini.of-mine"
    for path in (left, other):
        path.write_bytes(b"half")
    writing = QLockFile(f"{place}.lock")
    assert writing.lock()
    Settings(place)
    assert left.exists()
    writing.unlock()
    assert Settings(place).text_percent == 150
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.ini", "desk.ini.of-mine"]

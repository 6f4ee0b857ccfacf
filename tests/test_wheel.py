"""The wheel holds the whole program, works outside the source tree and carries nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {"screenshots", "__pycache__", ".DS_Store"}


def _files_under(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and not SKIPPED & set(path.parts))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree, built and unpacked as an installation would lay it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = folder.glob("matinee-*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_holds_every_module_and_resource(unpacked: Path) -> None:
    modules = {name: data for name, data in _files_under(ROOT / "desktop").items() if name.endswith(".py")}
    resources = {f"resources/{name}": data for name, data in _files_under(ROOT / "resources").items()}
    assert modules
    assert resources
    packed = _files_under(unpacked / "desktop")
    assert set(modules | resources) <= set(packed)
    assert all(packed[name] == data for name, data in (modules | resources).items())
    tops = {path.name.partition("-")[0] for path in unpacked.iterdir()}
    assert tops == {"desktop", "matinee"}, "nothing but the package and its metadata belongs into site-packages"


def test_the_wheel_finds_its_own_resources(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from desktop import paths\n"
        "print(*(paths.resource(name) for name in sys.argv[2:]), sep='\\n')"
    )
    names = sorted(_files_under(ROOT / "resources"))[:20]
    run = [sys.executable, "-I", "-c", code, str(unpacked), *names]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(unpacked / "desktop" / "resources" / name) for name in names]


def test_the_wheel_works_as_a_program(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "import runpy, sys\nsys.path.insert(0, sys.argv.pop(1))\nrunpy.run_module('desktop', run_name='__main__', alter_sys=True)"
    )

    def matinee(*words: str) -> str:
        run = [sys.executable, "-I", "-c", code, str(unpacked), *words, "--library", str(tmp_path / "library")]
        done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert "markdown-front-matter" in matinee("formats")
    sample = unpacked / "desktop" / "resources" / "samples" / "the-lamplighter.json"
    slug = matinee("import", str(sample)).split("\t")[0]
    page = Path(matinee("export", slug, "--format", "html", "--to", str(tmp_path / "out")).splitlines()[0])
    assert "<style>" in page.read_text(encoding="utf-8")
    assert len(list((page.parent / "images").iterdir())) > 1


def test_the_wheel_names_its_command_and_its_licence(unpacked: Path) -> None:
    [metadata] = unpacked.glob("matinee-*.dist-info")
    assert "matinee = desktop.cli:main" in (metadata / "entry_points.txt").read_text(encoding="utf-8")
    assert (metadata / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert "License-Expression: MIT" in (metadata / "METADATA").read_text(encoding="utf-8")

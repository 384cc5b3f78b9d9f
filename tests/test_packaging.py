"""A wheel, an sdist and a checkout all include the theme, each in a clean environment."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"

pytestmark = pytest.mark.slow


SPAWN = """
import os, pathlib
from weeknotes_site import parallel
parallel.START_METHOD = "spawn"
parallel.FEW = dict.fromkeys(parallel.FEW, 2)
pathlib.Path(os.environ["STARTED"], str(os.getpid())).touch()
"""
"""A `sitecustomize`, which Python imports at its start: processes start as on Windows and macOS, for few files too."""


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    variables = {**os.environ, **environment}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from the sdist, as `python -m build` does."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "install", "-q", "--target", folder / "tools", "build", "hatchling")
    tools = f"import sys; sys.path.insert(0, {str(folder / 'tools')!r})"
    build = f"{tools}; from build.__main__ import main; main(sys.argv[1:])"
    run(sys.executable, "-c", build, ROOT, "-o", folder)
    run(sys.executable, "-c", build, ROOT, "--wheel", "-o", folder / "direct")
    return folder


def install(environment: Path, *what: str | Path) -> Path:
    """Install into a fresh environment and return its `weeknotes`."""
    run(sys.executable, "-m", "venv", environment)
    run(environment / "bin/pip", "install", "-q", *what)
    return environment / "bin/weeknotes"


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel that is made from the sdist, and return its `weeknotes`."""
    return install(tmp_path_factory.mktemp("installed"), next(built.glob("*.whl")))


def test_a_site_can_be_built_after_each_way_of_installing(built: Path, installed: Path, tmp_path: Path) -> None:
    notes = tmp_path / "site/notes/repairs/2022-01-21.md"
    notes.parent.mkdir(parents=True)
    notes.write_text(NOTE)
    directly = install(tmp_path / "venv0", next((built / "direct").glob("*.whl")))
    editable = install(tmp_path / "venv1", "-e", ROOT)
    trees = []
    for number, weeknotes in enumerate((directly, installed, editable)):
        output = tmp_path / f"out{number}"
        said = run(weeknotes, "build", "-o", output, cwd=tmp_path / "site")
        assert "1 note of 1 team in 1 week" in said
        trees.append({p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()})
    assert trees[0] == trees[1] == trees[2]
    assert "assets/weeknotes.css" in trees[0]


def test_the_installed_command_starts_its_processes_as_other_systems_do(installed: Path, tmp_path: Path) -> None:
    for day in range(1, 29):
        note = tmp_path / f"site/notes/repairs/2022-01-{day:02}.md"
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(NOTE.replace("01-21", f"01-{day:02}"))
    (tmp_path / "spawn").mkdir()
    (tmp_path / "spawn/sitecustomize.py").write_text(SPAWN)
    trees: list[dict[str, bytes]] = []
    for jobs in ("1", "2"):
        started, output = tmp_path / f"started{jobs}", tmp_path / f"out{jobs}"
        started.mkdir()
        shutil.rmtree(tmp_path / "site/.weeknotes-cache", ignore_errors=True)
        environment = {"PYTHONPATH": str(tmp_path / "spawn"), "STARTED": str(started)}
        run(installed, "build", "--jobs", jobs, "-o", output, cwd=tmp_path / "site", **environment)
        trees.append({p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*.html")})
        assert len(list(started.iterdir())) >= (1 if jobs == "1" else 3)
    assert trees[0] == trees[1]
    assert "teams/repairs/2022-01-28.html" in trees[0]


def test_the_installed_package_is_small(installed: Path) -> None:
    packages = next((installed.parents[1] / "lib").glob("python*/site-packages"))
    ours = [
        p for p in packages.rglob("*") if p.is_file() and p.relative_to(packages).parts[0] not in ("pip", "setuptools")
    ]
    size = sum(path.stat().st_size for path in ours if "__pycache__" not in path.parts)
    print(f"installed without the extras: {size / 1_000_000:.1f} MB")
    assert size < 75_000_000


def test_the_archives_contain_the_theme_and_nothing_unneeded(built: Path) -> None:
    wheel = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert "weeknotes_site/theme/templates/note.html" in wheel
    assert "weeknotes_site/theme/static/assets/weeknotes.css" in wheel
    assert [name for name in wheel if name.endswith(".dist-info/licenses/static/assets/fonts-OFL.txt")]
    assert not [name for name in wheel if name.endswith(".svg") and "/assets/" not in name], "the example's logo"
    assert "weeknotes_site/constraints.txt" in wheel
    assert not [name for name in wheel if name.startswith(("tests/", "notes/", "weeknotes_site/tests"))]
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive_of_wheel:
        assert archive_of_wheel.read("weeknotes_site/constraints.txt") == (ROOT / "constraints.txt").read_bytes()
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        sdist = {name.partition("/")[2] for name in archive.getnames()}
    assert {"templates/note.html", "static/assets/weeknotes.css", "LICENSE", "README.md", "constraints.txt"} <= sdist
    assert {
        "Containerfile",
        ".containerignore",
        ".ci/run",
        "action.yml",
        ".github/workflows/ci.yml",
        "SECURITY.md",
    } <= sdist
    assert not [name for name in sdist if name.startswith((".git/", ".venv", "_site", ".weeknotes-cache"))]

"""No command imports libraries that it does not need."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import MakeSite

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"


def loaded(root: Path, arguments: list[str], libraries: list[str]) -> list[str]:
    """Return which of some libraries a command has imported."""
    code = (
        "import sys, weeknotes_site.digests\nfrom weeknotes_site.cli import main\n"
        # Else files count as unchanged only when they are two seconds old.
        "weeknotes_site.digests._TIMESTAMP_STEP = 0\n"
        f"main(['--root', {str(root)!r}, *{arguments!r}], standalone_mode=False)\n"
        f"print('loaded:', *(name for name in {libraries!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize(
    ("arguments", "libraries"),
    [
        (["--help"], ["yaml", "markdown_it", "jinja2", "feedgen", "pygments"]),
        (["check"], ["jinja2", "feedgen", "lxml", "pygments"]),
        (["build"], ["feedgen", "lxml", "pygments"]),
    ],
)
def test_a_command_does_not_import_libraries_it_does_not_need(
    arguments: list[str], libraries: list[str], make_site: MakeSite
) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    assert loaded(root, arguments, libraries) == []


def test_a_build_without_changes_imports_very_little(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    libraries = ["yaml", "frontmatter", "markdown_it", "jinja2", "concurrent.futures", "weeknotes_site.assemble"]
    assert "yaml" in loaded(root, ["build"], libraries)
    assert loaded(root, ["build"], libraries) == []

"""No command pays for a library that it does not need."""

import subprocess
import sys

import pytest

from conftest import MakeSite

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"


@pytest.mark.parametrize(
    ("arguments", "libraries"),
    [
        (["--help"], ["yaml", "markdown_it", "jinja2", "feedgen", "pygments"]),
        (["check"], ["jinja2", "feedgen", "lxml", "pygments"]),
        (["build"], ["feedgen", "lxml", "pygments"]),
    ],
)
def test_a_command_does_not_import(arguments: list[str], libraries: list[str], make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    code = (
        "import sys\nfrom weeknotes_site.cli import main\n"
        f"main(['--root', {str(root)!r}, *{arguments!r}], standalone_mode=False)\n"
        f"print('loaded:', *(name for name in {libraries!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded:"

"""Run a command in a site's folder, as users do."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from weeknotes_site.cli import main


def weeknotes(root: Path, *arguments: str, **settings: Any) -> Result:
    """Run `weeknotes --root ROOT …`; a crash fails the test. `settings` are those of `CliRunner.invoke`."""
    return CliRunner().invoke(main, ["--root", str(root), *arguments], catch_exceptions=False, **settings)

"""Fixes of heading levels keep the nesting of headings and the note's title."""

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main

HEAD = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\n"
TITLED = HEAD.replace("---\n\n", "title: The boiler\n---\n\n")
PATH = "notes/repairs/2022-01-21.md"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # With its space, `##A` decides what the single `#` counts as.
        (
            f"{HEAD}##A\n\nx\n\n# B\n\nx\n\n### C\n\nx\n\n## D\n\nx\n",
            f"{HEAD}## A\n\nx\n\n## B\n\nx\n\n### C\n\nx\n\n## D\n\nx\n",
        ),
        (
            f"{TITLED}##A\n\nx\n\n# B\n\nx\n\n### C\n\nx\n",
            f"{TITLED}# A\n\nx\n\n# B\n\nx\n\n## C\n\nx\n",
        ),
        (
            f"{HEAD}Intro.\n\n### A\n\nx\n\n##B\n\nx\n\n#### C\n\nx\n",
            f"{HEAD}Intro.\n\n## A\n\nx\n\n## B\n\nx\n\n### C\n\nx\n",
        ),
        # `## C` would turn `# B` into `## B`, beside it.
        (
            f"{TITLED}A\n---\n\nx\n\n# B\n\nx\n\n### C\n\nx\n",
            f"{TITLED}A\n---\n\nx\n\n# B\n\nx\n\n### C\n\nx\n",
        ),
        # `# A` would become the title.
        (
            f"{HEAD}## A\n\nx\n\n# B\n\nx\n\n# C\n\nx\n",
            f"{HEAD}## A\n\nx\n\n# B\n\nx\n\n# C\n\nx\n",
        ),
    ],
)
def test_fixed_heading_levels_keep_nesting_and_title(before: str, after: str, make_site: MakeSite) -> None:
    root = make_site({PATH: before})
    command = ["--root", str(root), "check", "--as-of", "2022-02-01", "--fix"]
    CliRunner().invoke(main, command, catch_exceptions=False)
    assert (root / PATH).read_text("utf-8") == after

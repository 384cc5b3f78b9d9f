"""`check` offers exactly the fixes that `--fix` and `--unsafe-fixes` make."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.fixing import letters, rounds

FRONT = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\n"
NOTE = "notes/repairs/2022-01-21.md"
_OFFER = re.compile(r" check --fix` can fix (\d+)")
_MORE = re.compile(r"--unsafe-fixes` (?:can fix )?(\d+)")


def check(root: Path, *arguments: str) -> str:
    command = ["--root", str(root), "check", "--as-of", "2022-03-01", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False).stdout


def offered(root: Path) -> tuple[int, int]:
    """Return how many diagnostics `check` offers to fix, and how many more with `--unsafe-fixes`."""
    said = check(root)
    safe, unsafe = _OFFER.search(said), _MORE.search(said)
    of_json = [one["fix"]["safe"] for one in json.loads(check(root, "--format", "json")) if one["fix"]]
    counted = (int(safe[1]) if safe else 0, int(unsafe[1]) if unsafe else 0)
    assert counted == (of_json.count(True), of_json.count(False))
    return counted


@pytest.mark.parametrize(
    ("body", "safe", "unsafe"),
    [
        ("## A\n\n#### B\n\n### C\n\nx", 1, 0),
        ("# T\n\n## A\n\n##### B\n\n#### C\n\n### D\n\nx", 0, 1),
        ("## A\n\nx\n\n# B\n\ny\n\n### C\n\nz", 0, 2),
        ("<div>\n- a\n- b\n</div>", 1, 0),
        ("<div>\n**x** [y](2022-01-14.md)\n</div>", 0, 1),
        ("<div>\n**x** [y](2022-01-14.md)\n</div>\n\n##A\n\nx", 1, 1),
        ("<p>\n**a `b** c`\n</p>", 0, 1),
        ("##Nothing but a heading", 0, 1),
        ("[see] (https://example.org/)\n\n•\tpasted", 2, 0),
    ],
)
def test_check_offers_only_the_fixes_that_it_makes(body: str, safe: int, unsafe: int, make_site: MakeSite) -> None:
    before = FRONT.replace("21", "14") + "Hi.\n"
    root = make_site({NOTE: f"{FRONT}{body}\n", "notes/repairs/2022-01-14.md": before})
    assert offered(root) == (safe, unsafe)
    assert (": fixed " in check(root, "--fix")) == bool(safe)
    assert offered(root) == (0, unsafe)
    check(root, "--fix", "--unsafe-fixes")
    assert offered(root) == (0, 0)


def test_check_offers_no_file_that_would_overwrite_another(make_site: MakeSite) -> None:
    picture = "![The queue](data:image/png;base64,iVBORw0KGgo=)"
    pictures = {NOTE: f"{FRONT}{picture}\n", "notes/repairs/2022-01-21-picture-1.png": "x"}
    notes = {"notes/repairs/2022-01-28.markdown": FRONT, "notes/repairs/2022-01-28.md": f"{FRONT}x\n"}
    root = make_site({**pictures, **notes})
    assert offered(root) == (0, 0)
    assert ": fixed " not in check(root, "--fix", "--unsafe-fixes")


def test_a_refused_fix_among_many_is_found_with_few_comparisons(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def keeps_letters(path: str, before: bytes, after: bytes) -> bool:
        compared.append(path)
        return letters.keeps_letters(path, before, after)

    monkeypatch.setattr(rounds, "keeps_letters", keeps_letters)
    refused = "<div>\n**x** [y](2022-01-14.md)\n</div>\n\n"
    slips = "".join(f"##Part {number}\n\n[see] (https://example.org/{number})\n\n" for number in range(50))
    before = FRONT.replace("21", "14") + "Hi.\n"
    root = make_site({NOTE: FRONT + slips + refused + slips, "notes/repairs/2022-01-14.md": before})
    assert "fixed 100 heading-without-space, 100 link-as-text" in check(root, "--fix")
    assert len(compared) < 60

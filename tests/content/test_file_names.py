"""Files may have names made by operating systems; an unpublishable one only stops notes that link to it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commands import weeknotes
from conftest import MakeSite

NOTE = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\nWe moved the queue.\n\n"
NOTE_PATH = "notes/repairs/2022-01-24.md"
TEAM = "notes/repairs"
NARROW, PLAIN, JOINER = "\u202f", "\u00a0", "\u200d"


def run(root: Path, *command: str) -> Any:
    return weeknotes(root, *command, "--as-of", "2022-03-01")


@pytest.mark.parametrize(
    ("name", "published"),
    [
        (f"Screenshot 2022-01-24 at 9.15.22{NARROW}AM.csv", "screenshot-2022-01-24-at-9-15-22-am.csv"),
        (f"queue{PLAIN}length.csv", "queue-length.csv"),
        (f"launch 👩{JOINER}🚀.csv", "launch.csv"),
        ("launch ❤️ 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f.csv", "launch.csv"),
    ],
    ids=["narrow no-break space", "no-break space", "joined emoji", "flag"],
)
@pytest.mark.parametrize("as_typed", [True, False], ids=["typed with a space", "pasted"])
def test_file_names_made_by_operating_systems_are_accepted(
    name: str, published: str, as_typed: bool, make_site: MakeSite
) -> None:
    link = name.replace(NARROW, " ").replace(PLAIN, " ") if as_typed else name
    root = make_site({NOTE_PATH: f"{NOTE}[All rows](<{link}>)", f"{TEAM}/{name}": "a,b\n"})
    result = run(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    assert (root / "_site/teams/repairs" / published).read_text() == "a,b\n"


def test_a_note_can_have_a_name_made_by_an_operating_system(make_site: MakeSite) -> None:
    root = make_site({f"{TEAM}/2022-01-24 at 9.15{NARROW}AM.md": NOTE})
    assert run(root, "build", "--no-search").exit_code == 0
    assert (root / "_site/teams/repairs/2022-01-24-at-9-15-am.html").exists()


def bell(path: Path) -> None:
    path.with_name("bell\a.csv").write_text("1")


def turned(path: Path) -> None:
    path.with_name("a\N{RIGHT-TO-LEFT OVERRIDE}vsc.csv").write_text("1")


def latin(path: Path) -> None:
    Path(os.fsdecode(bytes(path.parent) + b"/latin-\xe9.csv")).write_text("1")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.csv")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def leading_out(path: Path) -> None:
    path.symlink_to("/etc/hostname")


ODD: dict[Callable[[Path], None], tuple[str, str]] = {
    bell: ("bell%07.csv", "file-name"),
    turned: ("a%E2%80%AEvsc.csv", "file-name"),
    latin: ("", "file-name"),
    pipe: ("odd.csv", "not-a-file"),
    dangling: ("odd.csv", "unreadable"),
    circle: ("odd.csv", "unreadable"),
    leading_out: ("odd.csv", "link-leaves-notes"),
}


@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__)
def test_an_odd_file_is_a_warning_until_a_note_links_to_it(make: Callable[[Path], None], make_site: MakeSite) -> None:
    link, code = ODD[make]
    root = make_site({NOTE_PATH: NOTE})
    make(root / TEAM / "odd.csv")
    result = run(root, "check")
    assert result.exit_code == 0, result.output
    assert f": warning[{code}]: " in result.output
    assert run(root, "build", "--no-search").exit_code == 0
    if link:
        (root / NOTE_PATH).write_text(f"{NOTE}[All rows]({link})")
        result = run(root, "check")
        assert result.exit_code == 1
        assert f"{NOTE_PATH}:8:12: error[{code}]: " in result.output
        assert run(root, "build", "--no-search", "--keep-going").exit_code != 3


@pytest.mark.parametrize("name", ["bell\a.md", "bell\a/2022-01-24.md", "nowhere.md"])
def test_an_odd_entry_that_may_be_a_note_is_an_error(name: str, make_site: MakeSite) -> None:
    root = make_site({NOTE_PATH: NOTE})
    path = root / TEAM / name
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("gone.md") if name == "nowhere.md" else path.write_text(NOTE)
    result = run(root, "check")
    assert result.exit_code == 1
    assert "error[" in result.output


@pytest.mark.parametrize(
    "name",
    [
        b"latin-\xe9.txt",
        b"caf\xe9/a.txt",
        b"line\nend.txt",
        b"bell\x07.txt",
        b"a\\b.txt",
        b"a:b.txt",
    ],
    ids=repr,
)
def test_a_static_file_whose_name_cannot_be_published_is_an_error(name: bytes, make_site: MakeSite) -> None:
    root = make_site({NOTE_PATH: NOTE})
    path = root / "static" / os.fsdecode(name)
    path.parent.mkdir(parents=True)
    path.write_text("x")
    for command in (("check",), ("build", "--no-search", "--keep-going")):
        result = run(root, *command)
        assert result.exit_code == 2, result.output
        assert result.output.startswith("static/")
        assert "error[file-name]: a file with this name cannot be published" in result.output
    assert not (root / "_site").exists()
    assert weeknotes(root, "theme").exit_code == 0


@pytest.mark.parametrize("to", ["/etc/hostname", "../../outside.txt", "../.git/config"])
def test_a_symbolic_link_in_static_never_publishes_a_file_from_elsewhere(to: str, make_site: MakeSite) -> None:
    root = make_site({NOTE_PATH: NOTE, "static/logo.svg": "<svg/>", ".git/config": "x", "../outside.txt": "x"})
    (root / "static/in").mkdir()
    (root / "static/in/secret.txt").symlink_to(to if to.startswith("/") else f"../{to}")
    (root / "static/again.svg").symlink_to("logo.svg")
    for command in (("check",), ("build", "--no-search", "--keep-going")):
        result = run(root, *command)
        assert result.exit_code == 2
        assert "static/in/secret.txt: error[link-leaves-notes]: this link leads out of the site" in result.output
    assert not (root / "_site").exists()
    (root / "static/in/secret.txt").unlink()
    assert run(root, "build", "--no-search").exit_code == 0
    assert (root / "_site/again.svg").read_text() == "<svg/>"


@pytest.mark.parametrize("name", ["static", "static/shared"])
def test_a_linked_folder_of_static_files_is_an_error(name: str, make_site: MakeSite) -> None:
    root = make_site({NOTE_PATH: NOTE, "../elsewhere/secret.txt": "x"})
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(root.parent / "elsewhere")
    for command in (("check",), ("build", "--no-search", "--keep-going")):
        result = run(root, *command)
        assert result.exit_code == 2, result.output
        assert "error[linked-folder]" in result.output or "error[link-leaves-notes]" in result.output
    assert not (root / "_site").exists()


def test_hidden_files_in_static_are_published_only_if_servers_look_for_them(make_site: MakeSite) -> None:
    served = (".nojekyll", ".htaccess", "docs/.htaccess", ".well-known/security.txt", ".domains")
    hidden = (".git/config", "docs/.draft.txt", ".well-known/.swp", ".DS_Store", ".Weeknotes/published", ".env")
    root = make_site({NOTE_PATH: NOTE, **{f"static/{name}": "x" for name in (*served, *hidden)}})
    assert run(root, "build", "--no-search").exit_code == 0
    assert [name for name in served if not (root / "_site" / name).is_file()] == []
    assert [name for name in hidden if (root / "_site" / name).is_file()] == []


def test_a_template_whose_name_is_not_utf_8_is_an_error(make_site: MakeSite) -> None:
    root = make_site({NOTE_PATH: NOTE, "templates/x.html": ""})
    (root / "templates/x.html").rename(root / "templates" / os.fsdecode(b"caf\xe9.html"))
    result = run(root, "build", "--no-search")
    assert "templates/caf\ufffd.html: error[template-error]: the template's name is not UTF-8" in result.output

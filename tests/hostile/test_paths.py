"""No note makes a build read outside `notes/` or write outside the output; an audit hook checks this."""

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import site_options
from folders import read_files
from hostile import watched
from weeknotes_site.content.files.tree import find_files
from weeknotes_site.content.reading import Files
from weeknotes_site.loading import load_site
from weeknotes_site.model.identity import permanent_id
from weeknotes_site.pipeline import build, check, load, publish_site
from weeknotes_site.publish import PublishError
from weeknotes_site.sources import find_sources

AS_OF = date(2022, 3, 1)
SECRET = "the secret outside"
TEAM = "notes/repairs"
OTHER_ID = permanent_id("weeknotes", "other/2022-01-10")
"""The id of the note that no attack may take off the site."""
PICTURE = bytes.fromhex("47494638396101000100000000002c00000000010001000002024401003b")
PROJECT = Path(__file__).parents[2]
FULL = bool(os.environ.get("WEEKNOTES_FULL"))
CHECK = ("check",)
BUILD = ("build", "--no-search", "--keep-going")


def note(front_matter: str = "", body: str = "We moved the queue.") -> str:
    return f"---\ndate: 2022-01-24\nauthor: Ann Lee\n{front_matter}\n---\n\n{body}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A writer's commit, and the code of its diagnostic; empty if it is harmless."""

    name: str
    commit: Callable[[Path], object]
    code: str = ""


def writing(path: str, text: str | bytes | None = None) -> Callable[[Path], object]:
    def commit(root: Path) -> None:
        content = note() if text is None else text
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)

    return commit


def linking(path: str, target: str) -> Callable[[Path], object]:
    def commit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target.replace("OUTSIDE", str(root.parent / "outside")))

    return commit


def both(*commits: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda root: [commit(root) for commit in commits]


def showing(target: str, mark: str = "") -> Callable[[Path], object]:
    return writing(f"{TEAM}/2022-01-24.md", note(body=f"{mark}[See]({target})"))


def piping(path: str) -> Callable[[Path], object]:
    def commit(root: Path) -> None:
        os.mkfifo(root / path)

    return commit


def listening(root: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(root / TEAM)  # a socket's path has at most 108 bytes
        one.bind("a.md")
        os.chdir(here)


def device(root: Path) -> None:
    try:
        os.mknod(root / TEAM / "a.md", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        (root / TEAM / "a.md").symlink_to("/dev/zero")


def nesting(depth: int) -> Callable[[Path], object]:
    def commit(root: Path) -> None:
        here = Path.cwd()
        os.chdir(root / TEAM)
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.md").write_text(note())
        os.chdir(here)

    return commit


MARKDOWN_TARGETS = {
    "../../secret.txt": "link-leaves-notes",
    "../../../outside/secret.txt": "link-leaves-notes",
    "%2e%2e/%2e%2e/secret.txt": "link-leaves-notes",
    "..%2f..%2fsecret.txt": "link-leaves-notes",
    "%2e%2e%2f%2e%2e%2fsecret.txt": "link-leaves-notes",
    "./.././../secret.txt": "link-leaves-notes",
    "x/../../../secret.txt": "link-leaves-notes",
    "../../notes/../secret.txt": "link-leaves-notes",
    "../../weeknotes.toml": "link-leaves-notes",
    "../../templates/note.html": "link-leaves-notes",
    "../../../../../../../../etc/passwd": "link-leaves-notes",
    "../..//secret.txt": "link-leaves-notes",
    "/etc/passwd": "link-from-root",
    "//etc/passwd": "link-from-root",
    "%2fetc%2fpasswd": "link-leaves-notes",
    "file:///etc/passwd": "link-scheme",
    "FILE:/etc/passwd": "link-scheme",
    "C:/secret.txt": "link-scheme",
    "C%3A/secret.txt": "broken-link",
    "\\\\host\\secret.txt": "broken-link",
    "..\\\\..\\\\secret.txt": "broken-link",
    "..%5c..%5csecret.txt": "broken-link",
    "%252e%252e/%252e%252e/secret.txt": "broken-link",
    "．．/．．/secret.txt": "broken-link",
    "..%c0%af..%c0%afsecret.txt": "broken-link",
    "..;/..;/secret.txt": "broken-link",
    "a.md%00.png": "broken-link",
    "%00": "broken-link",
    ".hidden/secret.txt": "broken-link",
    "~/.ssh/id_rsa": "broken-link",
    "$HOME/secret.txt": "broken-link",
}
ATTACKS = (
    *(Attack(name=f"link to {one}", commit=showing(one), code=code) for one, code in MARKDOWN_TARGETS.items()),
    *(
        Attack(
            name=f"picture from {one}", commit=showing(one, "!"), code=code.replace("broken-link", "missing-picture")
        )
        for one, code in list(MARKDOWN_TARGETS.items())[:10]
    ),
    *(
        Attack(name=f"{path} is a link to {target}", commit=linking(f"{TEAM}/{path}", target), code=code)
        for path, target, code in (
            ("a.md", "/etc/passwd", "link-leaves-notes"),
            ("a.md", "OUTSIDE/secret.md", "link-leaves-notes"),
            ("a.md", "../../secret.txt", "link-leaves-notes"),
            ("a.md", "../../../outside/secret.md", "link-leaves-notes"),
            ("a.md", "../../weeknotes.toml", "link-leaves-notes"),
            ("a.md", "/proc/self/environ", "link-leaves-notes"),
            ("a.md", "/dev/zero", "link-leaves-notes"),
            ("a.md", "/dev/stdin", "unreadable|link-leaves-notes"),
            ("a.md", "a.md", "unreadable"),
            ("a.md", "nowhere.md", "unreadable"),
            ("_team.md", "OUTSIDE/secret.md", "link-leaves-notes"),
            ("files", "/", "link-leaves-notes"),
            ("files", "OUTSIDE", "link-leaves-notes"),
            ("files", "../..", "link-leaves-notes"),
            ("files", "..", "linked-folder"),
            ("files", ".", "linked-folder"),
            ("files", "../repairs", "linked-folder"),
        )
    ),
    Attack(
        name="two links round in a circle",
        commit=both(linking(f"{TEAM}/a.md", "b.md"), linking(f"{TEAM}/b.md", "a.md")),
        code="unreadable",
    ),
    Attack(
        name="a link to a link that leads out",
        commit=both(linking(f"{TEAM}/a.md", "b.txt"), linking(f"{TEAM}/b.txt", "OUTSIDE/secret.md")),
        code="link-leaves-notes",
    ),
    Attack(
        name="an attachment that is a link out",
        commit=both(linking(f"{TEAM}/a.txt", "OUTSIDE/secret.txt"), showing("a.txt")),
        code="link-leaves-notes",
    ),
    Attack(
        name="a picture that is a link out",
        commit=both(linking(f"{TEAM}/a.png", "OUTSIDE/secret.png"), showing("a.png", "!")),
        code="link-leaves-notes",
    ),
    Attack(
        name="an attachment in a linked folder",
        commit=both(linking(f"{TEAM}/files", "OUTSIDE"), showing("files/secret.txt")),
        code="link-leaves-notes",
    ),
    Attack(
        name="a team's folder that is a link out", commit=linking("notes/third", "OUTSIDE"), code="link-leaves-notes"
    ),
    Attack(name="a pipe for a note", commit=piping(f"{TEAM}/a.md"), code="not-a-file"),
    Attack(name="a pipe for a team file", commit=piping(f"{TEAM}/_team.md"), code="not-a-file"),
    Attack(name="a pipe for an attachment", commit=both(piping(f"{TEAM}/a.txt"), showing("a.txt")), code="not-a-file"),
    Attack(name="a pipe for a picture", commit=both(piping(f"{TEAM}/a.png"), showing("a.png", "!")), code="not-a-file"),
    Attack(name="a socket for a note", commit=listening, code="not-a-file"),
    Attack(name="a device for a note", commit=device, code="not-a-file|link-leaves-notes"),
    Attack(name="a folder for a note", commit=writing(f"{TEAM}/a.md/b.md"), code=""),
    Attack(name="folders 1,000 deep", commit=nesting(1_000), code="folders-too-deep"),
    Attack(name="folders 33 deep", commit=nesting(33), code="folders-too-deep"),
    Attack(name="folders 25 deep", commit=nesting(25), code=""),
    *(
        Attack(name=f"front matter {line!r}", commit=writing(f"{TEAM}/a.md", note(line)), code=code)
        for line, code in (
            ("slug: ../../x", "invalid-slug"),
            ("slug: /etc/x", "invalid-slug"),
            ("slug: '..'", "invalid-slug"),
            ("slug: a/b", "invalid-slug"),
            ("slug: 'a\\b'", "invalid-slug"),
            ("slug: '%2e%2e'", "invalid-slug"),
            ("slug: con", "reserved-slug"),
            ("slug: index", "reserved-slug"),
            ('slug: "a\\0b"', "control-character"),
            ("slug: " + "a" * 300, "invalid-slug"),
            ("team: ../../x", "wrong-team"),
            ("tags: ['../../x', '/etc/passwd', '..']", "name-without-slug"),
            ("formerly: ../../x.html", "invalid-path"),
            ("formerly: /../x.html", "invalid-path"),
            ("formerly: .weeknotes/journal", "invalid-path"),
            ("formerly: a/../../x.html", "invalid-path"),
            ("formerly: assets/weeknotes.css", "invalid-path"),
            ("id: ../../x", ""),
        )
    ),
    *(
        Attack(
            name=f"a page's former path {path}", commit=writing(f"{TEAM}/a.md", note(f"formerly: {path}")), code=code
        )
        for path, code in (
            ("index.html", "two-files-one-address"),
            ("teams/other/2022-01-10.html", "two-files-one-address"),
            ("teams/OTHER/index.html", "two-files-one-address"),
            ("search/x.html", "two-files-one-address"),
            ("index.html/x.html", "invalid-path"),
            ("feed.xml/", "invalid-path"),
        )
    ),
    *(
        Attack(
            name=f"a former path where {path} is a static file",
            commit=both(writing(f"static/{path}", "x"), writing(f"{TEAM}/a.md", note("formerly: CNAME/x.html"))),
            code="two-files-one-address",
        )
        for path in ("CNAME", "CNAME/x.html", "cname/X.html")
    ),
    Attack(
        name="another team's id under an older date",
        commit=writing(f"{TEAM}/a.md", note(f"id: {OTHER_ID}").replace("2022", "2012")),
        code="two-notes-one-id",
    ),
    Attack(
        name="an author named ../../x",
        commit=writing(f"{TEAM}/a.md", note().replace("Ann Lee", "../../x")),
        code="",
    ),
    *(
        Attack(name=f"a note named {name!r}", commit=writing(f"{TEAM}/{name}"), code=code)
        for name, code in (
            ("con.md", "reserved-slug"),
            ("AUX.md", "reserved-slug"),
            ("nul.txt.md", ""),
            ("index.md", "reserved-slug"),
            ("..md", ""),
            ("...md", ""),
            (".hidden.md", ""),
            ("-rf.md", ""),
            ("*.md", "reserved-slug"),
            ("%2e%2e.md", ""),
            ("a\\b.md", ""),
            ("a b .md", ""),
            ("<script>alert(1)</script>.md".replace("/", "_"), ""),
            ("\N{GRINNING FACE}.md", "reserved-slug"),
            ("line\nend.md", "file-name"),
            ("\x1b[31mred.md", "file-name"),
            ("bell\x07.md", "file-name"),
            ("delete\x7f.md", "file-name"),
            ("\N{RIGHT-TO-LEFT OVERRIDE}dm.exe.md", "file-name"),
            (b"latin-\xe9.md".decode("utf-8", "surrogateescape"), "file-name"),
            ("a" * 252 + ".md", ""),
            ("é" * 126 + ".md", ""),
        )
    ),
    Attack(
        name="a name in NFC and in NFD",
        commit=both(writing(f"{TEAM}/caf\u00e9.md"), writing(f"{TEAM}/cafe\u0301.md")),
        code="two-notes-one-page",
    ),
    Attack(
        name="a name in two cases",
        commit=both(writing(f"{TEAM}/queue.md"), writing(f"{TEAM}/Queue.md")),
        code="two-notes-one-page",
    ),
    Attack(
        name="attachments in two cases",
        commit=both(
            writing(f"{TEAM}/q.csv", "1"),
            writing(f"{TEAM}/Q.csv", "2"),
            showing("q.csv"),
            writing(f"{TEAM}/b.md", note(body="[See](Q.csv)")),
        ),
        code="two-files-one-address",
    ),
    Attack(
        name="pictures in NFC and in NFD",
        commit=both(
            writing(f"{TEAM}/caf\u00e9.gif", PICTURE),
            writing(f"{TEAM}/cafe\u0301.gif", PICTURE),
            showing("café.gif", "!"),
        ),
        code="",
    ),
    Attack(
        name="an attachment with a reserved name",
        commit=both(writing(f"{TEAM}/con.csv", "1"), showing("con.csv")),
        code="file-name",
    ),
    Attack(
        name="an attachment of 255 bytes",
        commit=both(writing(f"{TEAM}/{'a' * 251}.csv", "1"), showing("a" * 251 + ".csv")),
        code="",
    ),
    Attack(
        name="an attachment that is a script",
        commit=both(writing(f"{TEAM}/a.svg", "<svg/>"), showing("a.svg")),
        code="wrong-kind-of-file",
    ),
    Attack(
        name="an attachment in a dot folder",
        commit=both(writing(f"{TEAM}/.git/config.txt", SECRET), showing(".git/config.txt")),
        code="broken-link",
    ),
    Attack(name="a team named like the theme's folder", commit=writing("notes/assets/a.md"), code=""),
    Attack(name="a team named ..%2f", commit=writing("notes/..%2f/a.md"), code=""),
    Attack(
        name="two teams' folders with one slug",
        commit=both(writing(f"{TEAM}/a.md"), writing("notes/Repairs!/a.md")),
        code="two-folders-one-team",
    ),
)


@pytest.fixture(scope="module")
def sites() -> Iterator[dict[str, Path]]:
    base = Path(tempfile.mkdtemp(prefix="weeknotes-paths-")).resolve()
    made = {}
    for number, attack in enumerate(ATTACKS):
        home = base / str(number)
        root = home / "site"
        (root / TEAM).mkdir(parents=True)
        (home / "outside").mkdir()
        for name in ("outside/secret.txt", "outside/secret.md", "outside/secret.png", "site/secret.txt"):
            (home / name).write_text(f"---\ntitle: {SECRET}\n---\n{SECRET}")
        (root / "weeknotes.toml").write_text(f'base_url = "https://weeknotes.example/"\npublic = true\n# {SECRET}\n')
        writing("notes/other/2022-01-10.md")(root)
        attack.commit(root)
        made[attack.name] = root
    yield made
    subprocess.run(["rm", "-rf", str(base)], check=True)  # as Python's own recursion ends before 1,000 folders


@pytest.fixture(scope="module")
def runs(sites: dict[str, Path]) -> dict[str, list[dict[str, Any]]]:
    wanted = (CHECK, BUILD) if FULL else (BUILD,)
    commands = [
        [
            "--root",
            str(root),
            *command,
            "--as-of",
            "2022-03-01",
            *(("-o", str(root.parent / "out")) if command is BUILD else ()),
        ]
        for root in sites.values()
        for command in wanted
    ]
    told = run_watched(commands)
    return {name: told[len(wanted) * number :][: len(wanted)] for number, name in enumerate(sites)}


def run_watched(commands: list[list[str]]) -> list[dict[str, Any]]:
    child = subprocess.run(
        [sys.executable, watched.__file__],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert child.returncode == 0, child.stderr
    told: list[dict[str, Any]] = json.loads(child.stdout)
    return told


def is_within(path: str, *folders: str | Path) -> bool:
    return any(path == str(folder) or path.startswith(f"{folder}/") for folder in folders)


def strays(run: dict[str, Any], root: Path) -> list[list[str]]:
    """Return every forbidden event."""
    output = root.parent / "out"
    own = [output, root.parent / ".out.weeknotes-new", root / ".weeknotes-cache"]
    site = [
        root / name for name in ("notes", "templates", "static", "weeknotes.toml", "pyproject.toml", "glossary.toml")
    ]
    python: list[str | Path] = [sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), PROJECT / "src"]
    theme = [PROJECT / "templates", PROJECT / "static"]
    system = ["/usr/share/zoneinfo", "/dev/null", "/dev/urandom", "/usr/lib", "/usr/share/mime", "/etc/mime.types"]
    return [
        [what, path]
        for what, path in run["events"]
        if not (
            (what == "read" and is_within(path, *own, *site, *python, *theme, *system))
            or (what == "read" and path == str(root))  # the names in it, of which some are almost those of settings
            or (what == "write" and is_within(path, *own))
        )
    ]


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name[:60].encode("ascii", "replace").decode())
def test_a_path_cannot_lead_out_of_the_site(
    attack: Attack, sites: dict[str, Path], runs: dict[str, list[dict[str, Any]]]
) -> None:
    root = sites[attack.name]
    built = runs[attack.name][-1]
    for run in runs[attack.name]:
        assert run["crash"] == ""
        assert strays(run, root) == []
    assert built["exit"] == 0, built["output"]
    codes = attack.code.split("|")
    assert attack.code == "" or any(re.search(rf"[\[ ]{code}\b", built["output"]) for code in codes), built["output"]
    assert (root.parent / "out/teams/other/2022-01-10.html").is_file()
    for path in (root.parent / "out").rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
            assert b"root:x:0:" not in path.read_bytes(), path


def test_there_are_enough_attacks() -> None:
    print(f"{len(ATTACKS)} path attacks: no read outside, no write outside, no socket, no process")
    assert len(ATTACKS) >= 60


def test_the_audit_hook_detects_forbidden_writes(sites: dict[str, Path]) -> None:
    """A build to another output, or with a search index, does what is forbidden above."""
    root = sites["a pipe for a note"]
    (run,) = run_watched([["--root", str(root), "build", "--keep-going", "--no-search", "-o", str(root / "elsewhere")]])
    assert any(what == "write" for what, _ in strays(run, root))


def test_no_reading_command_opens_a_socket(sites: dict[str, Path]) -> None:
    root = sites["an author named ../../x"]
    start = ["--root", str(root)]
    commands = [
        ["check"],
        ["build", "--no-search"],
        ["status"],
        ["digest", "2022-W03"],
        ["explain", f"{TEAM}/a.md"],
        ["schema"],
    ]
    for command, run in zip(commands, run_watched([[*start, *command] for command in commands]), strict=True):
        assert run["crash"] == "", command
        assert [event for event in run["events"] if event[0] == "call"] == [], command


def test_files_that_vanish_while_the_site_is_read_are_reported(tmp_path: Path) -> None:
    root = tmp_path / "site"
    writing(f"{TEAM}/a.md")(root)
    writing(f"{TEAM}/b.md", note(body="[See](b.csv)"))(root)
    writing(f"{TEAM}/b.csv", "1")(root)
    writing("notes/other/c.md")(root)

    def vanish(paths: Any) -> Iterator[str]:
        shutil.rmtree(root / TEAM)
        yield from paths

    site = load_site(find_sources(site_options(root=root, as_of=AS_OF)), Files(), vanish)
    assert {(one.code, one.path) for one in site.diagnostics} == {
        ("unreadable", f"{TEAM}/a.md"),
        ("unreadable", f"{TEAM}/b.md"),
    }


def test_an_attachment_that_vanishes_is_reported_and_the_old_site_stays(tmp_path: Path) -> None:
    root = tmp_path / "site"
    writing(f"{TEAM}/b.md", note(body="[See](b.csv)"))(root)
    writing(f"{TEAM}/b.csv", "1")(root)
    options = site_options(root=root, as_of=AS_OF)

    def vanish(paths: Any) -> Iterator[str]:
        yield from paths
        (root / TEAM / "b.csv").unlink()

    (problem,) = load_site(find_sources(options), Files(), vanish).stopping
    assert (problem.code, problem.place.line) == ("unreadable", 7)

    writing(f"{TEAM}/b.csv", "1")(root)
    build(options, tmp_path / "out", None)
    old = read_files(tmp_path / "out")
    writing(f"{TEAM}/b.csv", "12")(root)
    site = load(options)
    (root / TEAM / "b.csv").unlink()
    with pytest.raises(PublishError, match=r"b\.csv"):
        publish_site(site, tmp_path / "out", None)
    assert read_files(tmp_path / "out") == old


def test_unreadable_sources_are_reported() -> None:
    """Reads as `nobody` if run by root, who may read everything."""
    base = Path(tempfile.mkdtemp(prefix="weeknotes-unreadable-")).resolve()
    root = base / "site"
    options = site_options(root=root, as_of=AS_OF)
    was = os.geteuid()
    try:
        base.chmod(0o755)
        for name in ("a.md", "b.csv", "c/d.md"):
            writing(f"{TEAM}/{name}", None if name.endswith("md") else "1")(root)
        writing(f"{TEAM}/b.md", note(body="[See](b.csv)"))(root)
        assert not any(one.is_error for one in check(options).diagnostics)
        for name in ("a.md", "b.csv", "c"):
            (root / TEAM / name).chmod(0)
        if was == 0:
            os.seteuid(65534)
        diagnostics = [one for one in check(options).diagnostics if one.is_error]
    finally:
        os.seteuid(was)
        subprocess.run(["chmod", "-R", "u+rwX", str(base)], check=True)
        shutil.rmtree(base)
    assert [(one.code, one.path, one.place.line) for one in diagnostics] == [
        ("unreadable", f"{TEAM}/a.md", 0),
        ("unreadable", f"{TEAM}/b.md", 7),
        ("unreadable-folder", f"{TEAM}/c", 0),
    ]
    assert all("no permission" in one.message for one in diagnostics)


def test_a_pipe_in_place_of_a_file_does_not_block(tmp_path: Path) -> None:
    root = tmp_path / "site"
    for name in ("a.md", "b.csv"):
        writing(f"{TEAM}/{name}", note(body="[See](b.csv)") if name == "a.md" else "1")(root)
    writing("notes/other/c.md")(root)

    def swap(paths: Any) -> Iterator[str]:
        (root / TEAM / "b.csv").unlink()
        os.mkfifo(root / TEAM / "b.csv")
        yield from paths

    (problem,) = load_site(find_sources(site_options(root=root, as_of=AS_OF)), Files(), swap).stopping
    assert problem.code == "not-a-file"
    assert find_files(root)[1][0].code == "not-a-file"

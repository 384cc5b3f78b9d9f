"""The recipes in `docs/hosting.md` for hosts that cannot run here cover every file of a site in two languages."""

import json
import re
import shlex
import subprocess
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

import pytest

from commands import weeknotes
from conftest import MakeSite

HOSTING = (Path(__file__).parents[2] / "docs/hosting.md").read_text("utf-8")
RSS, ATOM = "application/rss+xml; charset=utf-8", "application/atom+xml; charset=utf-8"
NOTE = "---\ndate: {day}\nauthor: Bo Ek\n---\n\nThe boiler is warm, thanks to [Data](../{other}/2022-01-21.md).\n"
NOTES = {
    "notes/repairs/2022-01-21.md": NOTE.format(day="2022-01-21", other="data"),
    "notes/data/2022-01-21.md": NOTE.format(day="2022-01-21", other="repairs"),
}


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    settings = "base_url = 'https://weeknotes.example/'\npublic = true\nlanguages = ['en', 'cy']\n"
    root = make_site({**NOTES, "weeknotes.toml": settings})
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    return root / "_site"


def block(after: str, kind: str) -> str:
    found = re.compile(rf"^```{kind}\n(.*?)^```", re.M | re.S).search(HOSTING, HOSTING.index(after))
    assert found
    return found[1]


def feeds(site: Path) -> dict[str, str]:
    """Return the media type of each feed, by its contents."""
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.xml")}
    known = {name: RSS if "<rss" in text else ATOM for name, text in texts.items() if "<urlset" not in text}
    assert {Path(name).name for name in known} == {"feed.xml", "atom.xml", "weekly.xml", "mentions.xml"}
    assert "cy/weekly.xml" in known
    return known


def test_s3_gets_each_file_once_and_each_feed_with_its_type(site: Path) -> None:
    commands = block("## S3 and CloudFront", "text").replace("\\\n", " ").splitlines()
    syncs = [shlex.split(line) for line in commands if line.startswith("aws s3 sync")]
    types = feeds(site)
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith(".weeknotes/"):
            [sync] = [words for words in syncs if is_sent(name, words)]
            kind = dict(pairwise(sync)).get("--content-type")
            assert kind == types.get(name), name


def is_sent(name: str, sync: list[str]) -> bool:
    """Apply the filters of `aws s3 sync` to a path: the last one that matches decides."""
    sent = True
    for option, pattern in pairwise(sync):
        if option in ("--exclude", "--include") and fnmatch(name, pattern):
            sent = option == "--include"
    return sent


def test_the_headers_file_names_every_feed(site: Path) -> None:
    lines = block("Set the media types of feeds", "text").splitlines()
    rules = {
        re.sub(r":\w+", "[^/]+", path): kind.split(": ")[1] for path, kind in zip(lines[::2], lines[1::2], strict=True)
    }
    for name, kind in feeds(site).items():
        matching = [rule for rule in rules if re.fullmatch(rule, f"/{name.removeprefix('cy/')}")]
        assert [rules[rule] for rule in matching] == [kind], name


def test_the_settings_for_azure_are_json_with_a_login() -> None:
    settings = json.loads(block("## Azure Static Web Apps", "json"))
    assert settings["routes"] == [{"route": "/*", "allowedRoles": ["authenticated"]}]
    assert settings["responseOverrides"]["404"] == {"rewrite": "/404.html"}


def test_a_web_server_follows_the_branch_with_the_site(site: Path, tmp_path: Path) -> None:
    origin, served = tmp_path / "origin.git", tmp_path / "served"
    subprocess.run(["git", "init", "-q", "--bare", str(origin)], check=True)
    publish(site, origin)
    text = block("## Codeberg Pages", "text").replace(
        "https://git.westmarch.example/digital/weeknotes.git", origin.as_uri()
    )
    clone, fetch = text.replace("/srv/weeknotes/_site", str(served)).splitlines()
    subprocess.run(clone, shell=True, check=True)
    assert (served / "index.html").read_bytes() == (site / "index.html").read_bytes()
    (site / "index.html").write_text("newer", "utf-8")
    (site / "latest.html").unlink()
    publish(site, origin)
    subprocess.run(fetch, shell=True, check=True)
    assert (served / "index.html").read_text("utf-8") == "newer"
    assert not (served / "latest.html").exists()


def publish(site: Path, origin: Path) -> None:
    """Push a site as the pipelines do: one commit without a parent."""
    git = [
        "git",
        "--git-dir",
        str(origin),
        "--work-tree",
        str(site),
        "-c",
        "user.name=W",
        "-c",
        "user.email=w@w.example",
    ]
    subprocess.run([*git, "add", "--all", "--force"], check=True)
    tree = subprocess.run([*git, "write-tree"], check=True, capture_output=True, text=True).stdout.strip()
    made = subprocess.run([*git, "commit-tree", "-m", "Publish", tree], check=True, capture_output=True, text=True)
    subprocess.run([*git, "update-ref", "refs/heads/pages", made.stdout.strip()], check=True)
